package org.devio.cli;

import org.devio.config.LvmConf;
import org.devio.config.LvmSetting;
import org.devio.report.ReportOptions;
import org.devio.report.ReportScope;
import org.devio.report.TableStyle;
import org.devio.report.TimeFormat;
import org.devio.report.Units;
import org.devio.report.ValueStyle;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options of all reports that say how they look; lvm.conf decides where they are silent. */
final class ReportForm {
    private final OptionSpec all =
            Options.flag("also hidden volumes, and devices that are no PV", "-a", "--all");
    private final OptionSpec foreign =
            Options.flag("also VGs that belong to another host", "--foreign");
    private final OptionSpec units =
            Options.word(
                    "UNIT",
                    "r or h for people, or one of bskmgtpe; upper case is in 1000",
                    "--units");
    private final OptionSpec noSuffix = Options.flag("sizes without their unit", "--nosuffix");
    private final OptionSpec noHeadings = Options.flag("no line of headings", "--noheadings");
    private final OptionSpec separator =
            Options.word("TEXT", "stands between columns, which are not filled up", "--separator");
    private final OptionSpec aligned = Options.flag("fill them up all the same", "--aligned");
    private final OptionSpec namePrefixes =
            Options.flag("LVM2_FIELD='value', for shells", "--nameprefixes");
    private final OptionSpec unquoted = Options.flag("the same without quotes", "--unquoted");
    private final OptionSpec rows = Options.flag("a line for each field", "--rows");
    private final OptionSpec binary =
            Options.flag("1, 0 or -1 for properties instead of words", "--binary");
    private final OptionSpec format =
            Options.word("basic|json", "a table, or one JSON document", "--reportformat");

    /** Has a command take the options; returns the command. */
    CommandSpec addTo(CommandSpec command) {
        return command.addOption(all)
                .addOption(foreign)
                .addOption(units)
                .addOption(noSuffix)
                .addOption(noHeadings)
                .addOption(separator)
                .addOption(aligned)
                .addOption(namePrefixes)
                .addOption(unquoted)
                .addOption(rows)
                .addOption(binary)
                .addOption(format);
    }

    /**
     * What the options and settings ask for.
     *
     * @throws ParameterException if they cannot be read
     */
    ReportOptions options(LvmConf settings, boolean showsHistory) {
        return new ReportOptions(scope(settings, showsHistory), values(settings), table(settings));
    }

    private ReportScope scope(LvmConf settings, boolean showsHistory) {
        ReportScope scope = ReportScope.of(settings);
        scope = isSet(all) ? scope.withHidden() : scope;
        scope = isSet(foreign) ? scope.withForeign() : scope;
        return showsHistory ? scope.withHistory() : scope;
    }

    private ValueStyle values(LvmConf settings) {
        String unit = givenOr(units, settings, LvmSetting.GLOBAL_UNITS);
        String times = settings.text(LvmSetting.REPORT_TIME_FORMAT);
        return new ValueStyle(
                Units.parse(
                                unit,
                                !isSet(noSuffix) && settings.flag(LvmSetting.GLOBAL_SUFFIX),
                                !settings.flag(LvmSetting.GLOBAL_SI_UNIT_CONSISTENCY))
                        .orElseThrow(() -> unknownUnit(unit)),
                isSet(binary) || settings.flag(LvmSetting.REPORT_BINARY_VALUES_AS_NUMERIC),
                settings.text(LvmSetting.REPORT_LIST_ITEM_SEPARATOR),
                TimeFormat.parse(times)
                        .orElseThrow(
                                () ->
                                        Options.wrongUsage(
                                                format,
                                                LvmSetting.REPORT_TIME_FORMAT.path()
                                                        + " does not know '"
                                                        + times
                                                        + "'")));
    }

    private TableStyle table(LvmConf settings) {
        boolean isTurned = isSet(rows) || settings.flag(LvmSetting.REPORT_COLUMNS_AS_ROWS);
        boolean isLoose = separator.getValue() != null;
        return new TableStyle(
                isJson(settings),
                !isSet(noHeadings) && settings.flag(LvmSetting.REPORT_HEADINGS),
                givenOr(separator, settings, LvmSetting.REPORT_SEPARATOR),
                // As in lvm2: an option for machines ends the filling, a setting does not.
                !isTurned
                        && !isSet(namePrefixes)
                        && (isSet(aligned) || !isLoose && settings.flag(LvmSetting.REPORT_ALIGNED)),
                isSet(namePrefixes) || settings.flag(LvmSetting.REPORT_PREFIXES),
                !isSet(unquoted) && settings.flag(LvmSetting.REPORT_QUOTED),
                isTurned);
    }

    private boolean isJson(LvmConf settings) {
        String wanted = givenOr(format, settings, LvmSetting.REPORT_OUTPUT_FORMAT);
        if (!wanted.equals("basic") && !wanted.equals("json")) {
            throw Options.wrongUsage(
                    format, "--reportformat is basic or json, not '" + wanted + "'");
        }
        return wanted.equals("json");
    }

    private static boolean isSet(OptionSpec flag) {
        return flag.getValue();
    }

    private static String givenOr(OptionSpec option, LvmConf settings, LvmSetting setting) {
        String given = option.getValue();
        return given != null ? given : settings.text(setting);
    }

    private ParameterException unknownUnit(String value) {
        String name = units.getValue() != null ? "--units" : LvmSetting.GLOBAL_UNITS.path();
        return Options.wrongUsage(format, name + " does not know '" + value + "'");
    }
}
