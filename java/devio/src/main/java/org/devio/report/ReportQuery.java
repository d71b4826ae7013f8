package org.devio.report;

import java.util.List;
import java.util.Optional;

/**
 * What somebody wants to see of a report; the meanings are those of lvm2's options.
 *
 * @param fields values of {@code -o}, in their order
 * @param sort value of {@code -O}: names with commas, each after {@code -} for falling order
 * @param selection value of {@code -S}: conditions that shown rows meet
 */
public record ReportQuery(List<String> fields, Optional<String> sort, Optional<String> selection) {
    /** Keeps a copy of the fields. */
    public ReportQuery {
        fields = List.copyOf(fields);
    }
}
