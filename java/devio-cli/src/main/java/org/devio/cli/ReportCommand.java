package org.devio.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.devio.cli.report.Report;
import org.devio.cli.report.ReportKind;
import org.devio.cli.report.ReportOptions;
import org.devio.cli.report.Units;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code devio pvs}, {@code vgs} and {@code lvs}, with the options that lvm2 gives them. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    private final ReportKind kind;
    private final Optional<ReportKind> segmentKind;
    private final PrintStream out;
    private final PrintStream err;

    @Spec private CommandSpec spec;

    @Option(
            names = {"-a", "--all"},
            description = "also hidden volumes, and devices that are no PV")
    private boolean isAll;

    @Option(names = "--segments", description = "a row for each run of extents")
    private boolean isBySegment;

    @Option(names = "--foreign", description = "also VGs that belong to another host")
    private boolean showsForeign;

    @Option(
            names = {"-o", "--options"},
            paramLabel = "FIELD,...",
            description = "these fields; +FIELD adds, -FIELD removes, all is every one")
    private List<String> fields = new ArrayList<>();

    @Option(
            names = {"-O", "--sort"},
            paramLabel = "FIELD,...",
            description = "sort by these; -FIELD for falling order")
    private String sort;

    @Option(
            names = {"-S", "--select"},
            paramLabel = "CONDITION",
            description = "only these rows, e.g. 'lv_size>=1g && tags=db'")
    private String selection;

    @Option(
            names = "--units",
            paramLabel = "UNIT",
            defaultValue = "r",
            description = "r or h for people, or one of bskmgtpe; upper case is in 1000")
    private String units;

    @Option(names = "--nosuffix", description = "sizes without their unit")
    private boolean hasNoSuffix;

    @Option(names = "--noheadings", description = "no line of headings")
    private boolean hasNoHeadings;

    @Option(
            names = "--separator",
            paramLabel = "TEXT",
            description = "stands between columns, which are not filled up")
    private String separator;

    @Option(names = "--aligned", description = "fill them up all the same")
    private boolean isAligned;

    @Option(
            names = "--reportformat",
            paramLabel = "basic|json",
            defaultValue = "basic",
            description = "a table, or one JSON document")
    private String format;

    @Mixin private IoOptions io = new IoOptions();

    private ReportCommand(
            ReportKind kind, Optional<ReportKind> segmentKind, PrintStream out, PrintStream err) {
        this.kind = kind;
        this.segmentKind = segmentKind;
        this.out = out;
        this.err = err;
    }

    static CommandSpec pvs(PrintStream out, PrintStream err) {
        return new ReportCommand(ReportKind.PVS, Optional.of(ReportKind.PV_SEGMENTS), out, err)
                .named("pvs", "Physical volumes");
    }

    static CommandSpec vgs(PrintStream out, PrintStream err) {
        return new ReportCommand(ReportKind.VGS, Optional.empty(), out, err)
                .named("vgs", "Volume groups");
    }

    static CommandSpec lvs(PrintStream out, PrintStream err) {
        return new ReportCommand(ReportKind.LVS, Optional.of(ReportKind.LV_SEGMENTS), out, err)
                .named("lvs", "Logical volumes");
    }

    private CommandSpec named(String name, String subject) {
        CommandSpec command = CommandSpec.forAnnotatedObject(this);
        command.name(name);
        command.usageMessage().description(subject + ", as lvm2's " + name + " shows them.");
        return command;
    }

    @Override
    public Integer call() {
        Report report = report();
        Optional<Scan> scan = Scan.run(io, err);
        if (scan.isEmpty()) {
            return Scan.FAILED;
        }
        scan.get().tellDeviceProblems(err);
        scan.get().tellGroupProblems(err);
        out.print(report.format(scan.get().report()));
        return scan.get().exitCode();
    }

    /** What is wrong with the options comes to light before anything is read. */
    private Report report() {
        try {
            return new Report(isBySegment ? segmentKind() : kind, options());
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e.getMessage());
        }
    }

    private ReportKind segmentKind() {
        return segmentKind.orElseThrow(
                () -> wrongUsage("--segments is for pvs and lvs, not for " + spec.name()));
    }

    private ReportOptions options() {
        if (!format.equals("basic") && !format.equals("json")) {
            throw wrongUsage("--reportformat is basic or json, not '" + format + "'");
        }
        return new ReportOptions(
                isAll,
                showsForeign,
                fields,
                Optional.ofNullable(sort),
                Optional.ofNullable(selection),
                Units.parse(units, !hasNoSuffix)
                        .orElseThrow(() -> wrongUsage("--units does not know '" + units + "'")),
                format.equals("json"),
                !hasNoHeadings,
                Optional.ofNullable(separator),
                isAligned);
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
