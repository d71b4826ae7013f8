package org.devio.report.internal;

import org.devio.metadata.LogicalVolume;
import org.devio.metadata.Segment;

/**
 * One logical volume serving another.
 *
 * @param user the volume that is served
 * @param segment the part of it that names the server
 * @param role as what it serves
 */
public record LvUse(LogicalVolume user, Segment segment, LvRole role) {}
