package org.devio.io;

import java.nio.ByteBuffer;

/** A part of a source. */
final class BlockRange implements BlockSource {
    private final BlockSource whole;
    private final long base;
    private final long size;

    BlockRange(BlockSource whole, long base, long size) {
        check(whole, base, size, whole.size());
        this.whole = whole;
        this.base = base;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    /** Smaller than that of the whole if the range begins in the middle of a block. */
    @Override
    public int blockSize() {
        return (int) Math.max(512, Long.lowestOneBit(base | whole.blockSize()));
    }

    @Override
    public <A> void submitRead(
            long offset,
            ByteBuffer into,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        check(this, offset, into.remaining(), size);
        whole.submitRead(base + offset, into, category, attachment, callback);
    }

    @Override
    public BlockSource range(long offset, long length) {
        check(this, offset, length, size);
        return new BlockRange(whole, base + offset, length);
    }

    private static void check(BlockSource source, long offset, long length, long size) {
        if (offset < 0 || length < 0 || length > size - offset) {
            throw new IllegalArgumentException(
                    "%s: %d bytes at %d are not inside its %d bytes"
                            .formatted(source, length, offset, size));
        }
    }

    @Override
    public String toString() {
        return base + "+" + size + " of " + whole;
    }
}
