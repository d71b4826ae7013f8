package org.devio.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the rows of a report in JSON, which stand on a line each; fields may repeat. */
final class JsonRows {
    private static final Pattern FIELD =
            Pattern.compile("\"(\\w+)\":\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");

    private JsonRows() {}

    /** A field of a row. */
    record Value(String field, String text) {}

    static List<List<Value>> parse(List<String> lines) {
        List<List<Value>> rows = new ArrayList<>();
        for (String line : lines) {
            if (line.stripLeading().startsWith("{\"")) {
                List<Value> row = new ArrayList<>();
                Matcher matcher = FIELD.matcher(line);
                while (matcher.find()) {
                    row.add(new Value(matcher.group(1), matcher.group(2)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** The text of the first field of this name; empty if there is none. */
    static String text(List<Value> row, String field) {
        return row.stream()
                .filter(value -> value.field().equals(field))
                .map(Value::text)
                .findFirst()
                .orElse("");
    }

    /** Names devices as lvm2's reports in the corpus do: {@code @d1@}. */
    static String withPlaceholders(String text, List<Path> devices) {
        String named = text;
        for (int i = devices.size(); i > 0; i--) {
            named = named.replace(devices.get(i - 1).toString(), "@d" + i + "@");
        }
        return named;
    }
}
