package org.devio.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.devio.metadata.VolumeGroup;
import org.devio.scan.LvmScanner;
import org.devio.scan.ScanReport;
import org.devio.scan.ScannedArea;
import org.devio.scan.ScannedDevice;

/** Makes the rows of a report, unsorted. */
final class Rows {
    private final ScanReport report;
    private final boolean isAll;
    private final boolean showsForeign;
    private final List<VgEntry> groups;

    /**
     * The rows of what was found.
     *
     * @param isAll whether hidden volumes and devices that are none are rows too
     * @param showsForeign whether groups that belong to another host are shown
     */
    Rows(ScanReport report, boolean isAll, boolean showsForeign) {
        this.report = report;
        this.isAll = isAll;
        this.showsForeign = showsForeign;
        this.groups =
                report.volumeGroups().stream()
                        .filter(found -> !isHidden(found.metadata()))
                        .map(VgEntry::of)
                        .toList();
    }

    private boolean isHidden(VolumeGroup group) {
        return !showsForeign && group.systemId().filter(id -> !id.isEmpty()).isPresent();
    }

    List<Row> of(RowKind kind) {
        Stream<Row> rows =
                switch (kind) {
                    case PV -> pvs().map(Row::of);
                    case PV_OF_GROUP -> pvsOfGroups().map(Row::of);
                    case PV_SEGMENT -> pvs().flatMap(Rows::segments);
                    case PV_SEGMENT_OF_GROUP -> pvsOfGroups().flatMap(Rows::segments);
                    case VG -> groups.stream().map(Row::of);
                    case LV -> lvs().map(Row::of);
                    case LV_SEGMENT -> lvs().flatMap(lv -> lv.segments().stream()).map(Row::of);
                };
        return rows.toList();
    }

    private static Stream<Row> segments(PvEntry pv) {
        return PvSegment.of(pv).stream().map(run -> Row.of(pv, run));
    }

    private Stream<PvEntry> pvsOfGroups() {
        return groups.stream().flatMap(vg -> vg.pvs().stream());
    }

    private Stream<PvEntry> pvs() {
        List<PvEntry> pvs = new ArrayList<>(pvsOfGroups().toList());
        report.orphans().forEach(device -> pvs.add(PvEntry.ofOutsider(device)));
        if (isAll) {
            for (ScannedDevice copy : report.duplicates()) {
                pvs.add(PvEntry.ofUnusedCopy(copy, groupOfCopy(copy)));
            }
            report.devices().stream()
                    .filter(Rows::isNoPhysicalVolume)
                    .forEach(device -> pvs.add(PvEntry.ofOutsider(device)));
        }
        return pvs.stream();
    }

    /** Smaller devices lvm2 does not look at. */
    private static boolean isNoPhysicalVolume(ScannedDevice device) {
        return device.label().isEmpty()
                && !device.isFailed()
                && device.size() >= LvmScanner.PV_MIN_SIZE;
    }

    private static Optional<VolumeGroup> groupOfCopy(ScannedDevice copy) {
        return copy.areas().stream()
                .map(ScannedArea::volumeGroup)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Stream<LvEntry> lvs() {
        return groups.stream()
                .flatMap(vg -> vg.lvs().stream())
                .filter(lv -> isAll || lv.volume().isVisible());
    }
}
