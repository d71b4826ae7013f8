package org.devio.cli.report;

/**
 * A run of extents of a physical volume, used or free.
 *
 * @param firstExtent where it begins
 * @param extentCount how long it is
 */
record PvSegment(long firstExtent, long extentCount) {}
