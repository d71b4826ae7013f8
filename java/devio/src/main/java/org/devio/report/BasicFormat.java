package org.devio.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** lvm2's tables: two spaces, then columns as wide as their widest value. */
record BasicFormat(TableStyle style, ValueStyle values) {
    private static final String INDENT = "  ";

    /** Nothing at all if there are no rows. */
    String format(Table table) {
        if (table.rows().isEmpty()) {
            return "";
        }
        List<List<String>> lines = new ArrayList<>();
        List<List<String>> rows =
                table.rows().stream().map(row -> table.texts(row, values)).toList();
        int[] widths = widths(table, rows);
        if (style.hasHeadings()) {
            List<String> headings = new ArrayList<>();
            for (int i = 0; i < widths.length; i++) {
                headings.add(heading(table.columns().get(i), widths[i]));
            }
            lines.add(headings);
        }
        for (List<String> row : rows) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < widths.length; i++) {
                cells.add(cell(table.columns().get(i), row.get(i), widths[i]));
            }
            lines.add(cells);
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : style.hasRowsForColumns() ? turned(lines) : lines) {
            text.append(INDENT).append(String.join(style.separator(), line)).append('\n');
        }
        return text.toString();
    }

    /** How far columns are filled up; 0 if they are not. */
    private int[] widths(Table table, List<List<String>> rows) {
        int[] widths = new int[table.columns().size()];
        if (!style.isAligned()) {
            return widths;
        }
        for (int i = 0; i < widths.length; i++) {
            widths[i] = table.columns().get(i).minWidth();
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    /** A column may be narrower than its heading. */
    private String heading(Column<?> field, int width) {
        String heading = field.heading();
        return style.isAligned() && heading.length() > width
                ? heading.substring(0, width)
                : filled(heading, width, false);
    }

    private String cell(Column<?> field, String value, int width) {
        String filled = filled(value, width, field.kind().isRightAligned());
        if (!style.hasPrefixes()) {
            return filled;
        }
        String quote = style.isQuoted() ? "'" : "";
        String name = "LVM2_" + field.name().toUpperCase(Locale.ROOT);
        return name + "=" + quote + filled + quote;
    }

    private static String filled(String value, int width, boolean isRightAligned) {
        String filling = " ".repeat(Math.max(0, width - value.length()));
        return isRightAligned ? filling + value : value + filling;
    }

    private static List<List<String>> turned(List<List<String>> lines) {
        List<List<String>> columns = new ArrayList<>();
        for (int i = 0; i < lines.get(0).size(); i++) {
            int column = i;
            columns.add(lines.stream().map(line -> line.get(column)).toList());
        }
        return columns;
    }
}
