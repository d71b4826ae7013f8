package org.devio.scan;

import java.util.Optional;
import org.devio.metadata.PhysicalVolume;

/**
 * A physical volume of a volume group, and where it is.
 *
 * @param metadata as the volume group describes it
 * @param device the device that holds it; empty if none of those scanned does
 */
public record FoundPhysicalVolume(PhysicalVolume metadata, Optional<ScannedDevice> device) {}
