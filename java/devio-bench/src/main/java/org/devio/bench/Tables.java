package org.devio.bench;

import java.util.List;
import java.util.Locale;

/** Rows as Markdown: one table a job, the floor first. */
final class Tables {
    private static final String HEAD =
            """
            | | IOPS | of the floor | CPU µs/I/O | of the floor | heap B/I/O | calls/I/O |
            |---|--:|--:|--:|--:|--:|--:|
            """;

    private Tables() {}

    static String of(Machine machine, List<Row> rows) {
        StringBuilder text = new StringBuilder(machine + "\n");
        String heading = "";
        for (Row row : rows) {
            if (!row.heading().equals(heading)) {
                heading = row.heading();
                text.append("\n### ").append(heading).append("\n\n").append(HEAD);
            }
            text.append(line(row));
        }
        return text.toString();
    }

    private static String line(Row row) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %s | %.2f | %s | %.0f | %s |%n",
                row.contender(),
                row.iops().median(),
                row.iopsRatio(),
                row.cpuMicros().median(),
                row.cpuRatio(),
                row.heapBytes(),
                row.systemCalls() == null
                        ? "-"
                        : String.format(Locale.ROOT, "%.3f", row.systemCalls()));
    }
}
