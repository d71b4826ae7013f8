package org.devio.io;

/**
 * The last block of each stream of each disk, so that a read of what was just read costs nothing. A
 * device has two streams: one for extra metadata areas, one for everything else. When the budget is
 * short the blocks kept longest without use go first.
 */
final class KeptBlocks {
    private final BufferPool pool;
    private Block oldest;
    private Block newest;
    private int size;

    KeptBlocks(BufferPool pool) {
        this.pool = pool;
    }

    /** The kept block that holds the range, or null. */
    Block find(Disk disk, boolean extra, long offset, int length) {
        Block block = extra ? disk.keptExtra : disk.keptMain;
        if (block == null || !block.covers(offset, length)) {
            return null;
        }
        unlink(block);
        append(block);
        return block;
    }

    /** Keeps {@code block} as the last one of its stream, in place of the one before. */
    void keep(Block block, Disk disk, boolean extra) {
        drop(disk, extra);
        block.users++;
        block.keeper = disk;
        block.extra = extra;
        if (extra) {
            disk.keptExtra = block;
        } else {
            disk.keptMain = block;
        }
        append(block);
    }

    /** Forgets what is kept of one stream. */
    void drop(Disk disk, boolean extra) {
        Block block = extra ? disk.keptExtra : disk.keptMain;
        if (block != null) {
            release(block);
        }
    }

    /** Forgets what is kept of a disk. */
    void drop(Disk disk) {
        drop(disk, false);
        drop(disk, true);
    }

    /** Forgets the block that was kept longest without use; false if none is kept. */
    boolean dropOldest() {
        if (oldest == null) {
            return false;
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

    private void release(Block block) {
        unlink(block);
        if (block.extra) {
            block.keeper.keptExtra = null;
        } else {
            block.keeper.keptMain = null;
        }
        block.keeper = null;
        unuse(block);
    }

    /** Blocks that are kept. */
    int size() {
        return size;
    }

    private void append(Block block) {
        size++;
        block.older = newest;
        block.newer = null;
        if (newest == null) {
            oldest = block;
        } else {
            newest.newer = block;
        }
        newest = block;
    }

    private void unlink(Block block) {
        size--;
        if (block.older == null) {
            oldest = block.newer;
        } else {
            block.older.newer = block.newer;
        }
        if (block.newer == null) {
            newest = block.older;
        } else {
            block.newer.older = block.older;
        }
        block.older = null;
        block.newer = null;
    }
}
