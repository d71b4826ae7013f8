package org.devio.io;

/**
 * The last block of each stream of each disk, so that a read of what was just read costs nothing. A
 * device has two streams: one for extra metadata areas, one for everything else. When the budget is
 * short, streams give their blocks up in turn; one that was read from since its last turn is passed
 * over once. So the usual read, which replaces a block, moves nothing in the list.
 */
final class KeptBlocks {
    private final BufferPool pool;
    private KeptBlock oldest;
    private KeptBlock newest;
    private int size;

    KeptBlocks(BufferPool pool) {
        this.pool = pool;
    }

    /** The kept block that holds the range, or null. */
    Block find(Disk disk, boolean extra, long offset, int length) {
        KeptBlock kept = disk.medium.kept(extra);
        Block block = kept.block;
        if (block == null || !block.covers(offset, length)) {
            return null;
        }
        kept.used = true;
        return block;
    }

    /** Keeps {@code block} as the last one of its stream, in place of the one before. */
    void keep(Block block, Disk disk, boolean extra) {
        KeptBlock kept = disk.medium.kept(extra);
        Block before = kept.block;
        block.users++;
        kept.block = block;
        if (before == null) {
            append(kept);
        } else {
            kept.used = true;
            unuse(before);
        }
    }

    /** Forgets what is kept of a disk. */
    void drop(Disk disk) {
        release(disk.medium.kept(false));
        release(disk.medium.kept(true));
    }

    /** Forgets a block that nobody used for long; false if none is kept. */
    boolean dropOldest() {
        if (oldest == null) {
            return false;
        }
        while (oldest.used) {
            KeptBlock spared = oldest;
            unlink(spared);
            append(spared);
        }
        release(oldest);
        return true;
    }

    /** One user less; the last one gives the block back to the pool. */
    void unuse(Block block) {
        if (--block.users == 0) {
            pool.giveBack(block);
        }
    }

    private void release(KeptBlock kept) {
        Block block = kept.block;
        if (block != null) {
            unlink(kept);
            kept.block = null;
            unuse(block);
        }
    }

    /** Blocks that are kept. */
    int size() {
        return size;
    }

    private void append(KeptBlock kept) {
        size++;
        kept.used = false;
        kept.older = newest;
        kept.newer = null;
        if (newest == null) {
            oldest = kept;
        } else {
            newest.newer = kept;
        }
        newest = kept;
    }

    private void unlink(KeptBlock kept) {
        size--;
        if (kept.older == null) {
            oldest = kept.newer;
        } else {
            kept.older.newer = kept.newer;
        }
        if (kept.newer == null) {
            newest = kept.older;
        } else {
            kept.newer.older = kept.older;
        }
        kept.older = null;
        kept.newer = null;
    }
}
