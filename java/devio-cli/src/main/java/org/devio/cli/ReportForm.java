package org.devio.cli;

import java.util.Optional;
import org.devio.cli.report.ReportOptions;
import org.devio.cli.report.ReportScope;
import org.devio.cli.report.TableStyle;
import org.devio.cli.report.TimeFormat;
import org.devio.cli.report.Units;
import org.devio.cli.report.ValueStyle;
import org.devio.format.LvmConf;
import org.devio.format.LvmSetting;
import org.devio.scan.LvmSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of all reports that say how they look; lvm.conf decides where they are silent. */
final class ReportForm {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-a", "--all"},
            description = "also hidden volumes, and devices that are no PV")
    private boolean isAll;

    @Option(names = "--foreign", description = "also VGs that belong to another host")
    private boolean showsForeign;

    @Option(
            names = "--units",
            paramLabel = "UNIT",
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

    @Option(names = "--nameprefixes", description = "LVM2_FIELD='value', for shells")
    private boolean hasPrefixes;

    @Option(names = "--unquoted", description = "the same without quotes")
    private boolean isUnquoted;

    @Option(names = "--rows", description = "a line for each field")
    private boolean hasRowsForColumns;

    @Option(names = "--binary", description = "1, 0 or -1 for properties instead of words")
    private boolean flagsAreNumbers;

    @Option(
            names = "--reportformat",
            paramLabel = "basic|json",
            description = "a table, or one JSON document")
    private String format;

    /**
     * What the options and settings ask for.
     *
     * @throws ParameterException if they cannot be read
     */
    ReportOptions options(LvmConf settings, boolean showsHistory) {
        return new ReportOptions(scope(settings, showsHistory), values(settings), table(settings));
    }

    private ReportScope scope(LvmConf settings, boolean showsHistory) {
        return new ReportScope(
                isAll,
                showsHistory,
                showsForeign,
                LvmSettings.systemIds(settings),
                settings.minimumDeviceBytes());
    }

    private ValueStyle values(LvmConf settings) {
        String unit = units != null ? units : settings.text(LvmSetting.GLOBAL_UNITS);
        String times = settings.text(LvmSetting.REPORT_TIME_FORMAT);
        return new ValueStyle(
                Units.parse(
                                unit,
                                !hasNoSuffix && settings.flag(LvmSetting.GLOBAL_SUFFIX),
                                !settings.flag(LvmSetting.GLOBAL_SI_UNIT_CONSISTENCY))
                        .orElseThrow(() -> unknown("--units", LvmSetting.GLOBAL_UNITS, unit)),
                flagsAreNumbers || settings.flag(LvmSetting.REPORT_BINARY_VALUES_AS_NUMERIC),
                settings.text(LvmSetting.REPORT_LIST_ITEM_SEPARATOR),
                TimeFormat.parse(times)
                        .orElseThrow(
                                () ->
                                        wrongUsage(
                                                LvmSetting.REPORT_TIME_FORMAT.path()
                                                        + " does not know '"
                                                        + times
                                                        + "'")));
    }

    private TableStyle table(LvmConf settings) {
        boolean isTurned = hasRowsForColumns || settings.flag(LvmSetting.REPORT_COLUMNS_AS_ROWS);
        boolean isLoose = separator != null || hasPrefixes;
        return new TableStyle(
                isJson(settings),
                !hasNoHeadings && settings.flag(LvmSetting.REPORT_HEADINGS),
                Optional.ofNullable(separator)
                        .orElseGet(() -> settings.text(LvmSetting.REPORT_SEPARATOR)),
                // As in lvm2: an option for machines ends the filling, a setting does not.
                !isTurned
                        && !hasPrefixes
                        && (isAligned || !isLoose && settings.flag(LvmSetting.REPORT_ALIGNED)),
                hasPrefixes || settings.flag(LvmSetting.REPORT_PREFIXES),
                !isUnquoted && settings.flag(LvmSetting.REPORT_QUOTED),
                isTurned);
    }

    private boolean isJson(LvmConf settings) {
        String wanted =
                format != null ? format : settings.text(LvmSetting.REPORT_OUTPUT_FORMAT);
        if (!wanted.equals("basic") && !wanted.equals("json")) {
            throw wrongUsage("--reportformat is basic or json, not '" + wanted + "'");
        }
        return wanted.equals("json");
    }

    private ParameterException unknown(String option, LvmSetting setting, String value) {
        String name = units != null ? option : setting.path();
        return wrongUsage(name + " does not know '" + value + "'");
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
