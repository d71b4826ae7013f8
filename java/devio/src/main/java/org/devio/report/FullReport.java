package org.devio.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.devio.scan.ScanReport;

/** lvm2's report of everything: all tables of each group, then those of PVs without a group. */
public final class FullReport {
    /** Its tables, in their order. */
    public static final List<ReportKind> TABLES =
            List.of(
                    ReportKind.FULL_VG,
                    ReportKind.FULL_PV,
                    ReportKind.FULL_LV,
                    ReportKind.FULL_PV_SEGMENT,
                    ReportKind.FULL_LV_SEGMENT);

    private static final List<ReportKind> OF_ORPHANS =
            List.of(ReportKind.FULL_PV, ReportKind.FULL_PV_SEGMENT);

    private final Map<ReportKind, Report> reports = new EnumMap<>(ReportKind.class);

    /**
     * A report.
     *
     * @param queries for those of {@link #TABLES} that are not to show all fields of all rows
     * @throws IllegalArgumentException as {@link Report#Report}
     */
    public FullReport(Map<ReportKind, Query> queries) {
        for (ReportKind kind : TABLES) {
            reports.put(kind, new Report(kind, queries.getOrDefault(kind, Query.usual())));
        }
    }

    /** The whole text of the report, each line ended. */
    public String format(ScanReport found, ReportOptions options) {
        Rows rows = new Rows(found, options.scope());
        List<List<Table>> parts = new ArrayList<>();
        rows.ofEachGroup().forEach(group -> parts.add(tables(TABLES, group)));
        Rows orphans = rows.ofOrphans();
        if (!orphans.isEmpty()) {
            parts.add(tables(OF_ORPHANS, orphans));
        }
        return options.table().format(parts, options.values());
    }

    private List<Table> tables(List<ReportKind> kinds, Rows rows) {
        return kinds.stream()
                .map(kind -> reports.get(kind).table(rows, KernelState.UNKNOWN))
                .toList();
    }
}
