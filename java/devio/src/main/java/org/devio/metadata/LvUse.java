package org.devio.metadata;

/**
 * One logical volume serving another.
 *
 * @param user the volume that is served
 * @param segment the part of it that names the server
 * @param role as what it serves
 */
public record LvUse(LogicalVolume user, Segment segment, LvRole role) {}
