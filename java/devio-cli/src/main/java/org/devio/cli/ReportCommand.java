package org.devio.cli;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.devio.cli.report.Report;
import org.devio.cli.report.ReportKind;
import org.devio.cli.report.ReportOptions;
import org.devio.cli.report.Units;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** {@code devio pvs}, {@code vgs} and {@code lvs}, with the options that lvm2 gives them. */
final class ReportCommand implements Callable<Integer> {
    private final ReportKind kind;
    private final Optional<ReportKind> segmentKind;
    private final PrintStream out;
    private final PrintStream err;

    private final OptionSpec all =
            Options.flag("also hidden volumes, and devices that are no PV", "-a", "--all");
    private final OptionSpec bySegment =
            Options.flag("a row for each run of extents", "--segments");
    private final OptionSpec foreign =
            Options.flag("also VGs that belong to another host", "--foreign");
    private final OptionSpec fields =
            Options.words(
                    "FIELD,...",
                    "these fields; +FIELD adds, -FIELD removes, all is every one",
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
    private final OptionSpec units =
            Options.wordOr(
                    "r",
                    "UNIT",
                    "r or h for people, or one of bskmgtpe; upper case is in 1000",
                    "--units");
    private final OptionSpec noSuffix = Options.flag("sizes without their unit", "--nosuffix");
    private final OptionSpec noHeadings = Options.flag("no line of headings", "--noheadings");
    private final OptionSpec separator =
            Options.word("TEXT", "stands between columns, which are not filled up", "--separator");
    private final OptionSpec aligned = Options.flag("fill them up all the same", "--aligned");
    private final OptionSpec format =
            Options.wordOr(
                    "basic", "basic|json", "a table, or one JSON document", "--reportformat");
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
        command.addOption(all)
                .addOption(bySegment)
                .addOption(foreign)
                .addOption(fields)
                .addOption(sort)
                .addOption(selection)
                .addOption(units)
                .addOption(noSuffix)
                .addOption(noHeadings)
                .addOption(separator)
                .addOption(aligned)
                .addOption(format);
        io.addTo(command);
        return Options.withHelp(command);
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
            return new Report(bySegment.getValue() ? segmentKind() : kind, options());
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e.getMessage());
        }
    }

    private ReportKind segmentKind() {
        return segmentKind.orElseThrow(
                () ->
                        wrongUsage(
                                "--segments is for pvs and lvs, not for "
                                        + bySegment.command().name()));
    }

    private ReportOptions options() {
        String form = format.getValue();
        if (!form.equals("basic") && !form.equals("json")) {
            throw wrongUsage("--reportformat is basic or json, not '" + form + "'");
        }
        String unit = units.getValue();
        return new ReportOptions(
                all.getValue(),
                foreign.getValue(),
                fields.getValue(),
                Optional.ofNullable(sort.getValue()),
                Optional.ofNullable(selection.getValue()),
                Units.parse(unit, !noSuffix.<Boolean>getValue())
                        .orElseThrow(() -> wrongUsage("--units does not know '" + unit + "'")),
                form.equals("json"),
                !noHeadings.<Boolean>getValue(),
                Optional.ofNullable(separator.getValue()),
                aligned.getValue());
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(format.command().commandLine(), message);
    }
}
