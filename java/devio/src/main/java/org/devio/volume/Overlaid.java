package org.devio.volume;

import java.util.Map;
import java.util.NavigableMap;

/** A mapping of which some sectors are held in memory, since a journal has newer bytes of them. */
final class Overlaid extends Mapping {
    private static final int SECTOR_BYTES = 512;

    private final Mapping below;
    private final NavigableMap<Long, byte[]> sectors;

    /**
     * A mapping.
     *
     * @param sectors the newer bytes, by the number of the sector
     */
    Overlaid(Mapping below, NavigableMap<Long, byte[]> sectors) {
        this.below = below;
        this.sectors = sectors;
    }

    @Override
    long size() {
        return below.size();
    }

    @Override
    void locate(long offset, long length, Pieces pieces) {
        long at = offset;
        for (long end = offset + length; at < end; ) {
            Map.Entry<Long, byte[]> next = sectors.ceilingEntry(at / SECTOR_BYTES);
            long start = next == null ? end : Math.min(end, next.getKey() * SECTOR_BYTES);
            if (start > at) {
                below.locate(at, start - at, pieces);
                at = start;
            } else {
                int within = (int) (at - start);
                int here = (int) Math.min(end - at, SECTOR_BYTES - within);
                pieces.held(next.getValue(), within, here);
                at += here;
            }
        }
    }

    @Override
    boolean isWhole() {
        return below.isWhole();
    }

    @Override
    boolean isLost() {
        return below.isLost();
    }
}
