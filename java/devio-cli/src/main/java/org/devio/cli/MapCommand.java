package org.devio.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.devio.metadata.PhysicalVolume;
import org.devio.report.JsonFormat;
import org.devio.volume.LogicalDisk;
import org.devio.volume.VolumeExtent;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code devio map}: where the bytes of a logical volume lie. Lines go out as they are made. */
final class MapCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    private final OptionSpec json = Options.flag("one JSON document", "--json", "-J");
    private final OptionSpec offset =
            ByteCount.option("where to begin (0); k, m, g, t", "--offset");
    private final OptionSpec length = ByteCount.option("how many bytes (all)", "--length");
    private final VolumeArguments volume = new VolumeArguments();
    private boolean isAllThere = true;
    private boolean isFirst = true;

    MapCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    CommandSpec spec() {
        CommandSpec command = Options.command(this, "map", "Where the bytes of an LV lie.");
        command.addOption(json).addOption(offset).addOption(length);
        return volume.addTo(command);
    }

    @Override
    public Integer call() {
        long first = ByteCount.of(offset, 0);
        long most = ByteCount.of(length, Long.MAX_VALUE);
        return volume.run(
                json,
                err,
                (disk, scan) -> {
                    if (first > disk.size()) {
                        err.println("devio: " + disk.name() + " ends at byte " + disk.size());
                        return false;
                    }
                    show(disk, first, Math.min(most, disk.size() - first));
                    return isAllThere;
                });
    }

    private void show(LogicalDisk disk, long first, long count) {
        boolean isJson = json.getValue();
        if (isJson) {
            out.print("{\n  \"name\": " + quoted(disk.name()) + ",\n  \"size\": " + disk.size());
            out.print(",\n  \"extents\": [");
        } else {
            out.printf("%16s %16s %-8s %16s  %s%n", "OFFSET", "LENGTH", "KIND", "AT", "ON");
        }
        disk.locate(
                first,
                count,
                extent -> {
                    isAllThere &= extent.kind() != VolumeExtent.Kind.LOST;
                    out.print(isJson ? element(extent) : line(extent));
                });
        if (isJson) {
            out.print("\n  ]\n}\n");
        }
    }

    private static String kind(VolumeExtent extent) {
        return extent.kind().name().toLowerCase(Locale.ROOT);
    }

    private static String line(VolumeExtent extent) {
        return String.format(
                        Locale.ROOT,
                        "%16d %16d %-8s %16s  %s",
                        extent.offset(),
                        extent.length(),
                        kind(extent),
                        extent.deviceOffset() < 0 ? "" : Long.toString(extent.deviceOffset()),
                        extent.device().map(Object::toString).orElse(extent.why()))
                .stripTrailing()
                .concat("\n");
    }

    private String element(VolumeExtent extent) {
        StringBuilder text = new StringBuilder(isFirst ? "\n    {" : ",\n    {");
        isFirst = false;
        text.append("\"offset\": ").append(extent.offset());
        text.append(", \"length\": ").append(extent.length());
        text.append(", \"kind\": ").append(quoted(kind(extent)));
        if (extent.deviceOffset() >= 0) {
            PhysicalVolume pv = extent.physicalVolume().orElseThrow();
            text.append(", \"pv_uuid\": ").append(quoted(pv.id().dashed()));
            text.append(", \"device\": ").append(quoted(extent.device().get().toString()));
            text.append(", \"device_offset\": ").append(extent.deviceOffset());
        }
        if (!extent.why().isEmpty()) {
            text.append(", \"why\": ").append(quoted(extent.why()));
        }
        return text.append('}').toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        JsonFormat.quote(quoted, text);
        return quoted.toString();
    }
}
