package org.devio.metadata;

/**
 * What a segment lies on.
 *
 * @param name section name of a physical volume, or name of a logical volume
 * @param isPhysicalVolume which of the two; a physical volume wins where both have the name
 * @param firstExtent where it begins there
 */
public record SegmentArea(String name, boolean isPhysicalVolume, long firstExtent) {}
