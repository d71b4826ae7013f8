package org.devio.io;

import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.devio.engine.IoBuffer;

/**
 * What the blocking calls of a context share: memory of devio's own, and how many may be on other
 * threads at a time. Any thread may use it.
 *
 * <p>Memory is lent in pieces of two sizes, and none is ever given to the collector, which nobody
 * may have asked when the next is needed. Of the large ones there are a few; who comes when all are
 * lent goes on in small ones, so that nobody waits for another's device. Of those there are as many
 * as there were calls at a time.
 */
final class BlockingShare {
    static final int SMALL_BYTES = 64 << 10;
    static final int LARGE_BYTES = 1 << 20;
    private static final int MOST_LARGE = 16;

    /** For calls on other threads that somebody waits for. */
    private final Semaphore handed;

    private final ArrayDeque<IoBuffer> small = new ArrayDeque<>();
    private final ArrayDeque<IoBuffer> large = new ArrayDeque<>();
    private int largeMade;

    BlockingShare(int mostHanded) {
        handed = new Semaphore(mostHanded);
    }

    /** Waits until one call more may be on another thread; false if its time is up before. */
    boolean enter(BlockingCall call) {
        boolean interrupted = false;
        boolean entered = handed.tryAcquire();
        for (long left = call.left(); !entered && left > 0; left = call.left()) {
            try {
                entered = handed.tryAcquire(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return entered;
    }

    /** Nobody waits for one of them anymore. */
    void leave() {
        handed.release();
    }

    /** Memory for {@code wanted} bytes or for part of them. */
    synchronized IoBuffer take(long wanted) {
        if (wanted > SMALL_BYTES) {
            IoBuffer kept = large.pollLast();
            if (kept != null) {
                return kept;
            }
            if (largeMade < MOST_LARGE) {
                IoBuffer made = IoBuffer.allocate(LARGE_BYTES);
                largeMade++;
                return made;
            }
        }
        IoBuffer kept = small.pollLast();
        return kept == null ? IoBuffer.allocate(SMALL_BYTES) : kept;
    }

    synchronized void giveBack(IoBuffer memory) {
        (memory.capacity() == LARGE_BYTES ? large : small).addLast(memory);
    }
}
