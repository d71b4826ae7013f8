package org.devio.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The columns of a report, as {@code -o} asks for them: names with commas, a list in place of the
 * usual fields, or after {@code +} or {@code -} names that are added to or taken from them.
 *
 * <p>Case and underscores do not count, and the prefix of the report's own fields may be left out.
 * {@code pv_all}, {@code vg_all}, {@code lv_all}, {@code seg_all} and {@code pvseg_all} stand for
 * the fields of one subject, {@code all} for those of the report and of every subject named.
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
    static List<Column<?>> parse(ReportKind kind, List<String> options) {
        FieldSelection selection = new FieldSelection(kind);
        List<String> names = names(kind.defaultFields());
        for (String option : options) {
            if (option.startsWith("+")) {
                names.addAll(names(option.substring(1)));
            } else if (option.startsWith("-")) {
                List<List<Column<?>>> removed =
                        names(option.substring(1)).stream().map(selection::fieldsOf).toList();
                names.removeIf(name -> removed.contains(selection.fieldsOf(name)));
            } else {
                names = names(option);
            }
        }
        return selection.expand(names);
    }

    /** Finds one field by its name. */
    static Column<?> find(ReportKind kind, String name) {
        FieldSelection selection = new FieldSelection(kind);
        return selection.find(name).orElseThrow(() -> selection.unknown(name));
    }

    private static List<String> names(String list) {
        List<String> names = new ArrayList<>(Arrays.asList(list.split(",", -1)));
        names.removeIf(String::isBlank);
        return names;
    }

    private List<Column<?>> expand(List<String> names) {
        Set<Subject> subjects = EnumSet.copyOf(kind.subjects());
        names.stream()
                .map(this::fieldsOf)
                .flatMap(List::stream)
                .map(Column::subject)
                .forEach(subjects::add);
        List<Column<?>> fields = new ArrayList<>();
        for (String name : names) {
            if (isAll(name)) {
                subjects.forEach(subject -> fields.addAll(subject.columns()));
            } else {
                fields.addAll(fieldsOf(name));
            }
        }
        return fields;
    }

    /** The fields of a name; none for {@code all}, whose fields depend on the other names. */
    private List<Column<?>> fieldsOf(String name) {
        if (isAll(name)) {
            return List.of();
        }
        List<Column<?>> ofSubject =
                Arrays.stream(Subject.values())
                        .filter(subject -> plain(subject.prefix() + ALL).equals(plain(name)))
                        .flatMap(subject -> subject.columns().stream())
                        .toList();
        return ofSubject.isEmpty()
                ? List.of(find(name).orElseThrow(() -> unknown(name)))
                : ofSubject;
    }

    private static boolean isAll(String name) {
        return plain(name).equals(ALL);
    }

    private Optional<Column<?>> find(String name) {
        String plain = plain(name);
        String full = plain(kind.subjects().get(0).prefix()) + plain;
        return named(plain).or(() -> named(full));
    }

    private Optional<Column<?>> named(String plain) {
        return everyField().filter(field -> plain(field.name()).equals(plain)).findFirst();
    }

    /** The likely ones first: a table that nobody needs is then never made, which takes time. */
    private Stream<Column<?>> everyField() {
        return Stream.of(kind.subjects(), List.of(Subject.VG), List.of(Subject.values()))
                .flatMap(List::stream)
                .flatMap(subject -> subject.columns().stream());
    }

    private static String plain(String name) {
        return name.strip().replace("_", "").toLowerCase(Locale.ROOT);
    }

    private IllegalArgumentException unknown(String name) {
        List<String> near = Spelling.near(name, everyField().map(Column::name).toList());
        String hint = near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?";
        return new IllegalArgumentException("unknown field '" + name + "'" + hint);
    }
}
