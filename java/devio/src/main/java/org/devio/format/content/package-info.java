/**
 * What the kernel's drivers keep on disk beside the contents of a logical volume: superblocks,
 * logs, journals.
 *
 * <p>Bytes in, values out, as in {@code org.devio.format}; nothing here knows a file or a logical
 * volume. Offsets in failures count from the first byte of what was given.
 */
package org.devio.format.content;
