package org.devio.report.internal;

import java.util.ArrayList;
import java.util.List;
import org.devio.metadata.Allocation;

/**
 * A run of extents of a physical volume, used or free.
 *
 * @param firstExtent where it begins
 * @param extentCount how long it is
 * @param segment what uses it, or free extents
 */
public record PvSegment(long firstExtent, long extentCount, SegmentEntry segment) {
    /** All runs of a physical volume in rising order; one of no length if it has no extents. */
    public static List<PvSegment> of(PvEntry pv) {
        List<PvSegment> runs = new ArrayList<>();
        long next = 0;
        for (Allocation used : pv.allocations()) {
            if (next < used.firstExtent()) {
                runs.add(free(pv, next, used.firstExtent()));
            }
            LvEntry lv = pv.vg().lv(used.logicalVolume());
            runs.add(
                    new PvSegment(
                            used.firstExtent(),
                            used.extentCount(),
                            lv.segmentAt(used.startExtent())));
            next = used.firstExtent() + used.extentCount();
        }
        if (next < pv.extentCount() || runs.isEmpty()) {
            runs.add(free(pv, next, pv.extentCount()));
        }
        return runs;
    }

    private static PvSegment free(PvEntry pv, long from, long to) {
        return new PvSegment(from, to - from, SegmentEntry.free(pv.vg(), to - from));
    }
}
