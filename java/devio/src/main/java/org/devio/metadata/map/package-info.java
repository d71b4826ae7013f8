/**
 * The arithmetic of a map: on which image of a segment a byte lies, and which others it can be
 * rebuilt from.
 *
 * <p>Numbers in, numbers out. Nothing here knows a disk, a text or a name; leans on the JDK alone.
 */
package org.devio.metadata.map;
