package org.devio.scan;

import java.util.Optional;
import org.devio.format.Lvm1Label;
import org.devio.format.Lvm1Metadata;

/**
 * What a physical volume of LVM1 says. lvm2 reads these no longer.
 *
 * @param label at the start of the device
 * @param metadata of its volume group; empty if it is in none, or it could not be read or believed
 */
public record Lvm1Volume(Lvm1Label label, Optional<Lvm1Metadata> metadata) {}
