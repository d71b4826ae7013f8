package org.devio.cli.report;

import java.util.List;
import java.util.Optional;

/**
 * How a report is to look; the meanings are those of lvm2's options.
 *
 * @param isAll {@code -a}: hidden volumes, devices that are no physical volumes
 * @param showsForeign {@code --foreign}: groups that belong to another host
 * @param fields values of {@code -o}, in their order
 * @param sort value of {@code -O}: names with commas, each after {@code -} for falling order
 * @param selection value of {@code -S}: conditions that shown rows meet
 * @param units of sizes
 * @param isJson one JSON document instead of a table
 * @param hasHeadings whether a table begins with a line of headings
 * @param separator stands between the columns of a table, which are then not filled up
 * @param isAligned whether they are filled up all the same
 */
public record ReportOptions(
        boolean isAll,
        boolean showsForeign,
        List<String> fields,
        Optional<String> sort,
        Optional<String> selection,
        Units units,
        boolean isJson,
        boolean hasHeadings,
        Optional<String> separator,
        boolean isAligned) {
    /** Keeps a copy of the fields. */
    public ReportOptions {
        fields = List.copyOf(fields);
    }
}
