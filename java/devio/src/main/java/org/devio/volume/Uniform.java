package org.devio.volume;

/** Bytes that lie nowhere: all zero, or none to be had. */
final class Uniform extends Mapping {
    private final long size;
    private final String whyLost;

    private Uniform(long size, String whyLost) {
        this.size = size;
        this.whyLost = whyLost;
    }

    static Uniform zero(long size) {
        return new Uniform(size, null);
    }

    static Uniform lost(long size, String why) {
        return new Uniform(size, why);
    }

    @Override
    long size() {
        return size;
    }

    @Override
    void locate(long offset, long length, Pieces pieces) {
        if (whyLost == null) {
            pieces.zero(length);
        } else {
            pieces.lost(whyLost, length);
        }
    }

    @Override
    boolean isWhole() {
        return whyLost == null;
    }

    @Override
    boolean isLost() {
        return whyLost != null;
    }
}
