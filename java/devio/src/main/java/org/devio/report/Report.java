package org.devio.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.devio.scan.ScanReport;

/** A report that somebody asked for: its columns, the order of its rows, and which are shown. */
public final class Report {
    private final ReportKind kind;
    private final List<Column<?>> columns;
    private final List<SortKey> sortKeys;
    private final Selection.Parsed selection;
    private final Set<Column<?>> allColumns = new LinkedHashSet<>();
    private final RowKind rowKind;

    /** A column to sort by. */
    private record SortKey(Column<?> column, boolean isDescending) {
        Comparator<Table.Row> comparator() {
            Comparator<Table.Row> rising =
                    (one, other) -> column.compare(one.raw(column), other.raw(column));
            return isDescending ? rising.reversed() : rising;
        }
    }

    /**
     * Plans a report.
     *
     * @param kind what it is about
     * @param query what of that it is to show
     * @throws IllegalArgumentException if a field is unknown or does not go with the others, or the
     *     condition cannot be read; the message is for the user
     */
    public Report(ReportKind kind, Query query) {
        this.kind = kind;
        this.columns = FieldSelection.parse(kind, query.fields());
        this.sortKeys = sortKeys(query.sort().orElse(kind.defaultSort()));
        this.selection = Selection.parse(kind, query.condition().orElse(""));
        allColumns.addAll(selection.columns());
        allColumns.addAll(columns);
        sortKeys.forEach(key -> allColumns.add(key.column()));
        this.rowKind = RowKind.of(kind, subjects());
    }

    private Set<Subject> subjects() {
        Set<Subject> subjects = EnumSet.noneOf(Subject.class);
        allColumns.forEach(column -> subjects.add(column.subject()));
        return subjects;
    }

    private List<SortKey> sortKeys(String names) {
        List<SortKey> keys = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            boolean isSigned = name.startsWith("-") || name.startsWith("+");
            Column<?> column = FieldSelection.find(kind, isSigned ? name.substring(1) : name);
            keys.add(new SortKey(column, name.startsWith("-")));
        }
        return keys;
    }

    /**
     * Reports of what a scan found what lvm2 does without options and without a driver.
     *
     * @param found the result of a scan
     * @return the rows
     */
    public Table table(ScanReport found) {
        return table(found, ReportScope.usual(), KernelState.UNKNOWN);
    }

    /**
     * Reports of what a scan found.
     *
     * @param found the result of a scan
     * @param scope what of it is reported at all
     * @param kernel what a running kernel knows of it
     * @return the rows
     */
    public Table table(ScanReport found, ReportScope scope, KernelState kernel) {
        return table(new Rows(found, scope), kernel);
    }

    /**
     * Reports as text.
     *
     * @param found the result of a scan
     * @param options how it is to look
     * @return the whole text, each line ended
     */
    public String format(ScanReport found, ReportOptions options) {
        Table table = table(found, options.scope(), KernelState.UNKNOWN);
        return options.table().format(List.of(List.of(table)), options.values());
    }

    Table table(Rows found, KernelState kernel) {
        List<Line> lines = new ArrayList<>(found.of(rowKind));
        lines.removeIf(line -> kind.hides(line.vg()));
        List<Table.Row> rows =
                new Values(allColumns, kernel)
                        .rows(lines, selection.columns(), selection.isWanted());
        sortKeys.stream()
                .map(SortKey::comparator)
                .reduce(Comparator::thenComparing)
                .ifPresent(rows::sort);
        return new Table(kind.jsonName(), columns, rows);
    }

    /** What its rows are called, and its fields. */
    @Override
    public String toString() {
        return kind.jsonName() + " " + columns;
    }
}
