package org.devio.volume;

import java.util.Arrays;
import java.util.List;

/** Mappings one behind the other: the segments of a volume. */
final class Joined extends Mapping {
    private final Mapping[] parts;
    private final long[] starts;
    private final long size;
    private final boolean isWhole;
    private final boolean isLost;

    private Joined(List<Mapping> segments) {
        parts = segments.toArray(new Mapping[0]);
        starts = new long[parts.length];
        long at = 0;
        for (int i = 0; i < parts.length; i++) {
            starts[i] = at;
            at = Math.addExact(at, parts[i].size());
        }
        size = at;
        isWhole = segments.stream().allMatch(Mapping::isWhole);
        isLost = segments.stream().allMatch(Mapping::isLost);
    }

    static Mapping of(List<Mapping> segments) {
        return segments.size() == 1 ? segments.get(0) : new Joined(segments);
    }

    @Override
    long size() {
        return size;
    }

    @Override
    void locate(long offset, long length, Pieces pieces) {
        int found = Arrays.binarySearch(starts, offset);
        int i = found >= 0 ? found : -found - 2;
        long at = offset;
        for (long left = length; left > 0; i++) {
            long within = at - starts[i];
            long here = Math.min(left, parts[i].size() - within);
            if (here > 0) {
                parts[i].locate(within, here, pieces);
            }
            at += here;
            left -= here;
        }
    }

    @Override
    boolean isWhole() {
        return isWhole;
    }

    @Override
    boolean isLost() {
        return isLost;
    }
}
