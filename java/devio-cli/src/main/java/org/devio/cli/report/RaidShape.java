package org.devio.cli.report;

import org.devio.metadata.Segment;
import org.devio.metadata.SegmentLayout;

/**
 * How the areas of a segment share its data.
 *
 * @param dataStripes how many of them hold different data
 * @param dataCopies how many of them may fail, and one more
 * @param parityChunks how many of them hold no data of their own; null where that has no meaning
 * @param reshapeExtents kept free for a change of shape; null where shape cannot change
 * @param extentsPerArea what the segment takes of each
 */
record RaidShape(
        long dataStripes,
        long dataCopies,
        Long parityChunks,
        Long reshapeExtents,
        long extentsPerArea) {
    static RaidShape of(Segment segment) {
        long areas = segment.layout().areas().size();
        if (!(segment.layout() instanceof SegmentLayout.Raid)) {
            return new RaidShape(areas, segment.dataCopies(), null, null, segment.areaExtents());
        }
        Long reshape = segment.reshapeCount();
        String type = segment.type();
        long length = segment.extentCount();
        if (type.equals("raid1")) {
            return new RaidShape(areas, areas, 1L, null, length);
        }
        if (type.startsWith("raid10")) {
            long stripes = areas / segment.dataCopies();
            return new RaidShape(stripes, segment.dataCopies(), 1L, reshape, length / stripes);
        }
        if (type.startsWith("raid0")) {
            return new RaidShape(areas, 1, null, null, length / areas);
        }
        long parity = type.startsWith("raid6") ? 2 : 1;
        long stripes = areas - parity;
        return new RaidShape(stripes, parity + 1, parity, reshape, length / stripes);
    }
}
