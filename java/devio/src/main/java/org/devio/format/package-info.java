/**
 * What stands on a disk, byte for byte: labels, headers, checksums, the text they lead to.
 *
 * <p>Bytes in, values out. Nothing here opens a file, logs or waits; every byte is doubted until
 * checked. Leans on the JDK alone.
 */
package org.devio.format;
