package org.devio.cli.report;

import java.util.List;

/** lvm2's JSON: every value a string, and a field that is asked for twice there twice. */
final class JsonFormat {
    private JsonFormat() {}

    static String format(String rowName, List<Field> fields, List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        text.append("  {\n      \"report\": [\n          {\n              ");
        quote(text, rowName);
        text.append(": [");
        String before = "\n                  {";
        for (List<String> row : rows) {
            text.append(before);
            for (int i = 0; i < fields.size(); i++) {
                text.append(i > 0 ? ", " : "");
                quote(text, fields.get(i).name());
                text.append(':');
                quote(text, row.get(i));
            }
            text.append('}');
            before = ",\n                  {";
        }
        text.append("\n              ]\n          }\n      ]\n  }\n");
        return text.toString();
    }

    private static void quote(StringBuilder text, String value) {
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
