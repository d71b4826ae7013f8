package org.devio.io;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Whose turn it is to work on a context's state. A thread that has it pays one comparison per call;
 * one that cannot have it leaves its work for the one that has, and nobody is ever kept waiting but
 * a thread that polls.
 */
final class Turn {
    private static final int SPINS = 100;
    private static final long PARK_NANOS = 20_000;

    private final AtomicReference<Thread> holder = new AtomicReference<>();

    boolean isMine() {
        return holder.getPlain() == Thread.currentThread();
    }

    boolean tryTake() {
        return holder.getOpaque() == null && holder.compareAndSet(null, Thread.currentThread());
    }

    /** Waits for it. Holders never wait while they hold it, so this is short. */
    void take() {
        for (int spins = 0; !tryTake(); spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(this, PARK_NANOS);
            }
        }
    }

    void giveBack() {
        holder.set(null);
    }
}
