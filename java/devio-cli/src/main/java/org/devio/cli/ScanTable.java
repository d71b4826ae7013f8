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

    private static final int LEAST_PATH = 32;
    private static final int LEAST_UUID = 14;
    private static final int LEAST_NAME = 16;
    private static final int LEAST_NOTE = 48;

    private final Table devices;
    private final Table groups;

    private ScanTable(Table devices, Table groups) {
        this.devices = devices;
        this.groups = groups;
    }

    /** In lines as long as they are. */
    @Override
    public String toString() {
        return together(devices.toString(), groups.toString());
    }

    /** In lines of so many characters; {@link Table#CUT} stands for what is left out. */
    String fitted(int width) {
        return together(devices.fitted(width), groups.fitted(width));
    }

    private String together(String first, String second) {
        return first + (groups.isEmpty() ? "" : "\n" + second);
    }

    /** Only headings if nothing was scanned; no second table without volume groups. */
    static ScanTable of(ScanReport report) {
        Table devices =
                new Table(
                        new Table.Column("DEVICE", false, LONGEST_PATH, LEAST_PATH, true),
                        left("PV UUID", LONGEST_PATH, LEAST_UUID),
                        right("SIZE"),
                        left("VG", LONGEST_NAME, LEAST_NAME),
                        right("SEQNO"),
                        left("NOTES", LONGEST_PATH, LEAST_NOTE));
        report.devices().forEach(device -> devices.add(line(report, device)));
        Table groups =
                new Table(
                        left("VG", LONGEST_NAME, LEAST_NAME),
                        right("PVS"),
                        right("SIZE"),
                        right("FREE"),
                        right("LVS"),
                        left("LOGICAL VOLUMES", LONGEST_PATH, LEAST_NOTE));
        report.volumeGroups().forEach(group -> groups.add(line(group)));
        return new ScanTable(devices, groups);
    }

    private static Table.Column left(String heading, int widest, int least) {
        return new Table.Column(heading, false, widest, least, false);
    }

    private static Table.Column right(String heading) {
        return new Table.Column(heading, true, LONGEST_PATH, 2 * LONGEST_PATH, false);
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
