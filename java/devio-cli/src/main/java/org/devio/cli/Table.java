package org.devio.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Text in columns, for people. */
final class Table {
    /** Stands for what was cut off. */
    static final String CUT = "…";

    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<String>> lines = new ArrayList<>();

    /**
     * One column.
     *
     * @param isRight whether its cells end below each other
     * @param widest how wide it grows where there is room for all; a longer cell pushes its own
     *     line apart, and not all of them
     * @param least to how much it is cut where there is not; if that is not enough, to half of it
     * @param isCutInFront whether it is the end of a cell that matters
     */
    record Column(String heading, boolean isRight, int widest, int least, boolean isCutInFront) {}

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

    /**
     * The same in lines of so many characters, if that can be: what is too long is cut, the last
     * column first.
     */
    String fitted(int width) {
        int[] widths = new int[columns.size()];
        int over = GAP.length() * (widths.length - 1) - width;
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
            over += widths[i];
        }
        for (int share = 1; share <= 2; share++) {
            for (int i = widths.length - 1; i >= 0; i--) {
                int spare = widths[i] - columns.get(i).least() / share;
                int less = Math.max(0, Math.min(over, spare));
                widths[i] -= less;
                over -= less;
            }
        }
        return lines.stream()
                .map(line -> filledUp(cut(line, widths), widths).stripTrailing() + "\n")
                .collect(Collectors.joining());
    }

    private List<String> cut(List<String> line, int[] widths) {
        List<String> cells = new ArrayList<>(line);
        for (int i = 0; i < widths.length; i++) {
            String cell = line.get(i);
            if (cell.length() > widths[i]) {
                cells.set(
                        i,
                        columns.get(i).isCutInFront()
                                ? CUT + cell.substring(cell.length() - widths[i] + 1)
                                : cell.substring(0, widths[i] - 1) + CUT);
            }
        }
        return cells;
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
