/**
 * What lvm.conf says: its grammar, which is that of metadata texts too, the settings that devio
 * heeds with lvm2's defaults, and the filters of devices.
 *
 * <p>Every text is doubted until read; one that breaks the grammar is an {@link
 * org.devio.format.LvmFormatException}. Leans on {@code org.devio.format}, for that and for how
 * long a text may be, and on the JDK.
 */
package org.devio.config;
