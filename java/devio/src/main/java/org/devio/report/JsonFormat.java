package org.devio.report;

import java.util.List;
import java.util.stream.Collectors;

/** lvm2's JSON: every value a string, and a field that is asked for twice there twice. */
public final class JsonFormat {
    private JsonFormat() {}

    static String format(List<List<Table>> parts, ValueStyle style) {
        String report =
                parts.stream()
                        .map(part -> part(part, style))
                        .collect(Collectors.joining("          ,\n"));
        return "  {\n      \"report\": [\n" + report + "      ]\n  }\n";
    }

    private static String part(List<Table> tables, ValueStyle style) {
        return tables.stream()
                .map(table -> table(table, style))
                .collect(Collectors.joining("              ,\n", "          {\n", "          }\n"));
    }

    private static String table(Table table, ValueStyle style) {
        StringBuilder text = new StringBuilder("              ");
        quote(text, table.name());
        text.append(": [");
        String before = "\n                  {";
        for (Table.Row row : table.rows()) {
            text.append(before);
            String between = "";
            for (Column<?> column : table.columns()) {
                text.append(between);
                quote(text, column.name());
                text.append(':');
                quote(text, row.text(column, style));
                between = ", ";
            }
            text.append('}');
            before = ",\n                  {";
        }
        return text.append("\n              ]\n").toString();
    }

    /**
     * Appends a string in quotes, as JSON has them.
     *
     * @param text where to
     * @param value may hold any characters
     */
    public static void quote(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
