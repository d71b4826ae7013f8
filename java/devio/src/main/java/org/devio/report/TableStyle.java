package org.devio.report;

import java.util.List;

/**
 * The form of a report.
 *
 * @param isJson one JSON document instead of tables; nothing else counts then
 * @param hasHeadings whether tables name their columns
 * @param separator stands between columns
 * @param isAligned whether columns are filled up
 * @param hasPrefixes whether the name of its field stands before each value, in capitals
 * @param isQuoted whether values behind such names have quotes
 * @param hasRowsForColumns whether there is a line for each field instead of one for each row
 */
public record TableStyle(
        boolean isJson,
        boolean hasHeadings,
        String separator,
        boolean isAligned,
        boolean hasPrefixes,
        boolean isQuoted,
        boolean hasRowsForColumns) {
    /**
     * lvm2's tables, as it prints them without options and settings.
     *
     * @return headings, and columns filled up
     */
    public static TableStyle basic() {
        return new TableStyle(false, true, " ", true, false, true, false);
    }

    /**
     * lvm2's JSON.
     *
     * @return one document
     */
    public static TableStyle json() {
        return new TableStyle(true, false, "", false, false, false, false);
    }

    /**
     * Writes a report, each line ended.
     *
     * @param parts its parts, each with its tables
     * @param values how values are written
     */
    String format(List<List<Table>> parts, ValueStyle values) {
        if (isJson) {
            return JsonFormat.format(parts, values);
        }
        BasicFormat basic = new BasicFormat(this, values);
        StringBuilder text = new StringBuilder();
        parts.stream().flatMap(List::stream).map(basic::format).forEach(text::append);
        return text.toString();
    }
}
