package org.devio.metadata;

import java.util.List;
import org.devio.config.ConfigSection;

/**
 * A run of extents of a logical volume that is laid out in one way.
 *
 * @param startExtent where it begins in the volume
 * @param extentCount how long it is; at least 1
 * @param type name of the layout without suffixes, e.g. "striped", "raid1"; may be unknown
 * @param typeFlags suffixes of the type, e.g. METADATA_FORMAT
 * @param tags as they stand in the text
 * @param reshapeCount extents kept free for a reshape, in each image
 * @param dataCopies how many copies of the data; 1 unless said
 * @param layout what the type says of the rest
 * @param config the section all this was read from
 */
public record Segment(
        long startExtent,
        long extentCount,
        String type,
        List<String> typeFlags,
        List<String> tags,
        long reshapeCount,
        long dataCopies,
        SegmentLayout layout,
        ConfigSection config) {

    /** Keeps copies of the lists. */
    public Segment {
        typeFlags = List.copyOf(typeFlags);
        tags = List.copyOf(tags);
    }

    /** How many extents of a physical volume each of the areas covers that lie on one. */
    long areaExtents() {
        return layout instanceof SegmentLayout.Striped striped
                ? extentCount / striped.areas().size()
                : extentCount;
    }
}
