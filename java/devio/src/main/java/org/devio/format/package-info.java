/**
 * What stands on a disk, byte for byte: labels, headers, checksums, the text they lead to.
 *
 * <p>Bytes in, values out. Nothing here opens a file, logs or waits; every byte is doubted until
 * checked. Leans on the JDK alone.
 *
 * <p>A buffer is read from index 0 to its limit, whatever its position and byte order, and neither
 * is changed.
 */
package org.devio.format;
