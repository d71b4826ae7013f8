package org.devio.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.devio.cli.report.FullReport;
import org.devio.cli.report.ReportKind;
import org.devio.cli.report.ReportOptions;
import org.devio.cli.report.ReportQuery;
import org.devio.format.LvmConf;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code devio fullreport}: all reports of each volume group at once. */
@Command(
        name = "fullreport",
        description = "All reports of each VG, as lvm2's fullreport shows them.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class FullReportCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Spec private CommandSpec spec;

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<Part> parts = new ArrayList<>();

    @Mixin private ReportForm form = new ReportForm();
    @Mixin private IoOptions io = new IoOptions();

    /** What one of its tables is to show. */
    private static final class Part {
        @Option(
                names = "--configreport",
                paramLabel = "vg|pv|lv|pvseg|seg",
                required = true,
                description = "the table that the next -o, -O and -S are for")
        private String name;

        @Option(
                names = {"-o", "--options"},
                paramLabel = "FIELD,...",
                description = "these fields; +FIELD adds, -FIELD removes, all is every one")
        // picocli would let all parts share one list that is made here.
        private List<String> fields;

        @Option(
                names = {"-O", "--sort"},
                paramLabel = "FIELD,...",
                description = "sort by these; -FIELD for falling order")
        private String sort;

        @Option(
                names = {"-S", "--select"},
                paramLabel = "CONDITION",
                description = "only these rows")
        private String selection;
    }

    FullReportCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        LvmConf settings;
        try {
            settings = io.settings();
        } catch (IOException e) {
            err.println("devio: " + e.getMessage());
            return Scan.FAILED;
        }
        ReportOptions options = form.options(settings, false);
        FullReport report = report(settings);
        return Scan.run(io, err).map(scan -> show(report, options, scan)).orElse(Scan.FAILED);
    }

    private int show(FullReport report, ReportOptions options, Scan scan) {
        scan.tellDeviceProblems(err);
        scan.tellGroupProblems(err);
        out.print(report.format(scan.report(), options));
        return scan.exitCode();
    }

    private FullReport report(LvmConf settings) {
        try {
            Map<ReportKind, ReportQuery> queries = new EnumMap<>(ReportKind.class);
            for (ReportKind kind : FullReport.TABLES) {
                queries.put(kind, ReportQueries.of(kind, settings, List.of(), null, null));
            }
            for (Part part : parts) {
                ReportKind kind = kindOf(part);
                List<String> fields = part.fields == null ? List.of() : part.fields;
                queries.put(
                        kind,
                        ReportQueries.of(kind, settings, fields, part.sort, part.selection));
            }
            return new FullReport(queries);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static ReportKind kindOf(Part part) {
        return FullReport.TABLES.stream()
                .filter(kind -> kind.jsonName().equals(part.name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "--configreport does not know '" + part.name + "'"));
    }
}
