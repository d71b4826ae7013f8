package org.devio.metadata;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.devio.config.ConfigEntry;
import org.devio.config.ConfigNode;
import org.devio.config.ConfigSection;
import org.devio.config.ConfigValue;

/** A metadata text that grows line by line, in one of lvm2's two forms. */
final class MetadataText {
    private static final String[] UNITS = {
        "Kilobytes", "Megabytes", "Gigabytes", "Terabytes", "Petabytes", "Exabytes"
    };
    private static final int DIGITS = 6;

    private final StringBuilder text = new StringBuilder();
    private final boolean isBackup;
    private int depth;

    private MetadataText(boolean isBackup) {
        this.isBackup = isBackup;
    }

    /** The form on disk: no indentation, few comments. */
    static MetadataText forDisk() {
        return new MetadataText(false);
    }

    /** The form of backup files: indented, with comments. */
    static MetadataText forBackup() {
        return new MetadataText(true);
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    void blank() {
        text.append('\n');
    }

    void line(String line) {
        indent();
        text.append(line).append('\n');
    }

    /** A line with a comment that only backup files have. */
    void line(String line, String comment) {
        line(isBackup ? line + comment : line);
    }

    void number(String key, long number) {
        line(key + " = " + number);
    }

    /** A number that lvm2 leaves out where it is 0. */
    void numberUnlessZero(String key, long number) {
        if (number != 0) {
            number(key, number);
        }
    }

    /** A number with its size for people. */
    void size(String key, long number, String tabs, long sectors) {
        line(key + " = " + number, tabs + "# " + forPeople(sectors));
    }

    void size(String key, long number, long sectors) {
        size(key, number, "\t", sectors);
    }

    void numbers(Map<String, Long> numbers) {
        numbers.forEach(this::number);
    }

    void string(String key, String string) {
        line(key + " = " + quoted(string));
    }

    void string(String key, Optional<String> string) {
        string.ifPresent(known -> string(key, known));
    }

    /** A string without quotes, as long as it can do without. */
    void word(String key, Optional<String> word) {
        word.ifPresent(known -> line(key + " = " + key(known)));
    }

    void list(String key, List<String> strings) {
        line(
                key
                        + " = ["
                        + strings.stream()
                                .map(MetadataText::quoted)
                                .collect(Collectors.joining(", "))
                        + "]");
    }

    void listUnlessEmpty(String key, List<String> strings) {
        if (!strings.isEmpty()) {
            list(key, strings);
        }
    }

    /** A list with one row of elements a line. */
    void rows(String key, List<String> rows) {
        blank();
        line(key + " = [");
        depth++;
        for (int i = 0; i < rows.size(); i++) {
            line(rows.get(i) + (i < rows.size() - 1 ? "," : ""));
        }
        depth--;
        line("]");
    }

    void open(String name) {
        line(key(name) + " {");
        depth++;
    }

    void close() {
        depth--;
        line("}");
    }

    /** Items that lvm2 carries without understanding them: no space around {@code =}. */
    void carry(List<ConfigNode> items) {
        carry(items, 0);
    }

    /** lvm2 indents inside the sections that it carries, on disk too. */
    private void carry(List<ConfigNode> items, int inner) {
        for (ConfigNode item : items) {
            String tabs = "\t".repeat(inner);
            if (item instanceof ConfigEntry entry) {
                line(tabs + key(entry.key()) + "=" + value(entry.value()));
            } else if (item instanceof ConfigSection section) {
                line(tabs + key(section.key()) + " {");
                carry(section.items(), inner + 1);
                line(tabs + "}");
            }
        }
    }

    /** A section that lvm2 carries without understanding it; nothing if it is empty. */
    void carry(String key, Map<String, ConfigValue> values) {
        if (!values.isEmpty()) {
            List<ConfigNode> items = new ArrayList<>();
            values.forEach((name, value) -> items.add(new ConfigEntry(name, value, 0, 0)));
            carry(List.of(new ConfigSection(key, items, 0, 0)));
        }
    }

    static String quoted(String string) {
        return '"' + string.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String key(String key) {
        boolean isBare =
                !key.isEmpty()
                        && key.chars().noneMatch(c -> c <= ' ' || "#={}\"'[],/".indexOf(c) >= 0);
        return isBare ? key : quoted(key);
    }

    private static String value(ConfigValue value) {
        if (value instanceof ConfigValue.Array array) {
            return array.elements().stream()
                    .map(MetadataText::value)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof ConfigValue.Text string) {
            return quoted(string.text());
        }
        if (value instanceof ConfigValue.Real real) {
            return String.format(Locale.ROOT, "%f", real.number());
        }
        return Long.toString(((ConfigValue.Whole) value).number());
    }

    private void indent() {
        if (isBackup) {
            text.append("\t".repeat(depth));
        }
    }

    /** As C prints {@code %g}: six digits at most, no zeros at the end. */
    private static String forPeople(long sectors) {
        double size = sectors / 2.0;
        int unit = 0;
        while (size > 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return new BigDecimal(size)
                        .round(new MathContext(DIGITS, RoundingMode.HALF_EVEN))
                        .stripTrailingZeros()
                        .toPlainString()
                + " "
                + UNITS[unit];
    }
}
