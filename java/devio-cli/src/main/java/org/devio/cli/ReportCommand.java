package org.devio.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.devio.cli.report.FieldHelp;
import org.devio.cli.report.Report;
import org.devio.cli.report.ReportKind;
import org.devio.cli.report.ReportOptions;
import org.devio.format.LvmConf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code devio pvs}, {@code vgs} and {@code lvs}, with the options that lvm2 gives them. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    /** In place of a field, as in lvm2, it asks what fields there are. */
    private static final String HELP = "help";

    private final ReportKind kind;
    private final Optional<ReportKind> segmentKind;
    private final PrintStream out;
    private final PrintStream err;

    @Spec private CommandSpec spec;

    @Option(
            names = {"-o", "--options"},
            paramLabel = "FIELD,...",
            description = "these fields; +FIELD adds, -FIELD removes, all is every one, help lists them")
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

    @Option(names = "--segments", description = "a row for each run of extents")
    private boolean isBySegment;

    @Option(
            names = {"-H", "--history"},
            description = "also LVs that were removed and are remembered")
    private boolean showsHistory;

    @Mixin private ReportForm form = new ReportForm();
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
        // What is wrong with the options comes to light before anything is read.
        ReportKind wanted = isBySegment ? segmentKind() : kind;
        if (showsHistory && kind != ReportKind.LVS) {
            throw wrongUsage("--history is for lvs, not for " + spec.name());
        }
        if (fields.contains(HELP) || HELP.equals(sort) || HELP.equals(selection)) {
            out.print(FieldHelp.of(wanted));
            return 0;
        }
        LvmConf settings;
        try {
            settings = io.settings();
        } catch (IOException e) {
            err.println("devio: " + e.getMessage());
            return Scan.FAILED;
        }
        ReportOptions options = form.options(settings, showsHistory);
        Report report = report(wanted, settings);
        return Scan.run(io, err).map(scan -> show(report, options, scan)).orElse(Scan.FAILED);
    }

    private int show(Report report, ReportOptions options, Scan scan) {
        scan.tellDeviceProblems(err);
        scan.tellGroupProblems(err);
        out.print(report.format(scan.report(), options));
        return scan.exitCode();
    }

    private Report report(ReportKind wanted, LvmConf settings) {
        try {
            return new Report(
                    wanted, ReportQueries.of(wanted, settings, fields, sort, selection));
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e.getMessage());
        }
    }

    private ReportKind segmentKind() {
        return segmentKind.orElseThrow(
                () -> wrongUsage("--segments is for pvs and lvs, not for " + spec.name()));
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
