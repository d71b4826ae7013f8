package org.devio.io;

/** Whole blocks around a range: what is really read when {@code length} bytes are asked for. */
final class Extent {
    private Extent() {}

    /** The start of the block that holds {@code offset}; {@code unit} is a power of two. */
    static long start(long offset, int unit) {
        return offset & -(long) unit;
    }

    /**
     * The end of the blocks of {@code unit} that reach to {@code end}, but not past the last one of
     * the disk: a whole block by direct I/O, or else its last byte. The blocks that hold the range
     * itself are always among them: a device can shrink after the range was checked.
     */
    static long end(long end, int unit, Disk disk) {
        int last = disk.isDirect() ? disk.geometry.logicalBlockSize() : 1;
        return Math.min(roundUp(end, unit), roundUp(Math.max(end, disk.geometry.size()), last));
    }

    /** No further than the last block that a long can tell the start of. */
    private static long roundUp(long offset, int unit) {
        long last = offset + unit - 1;
        return (last < 0 ? Long.MAX_VALUE : last) & -(long) unit;
    }
}
