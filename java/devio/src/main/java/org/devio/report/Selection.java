package org.devio.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which rows of a report are shown ({@code -S}): conditions such as {@code lv_size>=1g}, tied by
 * {@code &&} or a comma, {@code ||} or {@code #}, {@code !} and parentheses; {@code ||} binds
 * least.
 */
final class Selection {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(&&|\\|\\||[,#()])|(!)(?=\\s*\\()|(\\w+)\\s*(=~|!~|!=|<=|>=|=|<|>"
                            + "|(?:since|after|until|before)\\b)\\s*"
                            + "(\"[^\"]*\"|'[^']*'|\\{[^}]*}|\\[[^]]*]|[^\\s,#()&|]+))");

    /** Parentheses within each other; more are no honest question. */
    private static final int MAX_DEPTH = 100;

    private final ReportKind kind;
    private final String text;
    private final Matcher tokens;
    private final List<Column<?>> fields = new ArrayList<>();
    private boolean isThereToken;
    private int end;
    private int depth;

    private Selection(ReportKind kind, String text) {
        this.kind = kind;
        this.text = text;
        this.tokens = TOKEN.matcher(text);
    }

    /**
     * What was asked for.
     *
     * @param columns that the conditions name; rows must be fine enough for them
     * @param isWanted whether a row with values of these is shown
     */
    record Parsed(List<Column<?>> columns, Predicate<Table.Row> isWanted) {}

    /**
     * Reads a selection.
     *
     * @throws IllegalArgumentException if it is none; the message is for the user
     */
    static Parsed parse(ReportKind kind, String text) {
        Selection selection = new Selection(kind, text);
        if (text.isBlank()) {
            return new Parsed(List.of(), row -> true);
        }
        selection.next();
        Predicate<Table.Row> isWanted = selection.any();
        if (selection.end < text.stripTrailing().length() || selection.isThereToken) {
            throw selection.misread();
        }
        return new Parsed(List.copyOf(selection.fields), isWanted);
    }

    private void next() {
        tokens.region(end, text.length());
        isThereToken = tokens.lookingAt();
        if (isThereToken) {
            end = tokens.end();
        }
    }

    private Predicate<Table.Row> any() {
        Predicate<Table.Row> found = all();
        while (isSign("||", "#")) {
            next();
            found = found.or(all());
        }
        return found;
    }

    private Predicate<Table.Row> all() {
        Predicate<Table.Row> found = one();
        while (isSign("&&", ",")) {
            next();
            found = found.and(one());
        }
        return found;
    }

    private Predicate<Table.Row> one() {
        if (!isThereToken) {
            throw misread();
        }
        if (tokens.group(2) != null) {
            next();
            return one().negate();
        }
        if (isSign("(", "(")) {
            if (++depth > MAX_DEPTH) {
                throw new IllegalArgumentException(
                        "--select has more than " + MAX_DEPTH + " parentheses within each other");
            }
            next();
            Predicate<Table.Row> inner = any();
            if (!isSign(")", ")")) {
                throw misread();
            }
            depth--;
            next();
            return inner;
        }
        if (tokens.group(3) == null) {
            throw misread();
        }
        Column<?> field = FieldSelection.find(kind, tokens.group(3));
        fields.add(field);
        Predicate<Table.Row> condition = Condition.of(field, tokens.group(4), tokens.group(5));
        next();
        return condition;
    }

    private boolean isSign(String one, String other) {
        return isThereToken && (one.equals(tokens.group(1)) || other.equals(tokens.group(1)));
    }

    private IllegalArgumentException misread() {
        int at = isThereToken ? tokens.start() : end;
        return new IllegalArgumentException(
                "--select cannot be read from '" + text.substring(at).strip() + "' on");
    }
}
