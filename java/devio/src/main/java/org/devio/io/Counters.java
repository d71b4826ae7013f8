package org.devio.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One set of counters and its histogram of latencies. One thread at a time writes, whoever has the
 * turn; any number read, late but never torn. Stores are plain, because several are made for each
 * I/O: the turn publishes them when it is given back.
 */
final class Counters {
    static final int SUBMITTED = 0;
    static final int COMPLETED = 1;
    static final int FAILED = 2;
    static final int CACHED = 3;
    static final int SHORT = 4;
    static final int TIMED_OUT = 5;
    static final int BYTES_READ = 6;
    static final int BYTES_WRITTEN = 7;
    static final int IN_FLIGHT = 8;
    static final int QUEUED = 9;

    /** High-water marks, each as far behind its gauge. */
    private static final int MARK = 2;

    static final int MAX_IN_FLIGHT = IN_FLIGHT + MARK;
    static final int MAX_QUEUED = QUEUED + MARK;
    static final int MAX_NANOS = 12;

    /** Of the buckets of {@link LatencyHistogram}. */
    static final int FIRST_BUCKET = 13;

    static final int SIZE = FIRST_BUCKET + LatencyHistogram.BUCKETS;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] slots = new long[SIZE];

    void add(int counter, long amount) {
        slots[counter] += amount;
    }

    /** A gauge goes up by one, its mark with it. */
    void up(int gauge) {
        long value = slots[gauge] + 1;
        slots[gauge] = value;
        raise(gauge + MARK, value);
    }

    void down(int gauge) {
        slots[gauge]--;
    }

    /** One I/O took this long. */
    void took(long nanos) {
        slots[FIRST_BUCKET + LatencyHistogram.bucketOf(nanos)]++;
        raise(MAX_NANOS, nanos);
    }

    private void raise(int mark, long value) {
        if (slots[mark] < value) {
            slots[mark] = value;
        }
    }

    /** What one counter says, to any thread. */
    long get(int counter) {
        return (long) SLOT.getOpaque(slots, counter);
    }

    /** Adds what it says to {@code sums}; of marks the highest stays. */
    void addTo(long[] sums) {
        for (int i = 0; i < SIZE; i++) {
            sums[i] = isMark(i) ? Math.max(sums[i], get(i)) : sums[i] + get(i);
        }
    }

    static boolean isMark(int counter) {
        return counter >= MAX_IN_FLIGHT && counter <= MAX_NANOS;
    }
}
