package org.devio.volume;

/** Where the bytes of a volume lie, or of a part of one. Immutable. */
abstract class Mapping {
    /** Bytes. */
    abstract long size();

    /**
     * Where a range lies, as far as that is known without reading.
     *
     * @param offset first byte
     * @param length how many; at least 1, and within the size
     * @param pieces told of each piece
     */
    abstract void locate(long offset, long length, Pieces pieces);

    /** Whether every byte is certain to be where it belongs. */
    abstract boolean isWhole();

    /** Whether no byte is to be had. */
    abstract boolean isLost();

    /**
     * How far the range can be read from its start on; negative: how far it cannot.
     *
     * @param length at least 1
     */
    final long run(long offset, long length) {
        if (isWhole()) {
            return length;
        }
        Probe probe = new Probe();
        locate(offset, length, probe);
        return probe.run();
    }

    /** Why the byte at {@code offset} is lost. */
    final String whyLost(long offset) {
        Probe probe = new Probe();
        locate(offset, 1, probe);
        return probe.why();
    }
}
