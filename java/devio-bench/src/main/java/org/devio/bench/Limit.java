package org.devio.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** When a run ends: after a number of I/Os, {@code 20000}, or of seconds, {@code 1.5s}. */
final class Limit {
    private final long most;
    private final long nanos;
    private volatile boolean timeIsUp;

    private Limit(long most, long nanos) {
        this.most = most;
        this.nanos = nanos;
    }

    static Limit parse(String text) {
        if (text.endsWith("s")) {
            double seconds = Double.parseDouble(text.substring(0, text.length() - 1));
            return new Limit(Long.MAX_VALUE, (long) (seconds * TimeUnit.SECONDS.toNanos(1)));
        }
        return new Limit(Long.parseLong(text), 0);
    }

    /** Starts the clock, if this is about time. */
    void start() {
        if (nanos == 0) {
            return;
        }
        long end = System.nanoTime() + nanos;
        Thread clock =
                new Thread(
                        () -> {
                            for (long left = nanos; left > 0; left = end - System.nanoTime()) {
                                LockSupport.parkNanos(left);
                            }
                            timeIsUp = true;
                        });
        clock.setDaemon(true);
        clock.start();
    }

    /** Whether a run of so many I/Os is to end. */
    boolean isReached(long done) {
        return timeIsUp || done >= most;
    }
}
