package org.devio.cli.json;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.devio.report.JsonFormat;

/** Writes values as JSON, two spaces a level; order is that of the maps. */
public final class Json {
    private final StringBuilder text = new StringBuilder();

    private Json() {}

    /**
     * Writes one document.
     *
     * @param value a Map with String keys, Collection, String, Number, Boolean, null, or an
     *     Optional of these, which is null if empty
     * @return the document, its last line ended
     */
    public static String document(Object value) {
        Json json = new Json();
        json.append(value, "");
        return json.text.append('\n').toString();
    }

    private void append(Object value, String indent) {
        if (value instanceof Optional<?> optional) {
            append(optional.orElse(null), indent);
        } else if (value instanceof Map<?, ?> map) {
            appendMap(map, indent);
        } else if (value instanceof Collection<?> list) {
            appendList(list, indent);
        } else if (value instanceof String string) {
            JsonFormat.quote(text, string);
        } else {
            text.append(value);
        }
    }

    private void appendMap(Map<?, ?> map, String indent) {
        String before = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(before).append('\n').append(indent).append("  ");
            JsonFormat.quote(text, (String) entry.getKey());
            text.append(": ");
            append(entry.getValue(), indent + "  ");
            before = ",";
        }
        text.append(map.isEmpty() ? "{}" : "\n" + indent + "}");
    }

    private void appendList(Collection<?> list, String indent) {
        String before = "[";
        for (Object item : list) {
            text.append(before).append('\n').append(indent).append("  ");
            append(item, indent + "  ");
            before = ",";
        }
        text.append(list.isEmpty() ? "[]" : "\n" + indent + "]");
    }
}
