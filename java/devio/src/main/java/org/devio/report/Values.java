package org.devio.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds the values of rows. Rows come by group and by volume, and what is said of the same one as
 * in the row before is not worked out again: a report of all logical volumes that counts those of
 * their group counts them once.
 */
final class Values {
    private final Map<Column<?>, Integer> places;
    private final KernelState kernel;
    private final Object[] lastParts;
    private final Object[] lastValues;

    Values(Iterable<Column<?>> columns, KernelState kernel) {
        this.places = Table.places(columns);
        this.kernel = kernel;
        this.lastParts = new Object[places.size()];
        this.lastValues = new Object[places.size()];
        // No part of any row.
        Arrays.fill(lastParts, this);
    }

    /**
     * Makes rows, in the order of the lines.
     *
     * @param tested columns that the test asks of
     * @param isWanted whether there is to be a row
     */
    List<Table.Row> rows(List<Line> lines, List<Column<?>> tested, Predicate<Table.Row> isWanted) {
        List<Table.Row> rows = new ArrayList<>();
        for (Line line : lines) {
            Object[] values = new Object[places.size()];
            fill(values, line, tested);
            Table.Row row = new Table.Row(places, values);
            if (isWanted.test(row)) {
                fill(values, line, places.keySet());
                rows.add(row);
            }
        }
        return rows;
    }

    private void fill(Object[] values, Line line, Iterable<Column<?>> columns) {
        for (Column<?> column : columns) {
            int place = places.get(column);
            Object part = column.subject().partOf(line);
            if (part != lastParts[place]) {
                lastParts[place] = part;
                lastValues[place] = column.valueOf(part, kernel);
            }
            values[place] = lastValues[place];
        }
    }
}
