package org.devio.cli.report;

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
        /** A String, one of few; stands on the right. */
        WORD,
        /** A List of String; shown with commas. */
        LIST,
        /** A Long. */
        NUMBER,
        /** A Long, bytes; shown in the unit asked for. */
        SIZE;

        boolean isRightAligned() {
            return this == WORD || this == NUMBER || this == SIZE;
        }
    }

    /** This with a column of at least so many characters. */
    Field wide(int characters) {
        return new Field(name, heading, characters, kind, subject, value);
    }

    /** The text of a row's value; empty where there is none. */
    String text(Row row, Units units) {
        Object found = value.apply(row);
        if (found == null) {
            return "";
        }
        return switch (kind) {
            case TEXT, WORD, NUMBER -> found.toString();
            case LIST -> ((List<?>) found).stream().map(String::valueOf).collect(joining(","));
            case SIZE -> found instanceof Long bytes ? units.format(bytes) : found.toString();
        };
    }

    /** Compares the values of two rows; none at all comes first, and brackets do not count. */
    int compare(Row left, Row right) {
        Object one = value.apply(left);
        Object other = value.apply(right);
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        return one instanceof Long number
                ? number.compareTo((Long) other)
                : withoutBrackets(one).compareTo(withoutBrackets(other));
    }

    private static String withoutBrackets(Object value) {
        String text = value.toString();
        return text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
    }
}
