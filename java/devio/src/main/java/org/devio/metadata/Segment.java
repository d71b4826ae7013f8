package org.devio.metadata;

import java.util.List;
import org.devio.config.ConfigSection;

/** A run of extents of a logical volume that is laid out in one way. */
public final class Segment {
    private final long startExtent;
    private final long extentCount;
    private final String type;
    private final List<String> typeFlags;
    private final List<String> tags;
    private final long reshapeCount;
    private final long dataCopies;
    private final SegmentLayout layout;
    private final ConfigSection config;

    Segment(
            long startExtent,
            long extentCount,
            String type,
            List<String> typeFlags,
            List<String> tags,
            long reshapeCount,
            long dataCopies,
            SegmentLayout layout,
            ConfigSection config) {
        this.startExtent = startExtent;
        this.extentCount = extentCount;
        this.type = type;
        this.typeFlags = List.copyOf(typeFlags);
        this.tags = List.copyOf(tags);
        this.reshapeCount = reshapeCount;
        this.dataCopies = dataCopies;
        this.layout = layout;
        this.config = config;
    }

    /** Where it begins in the volume. */
    public long startExtent() {
        return startExtent;
    }

    /** How long it is; at least 1. */
    public long extentCount() {
        return extentCount;
    }

    /** Name of the layout without suffixes, e.g. "striped", "raid1"; may be unknown. */
    public String type() {
        return type;
    }

    /** Suffixes of the type, e.g. METADATA_FORMAT. */
    public List<String> typeFlags() {
        return typeFlags;
    }

    /** Tags as they stand in the text. */
    public List<String> tags() {
        return tags;
    }

    /** Extents kept free for a reshape, in each image. */
    public long reshapeCount() {
        return reshapeCount;
    }

    /** How many copies of the data; 1 unless said. */
    public long dataCopies() {
        return dataCopies;
    }

    /** What the type says of the rest. */
    public SegmentLayout layout() {
        return layout;
    }

    /** The section all this was read from. */
    public ConfigSection config() {
        return config;
    }

    /**
     * A run of extents on which nothing lies, such as free ones of a physical volume.
     *
     * @param type what it is called
     * @param extentCount how long it is; at least 0
     * @return a segment that begins at extent 0 and has no areas
     */
    public static Segment empty(String type, long extentCount) {
        return new Segment(
                0,
                extentCount,
                type,
                List.of(),
                List.of(),
                0,
                1,
                new SegmentLayout.Virtual(),
                new ConfigSection("", List.of(), 0, 0));
    }

    /** How many extents of a physical volume each of the areas covers that lie on one. */
    long areaExtents() {
        return layout instanceof SegmentLayout.Striped striped
                ? extentCount / striped.areas().size()
                : extentCount;
    }

    private List<Object> parts() {
        return List.of(
                startExtent,
                extentCount,
                type,
                typeFlags,
                tags,
                reshapeCount,
                dataCopies,
                layout,
                config);
    }

    /** Whether the metadata says the same of both. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Segment that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** Its kind and name. */
    @Override
    public String toString() {
        return type + " segment of " + extentCount + " extents from " + startExtent + " on";
    }
}
