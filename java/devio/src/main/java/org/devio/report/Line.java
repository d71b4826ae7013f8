package org.devio.report;

import org.devio.report.internal.HistoryEntry;
import org.devio.report.internal.LvEntry;
import org.devio.report.internal.PvEntry;
import org.devio.report.internal.PvSegment;
import org.devio.report.internal.SegmentEntry;
import org.devio.report.internal.VgEntry;

/** What one row of a report is about. */
sealed interface Line {
    /** The group of whatever it is. */
    VgEntry vg();

    /** A volume group. */
    record OfVg(VgEntry vg) implements Line {}

    /** A physical volume or device. */
    record OfPv(PvEntry pv) implements Line {
        @Override
        public VgEntry vg() {
            return pv.vg();
        }
    }

    /** A run of extents of a physical volume. */
    record OfRun(PvEntry pv, PvSegment run) implements Line {
        @Override
        public VgEntry vg() {
            return pv.vg();
        }
    }

    /** A logical volume. */
    record OfLv(LvEntry lv) implements Line {
        @Override
        public VgEntry vg() {
            return lv.vg();
        }
    }

    /** A part of a logical volume. */
    record OfSegment(SegmentEntry segment) implements Line {
        @Override
        public VgEntry vg() {
            return segment.vg();
        }
    }

    /** A logical volume that was removed, and the nothing that it consists of. */
    record OfRemoved(HistoryEntry lv, SegmentEntry segment) implements Line {
        static OfRemoved of(HistoryEntry lv) {
            return new OfRemoved(lv, SegmentEntry.nothing(lv.vg(), 0, "historical"));
        }

        @Override
        public VgEntry vg() {
            return lv.vg();
        }
    }

    /** The physical volume, if its rows have one. */
    default PvEntry pvOrNull() {
        if (this instanceof OfRun run) {
            return run.pv();
        }
        return this instanceof OfPv pv ? pv.pv() : null;
    }

    /** The logical volume, present or removed, if its rows have one; free extents have none. */
    default Object lvOrNull() {
        if (this instanceof OfLv lv) {
            return lv.lv();
        }
        if (this instanceof OfRemoved removed) {
            return removed.lv();
        }
        SegmentEntry segment = segmentOrNull();
        return segment == null ? null : segment.lv();
    }

    /** The segment, if its rows have one. */
    default SegmentEntry segmentOrNull() {
        if (this instanceof OfSegment segment) {
            return segment.segment();
        }
        if (this instanceof OfRemoved removed) {
            return removed.segment();
        }
        return this instanceof OfRun run ? run.run().segment() : null;
    }
}
