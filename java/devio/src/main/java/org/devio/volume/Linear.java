package org.devio.volume;

/** A run of bytes of a physical volume. */
final class Linear extends Mapping {
    private final PvSource pv;
    private final long base;
    private final long size;

    /** How many of the bytes the device has. */
    private final long there;

    Linear(PvSource pv, long base, long size) {
        this.pv = pv;
        this.base = base;
        this.size = size;
        this.there = pv.isLost() ? 0 : Math.max(0, Math.min(size, pv.source().size() - base));
    }

    @Override
    long size() {
        return size;
    }

    @Override
    void locate(long offset, long length, Pieces pieces) {
        long here = Math.max(0, Math.min(length, there - offset));
        if (here > 0) {
            pieces.data(pv, base + offset, here);
        }
        if (here < length) {
            pieces.lost(pv.isLost() ? pv.whyLost() : pv.whyShort(), length - here);
        }
    }

    @Override
    boolean isWhole() {
        return there == size;
    }

    @Override
    boolean isLost() {
        return there == 0;
    }
}
