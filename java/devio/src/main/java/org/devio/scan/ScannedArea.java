package org.devio.scan;

import java.util.Optional;
import org.devio.format.DiskArea;
import org.devio.format.MdaHeader;
import org.devio.metadata.VolumeGroup;

/**
 * What was found in one metadata area.
 *
 * @param number its place in the label's list, from 1
 * @param area where the label says it is
 * @param header its header; empty if that could not be read or believed
 * @param volumeGroup what its text says; empty if there is none, or it could not be read or
 *     believed, or the area is to be ignored
 */
public record ScannedArea(
        int number, DiskArea area, Optional<MdaHeader> header, Optional<VolumeGroup> volumeGroup) {}
