package org.devio.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.devio.scan.ScanReport;

/** A report that somebody asked for: its rows, columns, order and form. */
public final class Report {
    private final ReportKind kind;
    private final ReportOptions options;
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
    public Report(ReportKind kind, ReportOptions options) {
        this.kind = kind;
        this.options = options;
        this.fields = FieldSelection.parse(kind, options.fields());
        this.sortKeys = sortKeys(options.sort().orElse(kind.defaultSort()));
        this.selection = Selection.parse(kind, options.selection().orElse(""));
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
    public String format(ScanReport found) {
        List<Row> rows =
                new ArrayList<>(
                        new Rows(found, options.isAll(), options.showsForeign()).of(rowKind));
        rows.removeIf(selection.isWanted().negate());
        rows.removeIf(row -> kind.hides(row.vg()));
        sortKeys.stream()
                .map(SortKey::comparator)
                .reduce(Comparator::thenComparing)
                .ifPresent(rows::sort);
        List<List<String>> texts =
                rows.stream()
                        .map(
                                row ->
                                        fields.stream()
                                                .map(field -> field.text(row, options.units()))
                                                .toList())
                        .toList();
        if (options.isJson()) {
            return JsonFormat.format(kind.jsonName(), fields, texts);
        }
        return new BasicFormat(
                        options.separator().orElse(" "),
                        options.separator().isEmpty() || options.isAligned(),
                        options.hasHeadings())
                .format(fields, texts);
    }
}
