package org.devio.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.devio.metadata.VolumeGroup;
import org.devio.report.internal.LvEntry;
import org.devio.report.internal.PvEntry;
import org.devio.report.internal.PvSegment;
import org.devio.report.internal.VgEntry;
import org.devio.scan.ScanReport;
import org.devio.scan.ScannedArea;
import org.devio.scan.ScannedDevice;

/** Makes the rows of a report, unsorted. */
final class Rows {
    private final ReportScope scope;
    private final List<VgEntry> groups;
    private final List<PvEntry> outsiders;

    private Rows(ReportScope scope, List<VgEntry> groups, List<PvEntry> outsiders) {
        this.scope = scope;
        this.groups = groups;
        this.outsiders = outsiders;
    }

    /** The rows of what was found. */
    Rows(ScanReport report, ReportScope scope) {
        this(scope, groups(report, scope), outsiders(report, scope));
    }

    private static List<VgEntry> groups(ScanReport report, ReportScope scope) {
        return report.volumeGroups().stream()
                .filter(found -> scope.shows(found.metadata()))
                .map(found -> VgEntry.of(found, scope.showsHistory()))
                .toList();
    }

    private static List<PvEntry> outsiders(ScanReport report, ReportScope scope) {
        List<PvEntry> pvs = new ArrayList<>();
        report.orphans().forEach(device -> pvs.add(PvEntry.ofOutsider(device)));
        if (scope.isAll()) {
            for (ScannedDevice copy : report.duplicates()) {
                pvs.add(PvEntry.ofUnusedCopy(copy, groupOfCopy(copy)));
            }
            report.devices().stream()
                    .filter(device -> isNoPhysicalVolume(device, scope.minimumDeviceBytes()))
                    .forEach(device -> pvs.add(PvEntry.ofOutsider(device)));
        }
        return pvs;
    }

    /** Smaller devices lvm2 does not look at. */
    private static boolean isNoPhysicalVolume(ScannedDevice device, long minimumBytes) {
        return device.label().isEmpty() && !device.isFailed() && device.size() >= minimumBytes;
    }

    private static Optional<VolumeGroup> groupOfCopy(ScannedDevice copy) {
        return copy.areas().stream()
                .map(ScannedArea::volumeGroup)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The same for each group alone, the last found first, as in lvm2. */
    List<Rows> ofEachGroup() {
        List<Rows> each = new ArrayList<>();
        groups.forEach(group -> each.add(new Rows(scope, List.of(group), List.of())));
        Collections.reverse(each);
        return each;
    }

    /** The same for physical volumes that are in no group. */
    Rows ofOrphans() {
        return new Rows(
                scope, List.of(), outsiders.stream().filter(pv -> pv.label().isPresent()).toList());
    }

    boolean isEmpty() {
        return groups.isEmpty() && outsiders.isEmpty();
    }

    List<Line> of(RowKind kind) {
        Stream<Line> rows =
                switch (kind) {
                    case PV -> pvs().map(Line.OfPv::new);
                    case PV_OF_GROUP -> pvsOfGroups().map(Line.OfPv::new);
                    case PV_SEGMENT -> pvs().flatMap(Rows::segments);
                    case PV_SEGMENT_OF_GROUP -> pvsOfGroups().flatMap(Rows::segments);
                    case VG -> groups.stream().map(Line.OfVg::new);
                    case LV -> Stream.concat(lvs().map(Line.OfLv::new), history());
                    case LV_SEGMENT ->
                            Stream.concat(
                                    lvs().flatMap(lv -> lv.segments().stream())
                                            .map(Line.OfSegment::new),
                                    history());
                };
        return rows.toList();
    }

    private static Stream<Line> segments(PvEntry pv) {
        return PvSegment.of(pv).stream().map(run -> new Line.OfRun(pv, run));
    }

    private Stream<PvEntry> pvsOfGroups() {
        return groups.stream().flatMap(vg -> vg.pvs().stream());
    }

    private Stream<PvEntry> pvs() {
        return Stream.concat(pvsOfGroups(), outsiders.stream());
    }

    private Stream<LvEntry> lvs() {
        return groups.stream()
                .flatMap(vg -> vg.lvs().stream())
                .filter(lv -> scope.isAll() || lv.volume().isVisible());
    }

    private Stream<Line> history() {
        return groups.stream().flatMap(vg -> vg.history().stream()).map(Line.OfRemoved::of);
    }
}
