package org.devio.report.internal;

import java.util.List;
import java.util.stream.Stream;
import org.devio.format.MdaHeader;
import org.devio.format.RawLocation;
import org.devio.format.Sector;
import org.devio.scan.ScannedArea;

/** What reports say of metadata areas. */
public final class MetadataAreas {

    private MetadataAreas() {}

    /**
     * The areas that lvm2 would believe: header and text are good, or nobody asked for the text.
     */
    public static List<ScannedArea> good(List<ScannedArea> areas) {
        return areas.stream().filter(MetadataAreas::isGood).toList();
    }

    private static boolean isGood(ScannedArea area) {
        return area.header()
                .map(
                        header ->
                                header.isIgnored()
                                        || header.committed().isEmpty()
                                        || area.volumeGroup().isPresent())
                .orElse(false);
    }

    /** Whether a good area is not to be ignored. */
    public static boolean isInUse(ScannedArea area) {
        return !area.header().orElseThrow().isIgnored();
    }

    /** Size of the smallest; 0 without any. */
    public static long smallestSize(Stream<ScannedArea> areas) {
        return areas.mapToLong(area -> area.header().orElseThrow().area().size()).min().orElse(0);
    }

    /** Room in the fullest for a text that replaces the one in it; 0 without any. */
    public static long leastFree(Stream<ScannedArea> areas) {
        return areas.mapToLong(area -> free(area.header().orElseThrow())).min().orElse(0);
    }

    /**
     * The old text must stand until the new one is written, so a text may grow to half the ring. An
     * ignored area is not looked into and counts as full.
     */
    private static long free(MdaHeader header) {
        if (header.isIgnored()) {
            return 0;
        }
        long ring = header.area().size() - MdaHeader.BYTES;
        long text = header.committed().map(RawLocation::size).orElse(0L);
        long used = text + Sector.BYTES;
        return Math.max(0, (ring - 2 * used) / 2 / Sector.BYTES * Sector.BYTES);
    }
}
