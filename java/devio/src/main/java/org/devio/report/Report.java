package org.devio.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.devio.scan.ScanReport;

/** A report that somebody asked for: its columns, the order of its rows, and which are shown. */
public final class Report {
    private final ReportKind kind;
    private final List<Field> fields;
    private final List<SortKey> sortKeys;
    private final Selection.Parsed selection;
    private final RowKind rowKind;

    /** A field to sort by. */
    private record SortKey(Field field, boolean isDescending) {
        Comparator<Row> comparator() {
            Comparator<Row> rising = field::compare;
            return isDescending ? rising.reversed() : rising;
        }
    }

    /**
     * A report.
     *
     * @throws IllegalArgumentException if a field is unknown or does not go with the others; the
     *     message is for the user
     */
    public Report(ReportKind kind, ReportQuery query) {
        this.kind = kind;
        this.fields = FieldSelection.parse(kind, query.fields());
        this.sortKeys = sortKeys(query.sort().orElse(kind.defaultSort()));
        this.selection = Selection.parse(kind, query.selection().orElse(""));
        this.rowKind = RowKind.of(kind, subjects());
    }

    private Set<Subject> subjects() {
        return Stream.of(
                        fields.stream(),
                        sortKeys.stream().map(SortKey::field),
                        selection.fields().stream())
                .flatMap(Function.identity())
                .map(Field::subject)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Subject.class)));
    }

    private List<SortKey> sortKeys(String names) {
        List<SortKey> keys = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            boolean isSigned = name.startsWith("-") || name.startsWith("+");
            Field field = FieldSelection.find(kind, isSigned ? name.substring(1) : name);
            keys.add(new SortKey(field, name.startsWith("-")));
        }
        return keys;
    }

    /** The whole text of the report, each line ended. */
    public String format(ScanReport found, ReportOptions options) {
        Rows rows = new Rows(found, options.scope());
        return options.table().format(List.of(List.of(table(rows, options.values()))));
    }

    Table table(Rows found, ValueStyle style) {
        List<Row> rows = new ArrayList<>(found.of(rowKind));
        rows.removeIf(selection.isWanted().negate());
        rows.removeIf(row -> kind.hides(row.vg()));
        sortKeys.stream()
                .map(SortKey::comparator)
                .reduce(Comparator::thenComparing)
                .ifPresent(rows::sort);
        return new Table(
                kind.jsonName(), fields, rows.stream().map(row -> texts(row, style)).toList());
    }

    private List<String> texts(Row row, ValueStyle style) {
        return fields.stream().map(field -> field.text(row, style)).toList();
    }
}
