package org.devio.engine;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Ends the wait of one thread, the current one or else the next. Any thread may raise it. */
final class Signal {
    private final Semaphore raised = new Semaphore(0);

    void raise() {
        raised.release();
    }

    /**
     * Waits for it, through interrupts, as AIO does; however often it was raised is once.
     *
     * @param timeoutNanos how long at most; negative waits without limit
     */
    void await(long timeoutNanos) {
        if (timeoutNanos < 0) {
            raised.acquireUninterruptibly();
        } else {
            awaitAtMost(timeoutNanos);
        }
        raised.drainPermits();
    }

    private void awaitAtMost(long timeoutNanos) {
        long end = System.nanoTime() + timeoutNanos;
        boolean interrupted = false;
        for (boolean over = false; !over; ) {
            try {
                raised.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                over = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
