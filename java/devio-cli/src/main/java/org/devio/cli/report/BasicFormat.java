package org.devio.cli.report;

import java.util.List;

/**
 * lvm2's tables: two spaces, then columns as wide as their widest value.
 *
 * @param separator stands between columns
 * @param isAligned whether columns are filled up
 * @param hasHeadings whether the first line names the columns
 */
record BasicFormat(String separator, boolean isAligned, boolean hasHeadings) {
    private static final String INDENT = "  ";

    /** Nothing at all if there are no rows. */
    String format(List<Field> fields, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        int[] widths = new int[fields.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = fields.get(i).minWidth();
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        if (hasHeadings) {
            text.append(INDENT);
            for (int i = 0; i < widths.length; i++) {
                append(text, i, heading(fields.get(i), widths[i]), widths[i], false);
            }
            text.append('\n');
        }
        for (List<String> row : rows) {
            text.append(INDENT);
            for (int i = 0; i < widths.length; i++) {
                append(text, i, row.get(i), widths[i], fields.get(i).kind().isRightAligned());
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** A column may be narrower than its heading. */
    private String heading(Field field, int width) {
        String heading = field.heading();
        return isAligned && heading.length() > width ? heading.substring(0, width) : heading;
    }

    private void append(StringBuilder text, int column, String value, int width, boolean right) {
        if (column > 0) {
            text.append(separator);
        }
        String filling = isAligned ? " ".repeat(width - value.length()) : "";
        text.append(right ? filling : "").append(value).append(right ? "" : filling);
    }
}
