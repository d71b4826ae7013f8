package org.devio.cli.report;

import java.util.List;
import java.util.stream.Collectors;
import org.devio.cli.json.Json;

/** lvm2's JSON: every value a string, and a field that is asked for twice there twice. */
final class JsonFormat {
    private JsonFormat() {}

    static String format(List<List<Table>> parts) {
        String report =
                parts.stream().map(JsonFormat::part).collect(Collectors.joining("          ,\n"));
        return "  {\n      \"report\": [\n" + report + "      ]\n  }\n";
    }

    private static String part(List<Table> tables) {
        return tables.stream()
                .map(JsonFormat::table)
                .collect(Collectors.joining("              ,\n", "          {\n", "          }\n"));
    }

    private static String table(Table table) {
        StringBuilder text = new StringBuilder("              ");
        Json.quote(text, table.name());
        text.append(": [");
        String before = "\n                  {";
        for (List<String> row : table.rows()) {
            text.append(before);
            for (int i = 0; i < row.size(); i++) {
                text.append(i > 0 ? ", " : "");
                Json.quote(text, table.fields().get(i).name());
                text.append(':');
                Json.quote(text, row.get(i));
            }
            text.append('}');
            before = ",\n                  {";
        }
        return text.append("\n              ]\n").toString();
    }
}
