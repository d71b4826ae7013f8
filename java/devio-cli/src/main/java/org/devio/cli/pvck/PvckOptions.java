package org.devio.cli.pvck;

import java.util.Optional;
import java.util.OptionalLong;
import org.devio.format.DiskArea;

/**
 * What to dump of a physical volume, and where to look for it.
 *
 * @param dump what to show
 * @param labelSector which sector has the label; 0 to 3
 * @param areaNumber which metadata area counts; 1 or 2
 * @param textOffset of {@link Pvck.Dump#METADATA_ALL} and {@link Pvck.Dump#METADATA_SEARCH}, where
 *     on the device the only text begins that is wanted
 * @param searchedArea where {@link Pvck.Dump#METADATA_SEARCH} looks; where the label says if empty
 */
public record PvckOptions(
        Pvck.Dump dump,
        int labelSector,
        int areaNumber,
        OptionalLong textOffset,
        Optional<DiskArea> searchedArea) {}
