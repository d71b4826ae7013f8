package org.devio.report;

import java.util.Set;
import org.devio.config.LvmConf;
import org.devio.metadata.VolumeGroup;
import org.devio.scan.LvmSettings;

/**
 * Which of the things that were found are reported at all. Immutable: each method gives another.
 */
public final class ReportScope {
    private final boolean isAll;
    private final boolean showsHistory;
    private final boolean showsForeign;
    private final Set<String> systemIds;
    private final long minimumDeviceBytes;

    private ReportScope(
            boolean isAll,
            boolean showsHistory,
            boolean showsForeign,
            Set<String> systemIds,
            long minimumDeviceBytes) {
        this.isAll = isAll;
        this.showsHistory = showsHistory;
        this.showsForeign = showsForeign;
        this.systemIds = systemIds;
        this.minimumDeviceBytes = minimumDeviceBytes;
    }

    /**
     * What lvm2 reports without options and settings.
     *
     * @return volumes that users see, of groups that belong to no host
     */
    public static ReportScope usual() {
        return of(LvmConf.defaults());
    }

    /**
     * What lvm2 reports without options.
     *
     * @param settings say by which system IDs this host knows its own groups, and from which size
     *     on a device counts
     * @return volumes that users see, of groups that belong to this host or none
     */
    public static ReportScope of(LvmConf settings) {
        return new ReportScope(
                false,
                false,
                false,
                Set.copyOf(LvmSettings.systemIds(settings)),
                settings.minimumDeviceBytes());
    }

    /**
     * Adds what users do not see ({@code -a}).
     *
     * @return this with hidden volumes, and devices that are no physical volumes
     */
    public ReportScope withHidden() {
        return new ReportScope(true, showsHistory, showsForeign, systemIds, minimumDeviceBytes);
    }

    /**
     * Adds what is no longer ({@code -H}).
     *
     * @return this with volumes that were removed and are remembered
     */
    public ReportScope withHistory() {
        return new ReportScope(isAll, true, showsForeign, systemIds, minimumDeviceBytes);
    }

    /**
     * Adds what belongs to others ({@code --foreign}).
     *
     * @return this with groups of other hosts
     */
    public ReportScope withForeign() {
        return new ReportScope(isAll, showsHistory, true, systemIds, minimumDeviceBytes);
    }

    boolean isAll() {
        return isAll;
    }

    boolean showsHistory() {
        return showsHistory;
    }

    /** Smaller devices are not there for lvm2. */
    long minimumDeviceBytes() {
        return minimumDeviceBytes;
    }

    boolean shows(VolumeGroup group) {
        return showsForeign
                || group.systemId()
                        .filter(id -> !id.isEmpty())
                        .map(systemIds::contains)
                        .orElse(true);
    }
}
