package org.devio.report;

/**
 * How values are written.
 *
 * @param units of sizes
 * @param flagsAreNumbers 1, 0 and -1 where a property is there, is not, or is not known
 * @param listSeparator stands between the items of a list
 * @param timeFormat of times
 */
public record ValueStyle(
        Units units, boolean flagsAreNumbers, String listSeparator, TimeFormat timeFormat) {}
