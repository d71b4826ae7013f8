package org.devio.report;

import org.devio.report.internal.HistoryEntry;
import org.devio.report.internal.LvEntry;
import org.devio.report.internal.PvEntry;
import org.devio.report.internal.PvSegment;
import org.devio.report.internal.SegmentEntry;
import org.devio.report.internal.VgEntry;

/**
 * What one line of a report is about. Parts that the report has no fields for are null, and so is
 * the logical volume of free extents.
 *
 * @param vg never null
 * @param pv the physical volume or device
 * @param lv the logical volume
 * @param history the logical volume, if it was removed
 * @param segment the part of the logical volume
 * @param pvSegment the part of the physical volume
 */
record Row(
        VgEntry vg,
        PvEntry pv,
        LvEntry lv,
        HistoryEntry history,
        SegmentEntry segment,
        PvSegment pvSegment) {
    static Row of(VgEntry vg) {
        return new Row(vg, null, null, null, null, null);
    }

    static Row of(PvEntry pv) {
        return new Row(pv.vg(), pv, null, null, null, null);
    }

    static Row of(LvEntry lv) {
        return new Row(lv.vg(), null, lv, null, null, null);
    }

    static Row of(HistoryEntry lv) {
        SegmentEntry nothing = SegmentEntry.nothing(lv.vg(), 0, "historical");
        return new Row(lv.vg(), null, null, lv, nothing, null);
    }

    static Row of(SegmentEntry segment) {
        return new Row(segment.vg(), null, segment.lv(), null, segment, null);
    }

    static Row of(PvEntry pv, PvSegment run) {
        return new Row(pv.vg(), pv, run.segment().lv(), null, run.segment(), run);
    }
}
