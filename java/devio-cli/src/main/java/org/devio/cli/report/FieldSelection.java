package org.devio.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The columns of a report, as {@code -o} asks for them: names with commas, a list in place of the
 * usual fields, or after {@code +} or {@code -} one that is added to or taken from them.
 *
 * <p>Case and underscores do not count, and the prefix of the report's own fields may be left out.
 * {@code all} stands for every field of the report, {@code pv_all}, {@code vg_all}, {@code lv_all},
 * {@code seg_all} and {@code pvseg_all} for those of one subject.
 */
final class FieldSelection {
    private static final String ALL = "all";

    private final ReportKind kind;

    private FieldSelection(ReportKind kind) {
        this.kind = kind;
    }

    /**
     * Finds the columns.
     *
     * @param options values of {@code -o} in their order; may be empty
     * @throws IllegalArgumentException if a field is unknown; the message names those it may mean
     */
    static List<Field> parse(ReportKind kind, List<String> options) {
        FieldSelection selection = new FieldSelection(kind);
        List<Field> fields = new ArrayList<>(selection.list(kind.defaultFields()));
        for (String option : options) {
            if (option.startsWith("+")) {
                fields.addAll(selection.list(option.substring(1)));
            } else if (option.startsWith("-")) {
                fields.removeAll(selection.list(option.substring(1)));
            } else {
                fields.clear();
                fields.addAll(selection.list(option));
            }
        }
        return List.copyOf(fields);
    }

    /** Finds one field by its name. */
    static Field find(ReportKind kind, String name) {
        FieldSelection selection = new FieldSelection(kind);
        return selection.find(name).orElseThrow(() -> selection.unknown(name));
    }

    private List<Field> list(String names) {
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .flatMap(this::expand)
                .toList();
    }

    private Stream<Field> expand(String name) {
        String plain = plain(name);
        if (plain.equals(ALL)) {
            return kind.subjects().stream().map(Subject::fields).flatMap(Collection::stream);
        }
        for (Subject subject : Subject.values()) {
            if (plain.equals(plain(subject.prefix() + ALL))) {
                return subject.fields().stream();
            }
        }
        return Stream.of(find(name).orElseThrow(() -> unknown(name)));
    }

    private Optional<Field> find(String name) {
        String plain = plain(name);
        return named(plain).or(() -> named(plain(kind.subject().prefix()) + plain));
    }

    private static Optional<Field> named(String plain) {
        return everyField().filter(field -> plain(field.name()).equals(plain)).findFirst();
    }

    private static Stream<Field> everyField() {
        return Arrays.stream(Subject.values()).map(Subject::fields).flatMap(Collection::stream);
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private IllegalArgumentException unknown(String name) {
        List<String> near = Spelling.near(name, everyField().map(Field::name).toList());
        String hint = near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?";
        return new IllegalArgumentException("unknown field '" + name + "'" + hint);
    }
}
