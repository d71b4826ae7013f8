package org.devio.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.devio.metadata.VolumeGroup;
import org.devio.scan.FoundVolumeGroup;
import org.devio.scan.Problem;
import org.devio.scan.ScanReport;
import org.devio.scan.ScannedArea;
import org.devio.scan.ScannedDevice;

/** The table of {@code devio scan}. */
final class ScanTable {
    private static final List<String> HEADINGS =
            List.of("DEVICE", "PV UUID", "SIZE", "VG", "SEQNO", "NOTES");
    private static final List<Boolean> RIGHT = List.of(false, false, true, false, true, false);

    /** One long name pushes its own line apart, and not all of them. */
    private static final int WIDEST = 64;

    /** Names of groups are the longest names that LVM has, and stand in line all the same. */
    private static final int LONGEST_NAME = 127;

    private static final int NAME_COLUMN = HEADINGS.indexOf("VG");

    private static final String NOTHING = "-";
    private static final String GAP = "  ";

    private ScanTable() {}

    /** The whole table, each line ended; only headings if nothing was scanned. */
    static String of(ScanReport report) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADINGS);
        report.devices().forEach(device -> lines.add(line(report, device)));
        int[] widths = new int[HEADINGS.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Math.min(line.get(i).length(), widest(i)));
            }
        }
        return lines.stream()
                .map(line -> filledUp(line, widths).stripTrailing() + "\n")
                .collect(Collectors.joining());
    }

    private static int widest(int column) {
        return column == NAME_COLUMN ? LONGEST_NAME : WIDEST;
    }

    private static String filledUp(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String filling = " ".repeat(Math.max(0, widths[i] - line.get(i).length()));
            text.append(i > 0 ? GAP : "")
                    .append(RIGHT.get(i) ? filling : "")
                    .append(line.get(i))
                    .append(RIGHT.get(i) ? "" : filling);
        }
        return text.toString();
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
