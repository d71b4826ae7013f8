package org.devio.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Text in columns, for people. */
final class Table {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<String>> lines = new ArrayList<>();

    /**
     * One column.
     *
     * @param isRight whether its cells end below each other
     * @param widest how wide it grows; a longer cell pushes its own line apart, and not all of them
     */
    record Column(String heading, boolean isRight, int widest) {}

    Table(Column... columns) {
        this.columns = List.of(columns);
        add(this.columns.stream().map(Column::heading).toList());
    }

    /** One line more, with a cell for each column. */
    void add(List<String> cells) {
        lines.add(cells);
    }

    boolean isEmpty() {
        return lines.size() == 1;
    }

    /** Headings and lines, each ended. */
    @Override
    public String toString() {
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                int width = Math.min(line.get(i).length(), columns.get(i).widest());
                widths[i] = Math.max(widths[i], width);
            }
        }
        return lines.stream()
                .map(line -> filledUp(line, widths).stripTrailing() + "\n")
                .collect(Collectors.joining());
    }

    private String filledUp(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            boolean isRight = columns.get(i).isRight();
            String filling = " ".repeat(Math.max(0, widths[i] - line.get(i).length()));
            text.append(i > 0 ? GAP : "")
                    .append(isRight ? filling : "")
                    .append(line.get(i))
                    .append(isRight ? "" : filling);
        }
        return text.toString();
    }
}
