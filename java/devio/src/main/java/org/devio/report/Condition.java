package org.devio.report;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One condition of a selection: a field, an operator and a value. */
final class Condition {
    private static final Pattern NUMBER =
            Pattern.compile("(-?\\d+(?:\\.\\d+)?)([bskmgtpe]?)", Pattern.CASE_INSENSITIVE);

    private Condition() {}

    /**
     * Makes a condition.
     *
     * @param operator one of {@code = != =~ !~ < <= > >=}, of times {@code since after until
     *     before} too
     * @param value as it stands, with its quotes or brackets
     * @throws IllegalArgumentException if they do not go with the field; the message is for the
     *     user
     */
    static Predicate<Table.Row> of(Column<?> field, String operator, String value) {
        if (field.kind() == Column.Kind.TIME) {
            return ofTime(field, operator, unquoted(value));
        }
        if (Character.isLetter(operator.charAt(0))) {
            throw new IllegalArgumentException(
                    "--select knows '" + operator + "' of times alone, not of " + field.name());
        }
        if (operator.contains("~")) {
            Predicate<String> matches = pattern(unquoted(value)).asPredicate();
            return row ->
                    field.texts(row.raw(field)).stream().anyMatch(matches) == operator.equals("=~");
        }
        return switch (field.kind()) {
            case NUMBER, PERCENT, SIZE -> ofNumber(field, operator, value);
            case LIST -> ofList(field, equality(field, operator), value);
            case TEXT, WORD, FLAG, TIME ->
                    ofText(field, equality(field, operator), unquoted(value));
        };
    }

    private static Predicate<Table.Row> ofTime(Column<?> field, String operator, String value) {
        ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
        Optional<TimeRange> range = TimeExpression.parse(value, now);
        if (range.isEmpty() || operator.contains("~")) {
            throw new IllegalArgumentException(
                    "--select compares " + field.name() + " with a time, not with '" + value + "'");
        }
        return row ->
                row.raw(field) instanceof Long seconds && range.get().isMet(operator, seconds);
    }

    private static boolean equality(Column<?> field, String operator) {
        if (!operator.equals("=") && !operator.equals("!=")) {
            throw new IllegalArgumentException(
                    "--select cannot order " + field.name() + ", only compare it");
        }
        return operator.equals("=");
    }

    /** A word that is either there or not is asked for by itself, or as 1 and 0. */
    private static Predicate<Table.Row> ofText(Column<?> field, boolean isEqual, String value) {
        if (field.kind() == Column.Kind.FLAG && value.matches("[01]")) {
            boolean isSet = value.equals("1") == isEqual;
            return row -> field.texts(row.raw(field)).get(0).isEmpty() != isSet;
        }
        return row -> field.texts(row.raw(field)).get(0).equals(value) == isEqual;
    }

    /** {@code [...]} is the whole list, {@code {...}} and a single word a part of it. */
    private static Predicate<Table.Row> ofList(Column<?> field, boolean isEqual, String value) {
        boolean isWhole = value.startsWith("[");
        boolean isSet = isWhole || value.startsWith("{");
        String inner = isSet ? value.substring(1, value.length() - 1) : value;
        boolean isAny = inner.contains("||") || inner.contains("#");
        List<String> wanted =
                Arrays.stream(inner.split("\\|\\||&&|[,#]", -1))
                        .map(word -> unquoted(word.strip()))
                        .filter(word -> !word.isEmpty())
                        .toList();
        return row -> {
            List<String> found =
                    field.texts(row.raw(field)).stream().filter(word -> !word.isEmpty()).toList();
            boolean holds =
                    isAny
                            ? wanted.stream().anyMatch(found::contains)
                            : found.containsAll(wanted) && (!wanted.isEmpty() || found.isEmpty());
            return (holds && (!isWhole || wanted.containsAll(found))) == isEqual;
        };
    }

    private static Predicate<Table.Row> ofNumber(Column<?> field, String operator, String value) {
        BigDecimal wanted = number(field, unquoted(value));
        return row -> {
            Object found = row.raw(field);
            if (!(found instanceof Number) && !String.valueOf(found).matches("-?\\d{1,18}")) {
                return operator.equals("!=");
            }
            int order = new BigDecimal(found.toString()).compareTo(wanted);
            return switch (operator) {
                case "=" -> order == 0;
                case "!=" -> order != 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        };
    }

    private static BigDecimal number(Column<?> field, String value) {
        Matcher matcher = NUMBER.matcher(value);
        boolean isSize = field.kind() == Column.Kind.SIZE;
        if (!matcher.matches() || !isSize && !matcher.group(2).isEmpty()) {
            throw new IllegalArgumentException(
                    "--select compares "
                            + field.name()
                            + " with a "
                            + (isSize ? "size" : "number")
                            + ", not with '"
                            + value
                            + "'");
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        // Sizes without a unit are MiB, as in lvm2.
        String unit = matcher.group(2).isEmpty() ? "m" : matcher.group(2);
        return isSize ? number.multiply(new BigDecimal(Units.bytesOf(unit.charAt(0)))) : number;
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "--select cannot read the pattern '"
                            + regex
                            + "': "
                            + e.getDescription().toLowerCase(Locale.ROOT),
                    e);
        }
    }

    private static String unquoted(String value) {
        boolean isQuoted =
                value.length() >= 2
                        && (value.startsWith("\"") || value.startsWith("'"))
                        && value.endsWith(value.substring(0, 1));
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
