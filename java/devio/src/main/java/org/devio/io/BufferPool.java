package org.devio.io;

/**
 * Blocks of memory within a budget. Capacities are powers of two from a page on; idle blocks are
 * kept for the next taker as long as they and those in use fit the budget together.
 */
final class BufferPool {
    private static final int SMALLEST = 4096;
    private static final int CLASSES = 19;

    /** Largest block: 1 GiB. Whoever wants to read more asks in pieces. */
    static final int LARGEST = SMALLEST << (CLASSES - 1);

    private final long budget;
    private final Block[] idle = new Block[CLASSES];
    private long idleBytes;
    private long usedBytes;

    BufferPool(long budget) {
        this.budget = budget;
    }

    /** A block of at least {@code length} bytes; null while the budget has no room for it. */
    Block take(int length) {
        int sizeClass = classOf(length);
        int capacity = SMALLEST << sizeClass;
        if (usedBytes > 0 && usedBytes + capacity > budget) {
            return null;
        }
        Block block = idle[sizeClass];
        if (block != null) {
            idle[sizeClass] = block.nextIdle;
            block.nextIdle = null;
            idleBytes -= capacity;
        } else {
            dropIdle(capacity, budget);
            block = make(sizeClass, capacity);
        }
        usedBytes += capacity;
        return block;
    }

    /** A new block, for which the idle ones go if the JVM has no memory left. */
    private Block make(int sizeClass, int capacity) {
        try {
            return new Block(sizeClass, capacity);
        } catch (OutOfMemoryError e) {
            if (idleBytes == 0) {
                throw e;
            }
            dropIdle(capacity, 0);
            return new Block(sizeClass, capacity);
        }
    }

    /** Takes a block back that nobody uses anymore. */
    void giveBack(Block block) {
        int sizeClass = block.sizeClass;
        int capacity = SMALLEST << sizeClass;
        usedBytes -= capacity;
        if (usedBytes + idleBytes + capacity > budget) {
            return;
        }
        block.nextIdle = idle[sizeClass];
        idle[sizeClass] = block;
        idleBytes += capacity;
    }

    /** A block stays with the kernel for good; it counts no longer and never comes back. */
    void writeOff(Block block) {
        usedBytes -= block.memory.capacity();
    }

    long usedBytes() {
        return usedBytes;
    }

    /** Lets go of idle blocks until all that are left and {@code wanted} bytes fit {@code most}. */
    private void dropIdle(int wanted, long most) {
        for (int c = CLASSES - 1; c >= 0; c--) {
            while (idle[c] != null && usedBytes + idleBytes + wanted > most) {
                idleBytes -= SMALLEST << c;
                idle[c] = idle[c].nextIdle;
            }
        }
    }

    private static int classOf(int length) {
        int pages = (length + SMALLEST - 1) / SMALLEST;
        return Integer.SIZE - Integer.numberOfLeadingZeros(pages - 1);
    }
}
