package org.devio.cli;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.devio.scan.ScanReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code devio scan}: a line for every device, whatever became of it. */
@Command(
        name = "scan",
        description = "What every device holds, with notes on what is wrong.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ScanCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Spec private CommandSpec spec;

    @Option(names = "--json", description = "one JSON document")
    private boolean isJson;

    @Option(
            names = "--reportformat",
            paramLabel = "basic|json",
            defaultValue = "basic",
            description = "a table, or one JSON document")
    private String format;

    @Mixin private IoOptions io = new IoOptions();

    ScanCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        if (!format.equals("basic") && !format.equals("json")) {
            throw new ParameterException(
                    spec.commandLine(), "--reportformat is basic or json, not '" + format + "'");
        }
        Optional<Scan> scan = Scan.run(io, err);
        if (scan.isEmpty()) {
            return Scan.FAILED;
        }
        ScanReport report = scan.get().report();
        out.print(isJson || format.equals("json") ? ScanDocument.of(report) : ScanTable.of(report));
        out.flush();
        scan.get().tellGroupProblems(err);
        err.println(summary(scan.get()));
        return scan.get().exitCode();
    }

    /** Not data: engine and time differ from one run to the next. */
    private static String summary(Scan scan) {
        ScanReport report = scan.report();
        long pvs = report.devices().stream().filter(d -> d.label().isPresent()).count();
        return "%s, %s, %s read in %d ms (%s, %s, %d failed)"
                .formatted(
                        count(pvs, "PV"),
                        count(report.volumeGroups().size(), "VG"),
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
