package org.devio.cli;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.devio.metadata.LogicalVolume;
import org.devio.scan.ScanReport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code devio scan}: a line for every device, whatever became of it, and for every group. */
final class ScanCommand implements Callable<Integer> {
    /** System property: the width of the terminal, if there is one. The launcher sets it. */
    private static final String COLUMNS = "devio.columns";

    private static final int WIDTH = 120;

    /** No terminal is so narrow; some say 0 if they do not know. */
    private static final int LEAST_WIDTH = 20;

    private final PrintStream out;
    private final PrintStream err;

    private final OptionSpec json = Options.flag("one JSON document", "--json");
    private final OptionSpec format =
            Options.wordOr(
                    "basic", "basic|json", "a table, or one JSON document", "--reportformat");
    private final OptionSpec wide =
            Options.flag(
                    "lines as long as they are; else they are cut to the terminal's width, or to "
                            + WIDTH,
                    "-w",
                    "--wide");
    private final IoOptions io = new IoOptions();

    ScanCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    CommandSpec spec() {
        CommandSpec command =
                Options.command(
                        this,
                        "scan",
                        "What every device holds, what is wrong, and the volumes on them.");
        return Options.withHelp(
                io.addTo(command.addOption(wide).addOption(json).addOption(format)));
    }

    @Override
    public Integer call() {
        String form = format.getValue();
        if (!form.equals("basic") && !form.equals("json")) {
            throw Options.wrongUsage(format, "--reportformat is basic or json, not '" + form + "'");
        }
        Optional<Scan> scan = Scan.run(io, err);
        if (scan.isEmpty()) {
            return Scan.FAILED;
        }
        ScanReport report = scan.get().report();
        boolean isJson = json.<Boolean>getValue() || form.equals("json");
        String text = isJson ? ScanDocument.of(report) : table(report);
        out.print(text);
        out.flush();
        scan.get().tellGroupProblems(err);
        boolean isCut = !isJson && !wide.<Boolean>getValue() && text.contains(Table.CUT);
        err.println(summary(scan.get()) + (isCut ? "; --wide shows all" : ""));
        return scan.get().readingExitCode();
    }

    private String table(ScanReport report) {
        ScanTable table = ScanTable.of(report);
        return wide.<Boolean>getValue() ? table.toString() : table.fitted(width());
    }

    private static int width() {
        int columns = Integer.getInteger(COLUMNS, WIDTH);
        return columns < LEAST_WIDTH ? WIDTH : columns;
    }

    /** Not data: engine and time differ from one run to the next. */
    private static String summary(Scan scan) {
        ScanReport report = scan.report();
        long pvs = report.devices().stream().filter(d -> d.label().isPresent()).count();
        long lvs =
                report.volumeGroups().stream()
                        .flatMap(group -> group.metadata().reportedLogicalVolumes().stream())
                        .filter(LogicalVolume::isVisible)
                        .count();
        return "%s, %s, %s, %s read in %d ms (%s, %s, %d failed)"
                .formatted(
                        count(pvs, "PV"),
                        count(report.volumeGroups().size(), "VG"),
                        count(lvs, "LV"),
                        count(report.devices().size(), "device"),
                        scan.elapsed().toMillis(),
                        scan.engine(),
                        count(scan.stats().submitted(), "read"),
                        scan.stats().failed());
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
