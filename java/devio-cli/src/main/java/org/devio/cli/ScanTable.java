package org.devio.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.VolumeGroup;
import org.devio.scan.FoundVolumeGroup;
import org.devio.scan.Problem;
import org.devio.scan.ScanReport;
import org.devio.scan.ScannedArea;
import org.devio.scan.ScannedDevice;

/** The tables of {@code devio scan}: devices, and the volume groups that were found on them. */
final class ScanTable {
    /** Names of groups are the longest names that LVM has, and stand in line all the same. */
    private static final int LONGEST_NAME = 127;

    private static final int LONGEST_PATH = 64;
    private static final int NAMES_SHOWN = 5;
    private static final String NOTHING = "-";

    private ScanTable() {}

    /** Only headings if nothing was scanned; no second table without volume groups. */
    static String of(ScanReport report) {
        Table devices =
                new Table(
                        left("DEVICE", LONGEST_PATH),
                        left("PV UUID", LONGEST_PATH),
                        right("SIZE"),
                        left("VG", LONGEST_NAME),
                        right("SEQNO"),
                        left("NOTES", LONGEST_PATH));
        report.devices().forEach(device -> devices.add(line(report, device)));
        Table groups =
                new Table(
                        left("VG", LONGEST_NAME),
                        right("PVS"),
                        right("SIZE"),
                        right("FREE"),
                        right("LVS"),
                        left("LOGICAL VOLUMES", LONGEST_PATH));
        report.volumeGroups().forEach(group -> groups.add(line(group)));
        return devices + (groups.isEmpty() ? "" : "\n" + groups);
    }

    private static Table.Column left(String heading, int widest) {
        return new Table.Column(heading, false, widest);
    }

    private static Table.Column right(String heading) {
        return new Table.Column(heading, true, LONGEST_PATH);
    }

    private static List<String> line(FoundVolumeGroup found) {
        VolumeGroup group = found.metadata();
        List<String> visible =
                group.reportedLogicalVolumes().stream()
                        .filter(LogicalVolume::isVisible)
                        .map(LogicalVolume::name)
                        .toList();
        String names =
                visible.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                        + (visible.size() > NAMES_SHOWN
                                ? " and %d more".formatted(visible.size() - NAMES_SHOWN)
                                : "");
        return List.of(
                group.name(),
                String.valueOf(found.physicalVolumes().size()),
                size(group.bytesOf(group.extentCount())),
                size(group.bytesOf(group.freeCount())),
                String.valueOf(visible.size()),
                names.isEmpty() ? NOTHING : names);
    }

    private static List<String> line(ScanReport report, ScannedDevice device) {
        Optional<VolumeGroup> own =
                device.areas().stream()
                        .map(ScannedArea::volumeGroup)
                        .flatMap(Optional::stream)
                        .max(Comparator.comparingLong(VolumeGroup::seqno));
        Optional<String> owner =
                report.volumeGroupOf(device)
                        .map(FoundVolumeGroup::metadata)
                        .or(() -> own)
                        .map(VolumeGroup::name);
        return List.of(
                device.path().toString(),
                device.label().map(label -> label.pvUuid().dashed()).orElse(NOTHING),
                device.size() < 0 ? NOTHING : size(device.size()),
                owner.orElse(NOTHING),
                own.map(VolumeGroup::seqno).map(String::valueOf).orElse(NOTHING),
                device.problems().stream().map(Problem::message).collect(Collectors.joining("; ")));
    }

    /** A size for people, rounded down to a tenth: {@code 64 MiB}, {@code 1.5 TiB}. */
    static String size(long bytes) {
        int power = 0;
        long unit = 1;
        while (power < 6 && bytes / unit >= 1024) {
            unit <<= 10;
            power++;
        }
        long tenths = bytes % unit / Math.max(1, unit >> 10) * 10 / 1024;
        return bytes / unit
                + (tenths == 0 ? "" : "." + tenths)
                + (power == 0 ? " B" : " " + "KMGTPE".charAt(power - 1) + "iB");
    }
}
