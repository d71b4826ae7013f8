package org.devio.scan;

import java.util.List;
import org.devio.metadata.VolumeGroup;

/**
 * A volume group as its newest metadata describes it.
 *
 * @param metadata the text with the highest seqno of all that were found
 * @param physicalVolumes all of them, in the order of the text, found or not
 */
public record FoundVolumeGroup(VolumeGroup metadata, List<FoundPhysicalVolume> physicalVolumes) {
    /** Keeps a copy of the list. */
    public FoundVolumeGroup {
        physicalVolumes = List.copyOf(physicalVolumes);
    }

    /** Whether a physical volume was not found, or is marked as missing. */
    public boolean isPartial() {
        return physicalVolumes.stream()
                .anyMatch(pv -> pv.device().isEmpty() || pv.metadata().isMissing());
    }
}
