package org.devio.bench;

import java.util.List;
import java.util.Locale;

/** Rows as a picture: for each job a bar for each contender, as long as its CPU time an I/O. */
final class BarChart {
    private static final int LINE = 18;
    private static final int NAMES = 220;
    private static final int UNIT = 110;
    private static final double MOST = 5;
    private static final int WIDTH = NAMES + (int) (UNIT * MOST) + 90;

    private final StringBuilder body = new StringBuilder();
    private int y = LINE;

    private BarChart() {}

    static String of(List<Row> rows) {
        BarChart chart = new BarChart();
        chart.text(10, "CPU time of the process for one I/O, as a multiple of the C loop's", true);
        chart.y += LINE;
        String heading = "";
        for (Row row : rows) {
            if (!row.heading().equals(heading)) {
                heading = row.heading();
                chart.y += LINE;
                chart.text(10, heading, true);
                chart.y += LINE;
            }
            chart.bar(row);
        }
        return chart.document();
    }

    private void bar(Row row) {
        double ratio = row.cpuRatio().median();
        int length = (int) (UNIT * Math.min(ratio, MOST));
        body.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"%s\"/>%n",
                        NAMES,
                        y - LINE + 6,
                        length,
                        LINE - 5,
                        row.contender().startsWith("devio") ? "ours" : "theirs"));
        text(20, row.contender(), false);
        text(NAMES + length + 6, String.format(Locale.ROOT, "%.2f", ratio), false);
        y += LINE;
    }

    private void text(int x, String words, boolean strong) {
        body.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\"%s>%s</text>%n",
                        x,
                        y,
                        strong ? " font-weight=\"bold\"" : "",
                        words.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private String document() {
        return """
               <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
               <style>.ours { fill: #1b7837 } .theirs { fill: #9e9ac8 }</style>
               <rect width="100%%" height="100%%" fill="white"/>
               <line x1="%d" x2="%d" y1="%d" y2="%d" stroke="#888" stroke-dasharray="3"/>
               %s</svg>
               """
                .formatted(WIDTH, y, NAMES + UNIT, NAMES + UNIT, 2 * LINE, y - LINE, body);
    }
}
