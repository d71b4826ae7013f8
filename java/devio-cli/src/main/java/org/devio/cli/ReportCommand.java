package org.devio.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.devio.config.LvmConf;
import org.devio.report.FieldHelp;
import org.devio.report.Report;
import org.devio.report.ReportKind;
import org.devio.report.ReportOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code devio pvs}, {@code vgs} and {@code lvs}, with the options that lvm2 gives them. */
final class ReportCommand implements Callable<Integer> {
    /** In place of a field, as in lvm2, it asks what fields there are. */
    private static final String HELP = "help";

    private final ReportKind kind;
    private final Optional<ReportKind> segmentKind;
    private final PrintStream out;
    private final PrintStream err;

    private final OptionSpec fields =
            Options.words(
                    "FIELD,...",
                    "these fields; +FIELD adds, -FIELD removes, all is every one, help lists them",
                    "-o",
                    "--options");
    private final OptionSpec sort =
            Options.word("FIELD,...", "sort by these; -FIELD for falling order", "-O", "--sort");
    private final OptionSpec selection =
            Options.word(
                    "CONDITION",
                    "only these rows, e.g. 'lv_size>=1g && tags=db'",
                    "-S",
                    "--select");
    private final OptionSpec bySegment =
            Options.flag("a row for each run of extents", "--segments");
    private final OptionSpec history =
            Options.flag("also LVs that were removed and are remembered", "-H", "--history");
    private final ReportForm form = new ReportForm();
    private final IoOptions io = new IoOptions();

    private ReportCommand(
            ReportKind kind, Optional<ReportKind> segmentKind, PrintStream out, PrintStream err) {
        this.kind = kind;
        this.segmentKind = segmentKind;
        this.out = out;
        this.err = err;
    }

    static CommandSpec pvs(PrintStream out, PrintStream err) {
        return new ReportCommand(ReportKind.PVS, Optional.of(ReportKind.PV_SEGMENTS), out, err)
                .spec("pvs", "Physical volumes");
    }

    static CommandSpec vgs(PrintStream out, PrintStream err) {
        return new ReportCommand(ReportKind.VGS, Optional.empty(), out, err)
                .spec("vgs", "Volume groups");
    }

    static CommandSpec lvs(PrintStream out, PrintStream err) {
        return new ReportCommand(ReportKind.LVS, Optional.of(ReportKind.LV_SEGMENTS), out, err)
                .spec("lvs", "Logical volumes");
    }

    private CommandSpec spec(String name, String subject) {
        CommandSpec command =
                Options.command(this, name, subject + ", as lvm2's " + name + " shows them.");
        command.addOption(fields)
                .addOption(sort)
                .addOption(selection)
                .addOption(bySegment)
                .addOption(history);
        return Options.withHelp(io.addTo(form.addTo(command)));
    }

    @Override
    public Integer call() {
        // What is wrong with the options comes to light before anything is read.
        ReportKind wanted = bySegment.getValue() ? segmentKind() : kind;
        if (history.<Boolean>getValue() && kind != ReportKind.LVS) {
            throw Options.wrongUsage(
                    history, "--history is for lvs, not for " + history.command().name());
        }
        if (asksForHelp()) {
            out.print(FieldHelp.of(wanted));
            return 0;
        }
        return io.settings(err).map(settings -> show(wanted, settings)).orElse(Scan.FAILED);
    }

    private boolean asksForHelp() {
        return fields.<List<String>>getValue().contains(HELP)
                || HELP.equals(sort.getValue())
                || HELP.equals(selection.getValue());
    }

    private int show(ReportKind wanted, LvmConf settings) {
        ReportOptions options = form.options(settings, history.getValue());
        Report report = report(wanted, settings);
        return Scan.print(io, out, err, found -> report.format(found, options));
    }

    private Report report(ReportKind wanted, LvmConf settings) {
        try {
            return new Report(
                    wanted,
                    ReportQueries.of(
                            wanted,
                            settings,
                            fields.getValue(),
                            sort.getValue(),
                            selection.getValue()));
        } catch (IllegalArgumentException e) {
            throw Options.wrongUsage(bySegment, e.getMessage());
        }
    }

    private ReportKind segmentKind() {
        return segmentKind.orElseThrow(
                () ->
                        Options.wrongUsage(
                                bySegment,
                                "--segments is for pvs and lvs, not for "
                                        + bySegment.command().name()));
    }
}
