package org.devio.report;

import org.devio.config.LvmConf;
import org.devio.config.LvmSetting;

/**
 * How values are written.
 *
 * @param units of sizes
 * @param flagsAreNumbers 1, 0 and -1 where a property is there, is not, or is not known
 * @param listSeparator stands between the items of a list
 * @param timeFormat of times
 */
public record ValueStyle(
        Units units, boolean flagsAreNumbers, String listSeparator, TimeFormat timeFormat) {
    /**
     * How lvm2 writes values without options and settings.
     *
     * @return sizes in units for people, words for properties, commas in lists
     */
    public static ValueStyle usual() {
        LvmConf settings = LvmConf.defaults();
        String times = settings.text(LvmSetting.REPORT_TIME_FORMAT);
        return new ValueStyle(
                Units.parse(settings.text(LvmSetting.GLOBAL_UNITS), true, false).orElseThrow(),
                false,
                settings.text(LvmSetting.REPORT_LIST_ITEM_SEPARATOR),
                TimeFormat.parse(times).orElseThrow());
    }
}
