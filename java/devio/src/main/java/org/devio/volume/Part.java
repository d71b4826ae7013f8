package org.devio.volume;

/** A run of bytes of another mapping. */
final class Part extends Mapping {
    private final Mapping whole;
    private final long base;
    private final long size;

    Part(Mapping whole, long base, long size) {
        this.whole = whole;
        this.base = base;
        this.size = size;
    }

    @Override
    long size() {
        return size;
    }

    @Override
    void locate(long offset, long length, Pieces pieces) {
        whole.locate(base + offset, length, pieces);
    }

    @Override
    boolean isWhole() {
        return whole.isWhole();
    }

    @Override
    boolean isLost() {
        return whole.isLost();
    }
}
