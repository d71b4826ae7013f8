package org.devio.metadata;

/**
 * A run of extents of a physical volume that a segment uses.
 *
 * @param firstExtent where it begins on the physical volume
 * @param extentCount how long it is; at least 1
 * @param logicalVolume name of the volume that uses it
 * @param startExtent where the segment that uses it begins in that volume
 */
public record Allocation(
        long firstExtent, long extentCount, String logicalVolume, long startExtent) {}
