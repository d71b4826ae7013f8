/**
 * What lvm2's {@code pvck --dump} shows of a physical volume: every field as it stands on the disk,
 * also where it is wrong, so nothing here trusts the parsers of {@code org.devio.format}.
 */
package org.devio.cli.pvck;
