package org.devio.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.devio.config.LvmConf;
import org.devio.report.FullReport;
import org.devio.report.Query;
import org.devio.report.ReportKind;
import org.devio.report.ReportOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code devio fullreport}: all reports of each volume group at once. */
final class FullReportCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    private final List<Part> parts = new ArrayList<>();
    private final OptionSpec part =
            inOrder(
                    "vg|pv|lv|pvseg|seg",
                    "the table that -o, -O and -S behind it are for",
                    name -> parts.add(new Part(name)),
                    "--configreport");
    private final OptionSpec fields =
            inOrder(
                    "FIELD,...",
                    "these fields; +FIELD adds, -FIELD removes, all is every one",
                    value -> lastPart("-o").fields.add(value),
                    "-o",
                    "--options");
    private final OptionSpec sort =
            inOrder(
                    "FIELD,...",
                    "sort by these; -FIELD for falling order",
                    value -> lastPart("-O").sort = value,
                    "-O",
                    "--sort");
    private final OptionSpec selection =
            inOrder(
                    "CONDITION",
                    "only these rows",
                    value -> lastPart("-S").selection = value,
                    "-S",
                    "--select");
    private final ReportForm form = new ReportForm();
    private final IoOptions io = new IoOptions();

    /** What one of the tables is to show. */
    private static final class Part {
        private final String name;
        private final List<String> fields = new ArrayList<>();
        private String sort;
        private String selection;

        Part(String name) {
            this.name = name;
        }
    }

    FullReportCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    CommandSpec spec() {
        CommandSpec command =
                Options.command(
                        this,
                        "fullreport",
                        "All reports of each VG, as lvm2's fullreport shows them.");
        command.addOption(part).addOption(fields).addOption(sort).addOption(selection);
        return Options.withHelp(io.addTo(form.addTo(command)));
    }

    /** An option that takes effect as soon as it is read, since its place counts. */
    private static OptionSpec inOrder(
            String label, String description, Consumer<String> effect, String... names) {
        return Options.valued(label, description, names)
                .parameterConsumer((words, option, command) -> effect.accept(words.pop()))
                .build();
    }

    private Part lastPart(String option) {
        if (parts.isEmpty()) {
            throw Options.wrongUsage(
                    part, option + " is for the table that --configreport names before it");
        }
        return parts.get(parts.size() - 1);
    }

    @Override
    public Integer call() {
        return io.settings(err).map(this::show).orElse(Scan.FAILED);
    }

    private int show(LvmConf settings) {
        ReportOptions options = form.options(settings, false);
        FullReport report = report(settings);
        return Scan.print(io, out, err, found -> report.format(found, options));
    }

    private FullReport report(LvmConf settings) {
        try {
            Map<ReportKind, Query> queries = new EnumMap<>(ReportKind.class);
            for (ReportKind kind : FullReport.TABLES) {
                queries.put(kind, ReportQueries.of(kind, settings, List.of(), null, null));
            }
            for (Part asked : parts) {
                ReportKind kind = kindOf(asked);
                queries.put(
                        kind,
                        ReportQueries.of(
                                kind, settings, asked.fields, asked.sort, asked.selection));
            }
            return new FullReport(queries);
        } catch (IllegalArgumentException e) {
            throw Options.wrongUsage(part, e.getMessage());
        }
    }

    private static ReportKind kindOf(Part asked) {
        return FullReport.TABLES.stream()
                .filter(kind -> kind.jsonName().equals(asked.name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "--configreport does not know '" + asked.name + "'"));
    }
}
