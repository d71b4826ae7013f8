package org.devio.report;

import java.util.Set;

/** What a report has a row for. */
enum RowKind {
    PV,
    PV_OF_GROUP,
    PV_SEGMENT,
    PV_SEGMENT_OF_GROUP,
    VG,
    LV,
    LV_SEGMENT;

    /**
     * Chooses rows fine enough for all fields.
     *
     * @param subjects of the fields shown and sorted by
     * @throws IllegalArgumentException if no rows are fit for all of them
     */
    static RowKind of(ReportKind report, Set<Subject> subjects) {
        boolean hasPvSegments = subjects.contains(Subject.PV_SEGMENT);
        boolean hasPvs = subjects.contains(Subject.PV) || hasPvSegments;
        boolean hasSegments = subjects.contains(Subject.SEGMENT);
        boolean hasLvs =
                hasSegments
                        || subjects.contains(Subject.LV)
                        || subjects.contains(Subject.LV_STATE)
                        || subjects.contains(Subject.LV_ATTRIBUTES);
        return switch (report) {
            case PVS, FULL_PV -> hasPvSegments || hasLvs ? PV_SEGMENT : PV;
            case PV_SEGMENTS, FULL_PV_SEGMENT -> PV_SEGMENT;
            case VGS, FULL_VG -> {
                if (hasPvs && hasLvs) {
                    throw new IllegalArgumentException(
                            "fields of LVs and PVs at once are for pvs, not vgs");
                }
                yield hasPvSegments
                        ? PV_SEGMENT_OF_GROUP
                        : hasPvs ? PV_OF_GROUP : hasSegments ? LV_SEGMENT : hasLvs ? LV : VG;
            }
            case LVS, LV_SEGMENTS, FULL_LV, FULL_LV_SEGMENT -> {
                if (hasPvs) {
                    throw new IllegalArgumentException("fields of PVs are for pvs, not lvs");
                }
                boolean isBySegment =
                        report == ReportKind.LV_SEGMENTS || report == ReportKind.FULL_LV_SEGMENT;
                yield hasSegments || isBySegment ? LV_SEGMENT : LV;
            }
        };
    }
}
