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

    List<Row> of(ReportKind kind) {
        return switch (kind) {
            case PVS -> pvs();
            case VGS -> groups.stream().map(Row::of).toList();
            case LVS -> lvs().map(Row::of).toList();
        };
    }

    private List<Row> pvs() {
        List<Row> rows = new ArrayList<>();
        groups.forEach(vg -> vg.pvs().forEach(pv -> rows.add(Row.of(pv))));
        report.orphans().forEach(device -> rows.add(Row.of(PvEntry.ofOutsider(device))));
        if (isAll) {
            for (ScannedDevice copy : report.duplicates()) {
                rows.add(Row.of(PvEntry.ofUnusedCopy(copy, groupOfCopy(copy))));
            }
            report.devices().stream()
                    .filter(Rows::isNoPhysicalVolume)
                    .forEach(device -> rows.add(Row.of(PvEntry.ofOutsider(device))));
        }
        return rows;
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
