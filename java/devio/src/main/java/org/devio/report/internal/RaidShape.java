package org.devio.report.internal;

import org.devio.metadata.Segment;
import org.devio.metadata.SegmentLayout;

/**
 * How the areas of a segment share its data.
 *
 * @param dataStripes how many of them hold different data
 * @param dataCopies how many of them may fail, and one more
 * @param parityChunks how many of them hold no data of their own; null where that has no meaning
 * @param reshapeExtents kept free for a change of shape in all areas together; null where shape
 *     cannot change
 * @param extentsPerArea what the segment takes of each
 */
public record RaidShape(
        long dataStripes,
        long dataCopies,
        Long parityChunks,
        Long reshapeExtents,
        long extentsPerArea) {
    static RaidShape of(Segment segment) {
        long areas = segment.layout().areas().size();
        long length = segment.extentCount();
        if (!(segment.layout() instanceof SegmentLayout.Raid)) {
            boolean isStriped = segment.layout() instanceof SegmentLayout.Striped;
            return new RaidShape(
                    areas,
                    segment.dataCopies(),
                    null,
                    null,
                    isStriped ? share(length, areas) : length);
        }
        Long reshape = segment.reshapeCount() * areas;
        String type = segment.type();
        if (type.equals("raid1")) {
            return new RaidShape(areas, areas, 1L, null, length);
        }
        if (type.startsWith("raid10")) {
            long stripes = areas / Math.max(1, segment.dataCopies());
            return new RaidShape(
                    stripes,
                    segment.dataCopies(),
                    1L,
                    reshape,
                    share(length, stripes) + segment.reshapeCount());
        }
        if (type.startsWith("raid0")) {
            return new RaidShape(areas, 1, null, null, share(length, areas));
        }
        long parity = type.startsWith("raid6") ? 2 : 1;
        long stripes = areas - parity;
        return new RaidShape(
                stripes,
                parity + 1,
                parity,
                reshape,
                share(length, stripes) + segment.reshapeCount());
    }

    /** Extents of a segment that users do not see, since it keeps them to change its shape. */
    public static long reshapeShare(Segment segment) {
        long areas = segment.layout().areas().size();
        String type = segment.type();
        boolean hasParity =
                type.startsWith("raid4") || type.startsWith("raid5") || type.startsWith("raid6");
        long stripes = hasParity ? of(segment).dataStripes() : areas;
        return segment.reshapeCount() * (areas > 2 ? stripes : 1);
    }

    /** Metadata may claim raid with fewer areas than its type takes. */
    private static long share(long extents, long stripes) {
        return extents / Math.max(1, stripes);
    }
}
