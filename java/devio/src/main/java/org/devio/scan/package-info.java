/**
 * Reads many disks side by side and says which LVM physical volumes, volume groups and logical
 * volumes they hold.
 *
 * <p>The only package that knows both how bytes are read and what they mean. Leans on {@code
 * org.devio.io}, {@code org.devio.config}, {@code org.devio.format} and {@code org.devio.metadata}.
 */
package org.devio.scan;
