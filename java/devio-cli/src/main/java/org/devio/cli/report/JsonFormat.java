package org.devio.cli.report;

import java.util.List;
import org.devio.cli.json.Json;

/** lvm2's JSON: every value a string, and a field that is asked for twice there twice. */
final class JsonFormat {
    private JsonFormat() {}

    static String format(String rowName, List<Field> fields, List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        text.append("  {\n      \"report\": [\n          {\n              ");
        Json.quote(text, rowName);
        text.append(": [");
        String before = "\n                  {";
        for (List<String> row : rows) {
            text.append(before);
            for (int i = 0; i < fields.size(); i++) {
                text.append(i > 0 ? ", " : "");
                Json.quote(text, fields.get(i).name());
                text.append(':');
                Json.quote(text, row.get(i));
            }
            text.append('}');
            before = ",\n                  {";
        }
        text.append("\n              ]\n          }\n      ]\n  }\n");
        return text.toString();
    }
}
