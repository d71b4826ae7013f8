package org.devio.io;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counters with one writer, whoever has the turn, and any number of readers that see them late but
 * never torn.
 */
final class Statistics {
    private static final int ISSUED = 0;
    private static final int COMPLETED = 1;
    private static final int FAILED = 2;
    private static final int CACHED = 3;
    private static final int BYTES = 4;
    private final AtomicLongArray counts = new AtomicLongArray(5);

    void issued() {
        add(ISSUED, 1);
    }

    void completed() {
        add(COMPLETED, 1);
    }

    void failed() {
        add(FAILED, 1);
    }

    void cached() {
        add(CACHED, 1);
    }

    void moved(int bytes) {
        add(BYTES, bytes);
    }

    private void add(int counter, int amount) {
        counts.setOpaque(counter, counts.getPlain(counter) + amount);
    }

    IoStats snapshot(int inFlight, int queued) {
        return new IoStats(
                counts.getOpaque(ISSUED),
                counts.getOpaque(COMPLETED),
                counts.getOpaque(FAILED),
                counts.getOpaque(CACHED),
                counts.getOpaque(BYTES),
                inFlight,
                queued);
    }
}
