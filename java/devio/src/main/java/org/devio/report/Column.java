package org.devio.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.devio.report.internal.HistoryEntry;
import org.devio.report.internal.LvEntry;

/**
 * A column of reports: one of lvm2's fields, and the type of its values. There is one object for
 * each field.
 *
 * @param <T> String, Long, Double, Boolean or a list of String, as its {@link #kind} says
 */
public final class Column<T> {
    private final String name;
    private final String heading;
    private final Kind kind;
    private final Subject subject;
    private final Function<Object, T> value;

    // What few columns have, set while their table is made.
    private int minWidth;
    private String word = "";
    private Word otherwise;
    private Function<HistoryEntry, T> ofRemoved = removed -> null;
    private boolean isAskedOfKernel;
    private boolean isUnknownOfRemoved;
    private T ofFree;

    /** What values are, how they look and how they are sorted. */
    public enum Kind {
        /** A String. */
        TEXT,
        /** A String that stands on the right. */
        WORD,
        /** A Boolean: whether something has a property, shown as the word for that. */
        FLAG,
        /** A list of String; shown with commas. */
        LIST,
        /** A Long. */
        NUMBER,
        /** A Double, 0 to 100; shown with two decimals. */
        PERCENT,
        /** A Long, bytes; shown in the unit asked for. */
        SIZE,
        /** A Long, seconds since 1970-01-01T00:00Z; 0 is shown as nothing. */
        TIME;

        boolean isRightAligned() {
            return this == WORD
                    || this == FLAG
                    || this == NUMBER
                    || this == PERCENT
                    || this == SIZE;
        }
    }

    /** What stands where something has a field but no value, e.g. {@code unknown}. */
    private record Word(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private Column(
            String name, String heading, Kind kind, Subject subject, Function<Object, T> value) {
        this.name = name;
        this.heading = heading;
        this.minWidth = heading.length();
        this.kind = kind;
        this.subject = subject;
        this.value = value;
    }

    /**
     * Makes a column.
     *
     * @param part class of what the subject is in a row
     * @param value gives the value, or null if there is none
     */
    static <P, T> Column<T> of(
            Subject subject,
            Class<P> part,
            String name,
            String heading,
            Kind kind,
            Function<? super P, ? extends T> value) {
        return new Column<>(name, heading, kind, subject, found -> value.apply(part.cast(found)));
    }

    /** Gives the column at least so many characters, where its heading has another length. */
    Column<T> wide(int characters) {
        minWidth = characters;
        return this;
    }

    /** What a property is called. */
    Column<T> called(String property) {
        word = property;
        return this;
    }

    /** What is shown where there is no value. */
    Column<T> or(String text) {
        otherwise = new Word(text);
        return this;
    }

    /** Of a logical volume, a kernel that runs knows best. */
    Column<T> askedOfKernel() {
        isAskedOfKernel = true;
        return this;
    }

    /** What a logical volume has that was removed; others have nothing then. */
    Column<T> ofRemoved(Function<HistoryEntry, T> function) {
        ofRemoved = function;
        return this;
    }

    /** One that was removed has what is shown where there is no value. */
    Column<T> unknownOfRemoved() {
        isUnknownOfRemoved = true;
        return this;
    }

    /** What free extents have, which are no volume; others have nothing then. */
    Column<T> ofFree(T nothing) {
        ofFree = nothing;
        return this;
    }

    /**
     * Finds a column of text.
     *
     * @param name of the field in full, e.g. {@code lv_name}
     * @return the column
     * @throws IllegalArgumentException if there is no such field, or it is of another kind
     */
    public static Column<String> text(String name) {
        return named(name, Kind.TEXT, Kind.WORD);
    }

    /**
     * Finds a column of numbers, sizes in bytes, or times in seconds since 1970.
     *
     * @param name of the field in full, e.g. {@code lv_size}
     * @return the column
     * @throws IllegalArgumentException if there is no such field, or it is of another kind
     */
    public static Column<Long> number(String name) {
        return named(name, Kind.NUMBER, Kind.SIZE, Kind.TIME);
    }

    /**
     * Finds a column of parts of a hundred.
     *
     * @param name of the field in full, e.g. {@code data_percent}
     * @return the column
     * @throws IllegalArgumentException if there is no such field, or it is of another kind
     */
    public static Column<Double> percent(String name) {
        return named(name, Kind.PERCENT);
    }

    /**
     * Finds a column of a property that things have or do not have.
     *
     * @param name of the field in full, e.g. {@code pv_missing}
     * @return the column
     * @throws IllegalArgumentException if there is no such field, or it is of another kind
     */
    public static Column<Boolean> flag(String name) {
        return named(name, Kind.FLAG);
    }

    /**
     * Finds a column of lists.
     *
     * @param name of the field in full, e.g. {@code lv_role}
     * @return the column
     * @throws IllegalArgumentException if there is no such field, or it is of another kind
     */
    public static Column<List<String>> list(String name) {
        return named(name, Kind.LIST);
    }

    /** The kinds of each caller have one type of values: what makes columns sees to that. */
    @SuppressWarnings("unchecked")
    private static <T> Column<T> named(String name, Kind... kinds) {
        for (Subject subject : Subject.values()) {
            for (Column<?> column : subject.columns()) {
                if (column.name.equals(name)) {
                    if (!List.of(kinds).contains(column.kind)) {
                        throw new IllegalArgumentException(
                                "field '"
                                        + name
                                        + "' is of kind "
                                        + column.kind.name().toLowerCase(Locale.ROOT));
                    }
                    return (Column<T>) column;
                }
            }
        }
        throw new IllegalArgumentException("unknown field '" + name + "'");
    }

    /**
     * What the column is called.
     *
     * @return the name of the field, as lvm2's {@code -o} knows it and JSON shows it
     */
    public String name() {
        return name;
    }

    /**
     * What stands over the column.
     *
     * @return lvm2's heading
     */
    public String heading() {
        return heading;
    }

    /**
     * What its values are.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    int minWidth() {
        return minWidth;
    }

    Subject subject() {
        return subject;
    }

    /**
     * The value of what a row has for the subject.
     *
     * @param part may be null, if there is none
     * @return a T, or a word in place of one; null where there is nothing at all
     */
    Object valueOf(Object part, KernelState kernel) {
        if (part == null) {
            return ofFree;
        }
        if (part instanceof HistoryEntry removed) {
            T found = ofRemoved.apply(removed);
            return found == null && isUnknownOfRemoved ? otherwise : found;
        }
        T found = isAskedOfKernel ? asked((LvEntry) part, kernel) : null;
        if (found == null) {
            found = value.apply(part);
        }
        return found == null ? otherwise : found;
    }

    private T asked(LvEntry lv, KernelState kernel) {
        return kernel.ask(this, lv.group(), lv.volume()).orElse(null);
    }

    /** What {@link #valueOf} found, typed; null for words and nothing. */
    @SuppressWarnings("unchecked")
    T typed(Object found) {
        return found instanceof Word ? null : (T) found;
    }

    /** The text of what {@link #valueOf} found; empty for nothing. */
    String text(Object found, ValueStyle style) {
        if (found == null) {
            return "";
        }
        if (found instanceof Word) {
            return kind == Kind.FLAG && style.flagsAreNumbers()
                    ? found.toString().isEmpty() ? "0" : "-1"
                    : found.toString();
        }
        return switch (kind) {
            case TEXT, WORD, NUMBER -> found.toString();
            case PERCENT -> String.format(Locale.ROOT, "%.2f", (Double) found);
            case FLAG -> style.flagsAreNumbers() ? ((Boolean) found ? "1" : "0") : bare(found);
            case LIST ->
                    ((List<?>) found)
                            .stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(style.listSeparator()));
            case SIZE -> style.units().format((Long) found);
            case TIME -> (Long) found == 0 ? "" : style.timeFormat().format((Long) found);
        };
    }

    /** Compares what {@link #valueOf} found for two rows; nothing at all comes first. */
    int compare(Object one, Object other) {
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        if (one instanceof Long number && other instanceof Long second) {
            return number.compareTo(second);
        }
        if (one instanceof Double number && other instanceof Double second) {
            return number.compareTo(second);
        }
        // Where lvm2 has a word for some numbers.
        boolean isMixed = one instanceof Number || other instanceof Number;
        return isMixed
                ? Boolean.compare(other instanceof Number, one instanceof Number)
                : plain(one).compareTo(plain(other));
    }

    /** The texts of a list, or the one of another value, as conditions compare them. */
    List<String> texts(Object found) {
        if (found instanceof List<?> list) {
            return list.isEmpty() ? List.of("") : list.stream().map(String::valueOf).toList();
        }
        return List.of(found == null ? "" : plain(found));
    }

    /** A value without what only marks a name: brackets if it is hidden, a dash if removed. */
    private String plain(Object found) {
        String text = bare(found);
        if (text.startsWith("[") && text.endsWith("]")) {
            return text.substring(1, text.length() - 1);
        }
        return name.equals("lv_name") && text.startsWith("-") ? text.substring(1) : text;
    }

    private String bare(Object found) {
        return found instanceof Boolean isSet ? (isSet ? word : "") : found.toString();
    }

    /** The name of the field. */
    @Override
    public String toString() {
        return name;
    }
}
