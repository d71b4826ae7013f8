package org.devio.report;

import java.util.Set;
import org.devio.metadata.VolumeGroup;

/**
 * Which of the things that were found are reported at all.
 *
 * @param isAll {@code -a}: hidden volumes, devices that are no physical volumes
 * @param showsHistory {@code -H}: volumes that were removed and are remembered
 * @param showsForeign {@code --foreign}: groups that belong to another host
 * @param systemIds by which this host knows its own groups
 * @param minimumDeviceBytes smaller devices are not there for lvm2
 */
public record ReportScope(
        boolean isAll,
        boolean showsHistory,
        boolean showsForeign,
        Set<String> systemIds,
        long minimumDeviceBytes) {
    /** Keeps a copy of the system IDs. */
    public ReportScope {
        systemIds = Set.copyOf(systemIds);
    }

    boolean shows(VolumeGroup group) {
        return showsForeign
                || group.systemId()
                        .filter(id -> !id.isEmpty())
                        .map(systemIds::contains)
                        .orElse(true);
    }
}
