package org.devio.report;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.Function;

/**
 * A column of a report.
 *
 * @param name as lvm2's {@code -o} knows it, and JSON shows it
 * @param heading over its column
 * @param minWidth of the column in a table, usually that of the heading
 * @param kind how its values look
 * @param subject what it tells of
 * @param value a String, Long or List of the row, as its kind asks; null where there is none
 */
record Field(
        String name,
        String heading,
        int minWidth,
        Kind kind,
        Subject subject,
        Function<Row, Object> value) {

    /** How values look and are sorted. */
    enum Kind {
        /** A String. */
        TEXT,
        /** A String that stands on the right. */
        WORD,
        /** The word for a property; empty where something does not have it, or unknown. */
        FLAG,
        /** A List of String; shown with commas. */
        LIST,
        /** A Long. */
        NUMBER,
        /** A Long, bytes; shown in the unit asked for. */
        SIZE,
        /** A Long, seconds since 1970-01-01T00:00Z; 0 is shown as nothing. */
        TIME;

        boolean isRightAligned() {
            return this == WORD || this == FLAG || this == NUMBER || this == SIZE;
        }
    }

    /** This with a column of at least so many characters. */
    Field wide(int characters) {
        return new Field(name, heading, characters, kind, subject, value);
    }

    /** The text of a row's value; empty where there is none. */
    String text(Row row, ValueStyle style) {
        Object found = value.apply(row);
        if (found == null) {
            return "";
        }
        return switch (kind) {
            case TEXT, WORD, NUMBER -> found.toString();
            case FLAG -> style.flagsAreNumbers() ? number(found.toString()) : found.toString();
            case LIST ->
                    ((List<?>) found)
                            .stream().map(String::valueOf).collect(joining(style.listSeparator()));
            case SIZE ->
                    found instanceof Long bytes ? style.units().format(bytes) : found.toString();
            case TIME -> (Long) found == 0 ? "" : style.timeFormat().format((Long) found);
        };
    }

    private static String number(String word) {
        return word.equals("unknown") ? "-1" : word.isEmpty() ? "0" : "1";
    }

    /** Compares the values of two rows; none at all comes first. */
    int compare(Row left, Row right) {
        Object one = value.apply(left);
        Object other = value.apply(right);
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        if (one instanceof Long number && other instanceof Long second) {
            return number.compareTo(second);
        }
        // Where lvm2 has a word for some numbers.
        boolean isMixed = one instanceof Long || other instanceof Long;
        return isMixed
                ? Boolean.compare(other instanceof Long, one instanceof Long)
                : plain(one).compareTo(plain(other));
    }

    /** A value without what only marks a name: brackets if it is hidden, a dash if removed. */
    String plain(Object value) {
        String text = value.toString();
        if (text.startsWith("[") && text.endsWith("]")) {
            return text.substring(1, text.length() - 1);
        }
        return name.equals("lv_name") && text.startsWith("-") ? text.substring(1) : text;
    }
}
