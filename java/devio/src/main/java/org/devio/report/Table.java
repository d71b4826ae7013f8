package org.devio.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Rows of a report, each with a typed value for each column. Immutable. */
public final class Table {
    private final String name;
    private final List<Column<?>> columns;
    private final List<Row> rows;

    Table(String name, List<Column<?>> columns, List<Row> rows) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.rows = List.copyOf(rows);
    }

    /** Where the values of columns stand in rows; a column that is asked for twice stands once. */
    static Map<Column<?>, Integer> places(Iterable<Column<?>> columns) {
        Map<Column<?>, Integer> places = new HashMap<>();
        for (Column<?> column : columns) {
            places.putIfAbsent(column, places.size());
        }
        return places;
    }

    /** One row. */
    public static final class Row {
        private final Map<Column<?>, Integer> places;
        private final Object[] values;

        Row(Map<Column<?>, Integer> places, Object[] values) {
            this.places = places;
            this.values = values;
        }

        /** What {@link Column#valueOf} found. */
        Object raw(Column<?> column) {
            Integer place = places.get(column);
            if (place == null) {
                throw new IllegalArgumentException(
                        column + " is not among the fields of this report");
            }
            return values[place];
        }

        /**
         * The value of a column.
         *
         * @param column one that the report was asked for
         * @return empty if there is none, or it is not known
         * @param <T> type of the value
         * @throws IllegalArgumentException if the report was not asked for it
         */
        public <T> Optional<T> find(Column<T> column) {
            return Optional.ofNullable(column.typed(raw(column)));
        }

        /**
         * The value of a column, of which it is known that there is one.
         *
         * @param column one that the report was asked for
         * @return the value
         * @param <T> type of the value
         * @throws IllegalArgumentException if the report was not asked for it
         * @throws NoSuchElementException if there is none
         */
        public <T> T get(Column<T> column) {
            return find(column)
                    .orElseThrow(() -> new NoSuchElementException(column + " has no value here"));
        }

        /**
         * The value of a column as reports show it.
         *
         * @param column one that the report was asked for
         * @param style how values are written
         * @return empty if there is nothing to be shown
         * @throws IllegalArgumentException if the report was not asked for it
         */
        public String text(Column<?> column, ValueStyle style) {
            return column.text(raw(column), style);
        }
    }

    /**
     * What the rows are called.
     *
     * @return lvm2's name in JSON, e.g. {@code lv}
     */
    public String name() {
        return name;
    }

    /**
     * The columns that were asked for.
     *
     * @return in their order; one may be there twice
     */
    public List<Column<?>> columns() {
        return columns;
    }

    /**
     * The rows.
     *
     * @return in the order asked for
     */
    public List<Row> rows() {
        return rows;
    }

    /** All texts of a row, in the order of the columns. */
    List<String> texts(Row row, ValueStyle style) {
        return columns.stream().map(column -> row.text(column, style)).toList();
    }
}
