package org.devio.testing;

import java.util.concurrent.CountDownLatch;

/** Waits where a callback may throw nothing that is checked. */
public final class Latches {
    private Latches() {}

    /** Waits until the latch is down to 0; nobody is to interrupt that. */
    public static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
