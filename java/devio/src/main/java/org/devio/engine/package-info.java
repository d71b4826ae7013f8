/**
 * Moves bytes between block devices and memory. This is the only package that knows there is a
 * kernel.
 *
 * <p>Nothing here knows LVM, categories or limits. Failures travel as negative errno values; {@code
 * org.devio.io} gives them words. Leans on the JDK alone.
 */
package org.devio.engine;
