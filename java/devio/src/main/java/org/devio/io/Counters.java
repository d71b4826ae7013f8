package org.devio.io;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One set of counters and its histogram of latencies. One thread at a time writes, whoever has the
 * turn; any number read, late but never torn. A {@link Shared} set takes any number of writers.
 */
class Counters {
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

    final AtomicLongArray slots = new AtomicLongArray(SIZE);

    void add(int counter, long amount) {
        slots.setOpaque(counter, slots.getPlain(counter) + amount);
    }

    /** Makes a mark at least {@code value}. */
    void raise(int mark, long value) {
        if (slots.getPlain(mark) < value) {
            slots.setOpaque(mark, value);
        }
    }

    /** A gauge goes up by one, its mark with it. */
    final void up(int gauge) {
        add(gauge, 1);
        raise(gauge + MARK, slots.getPlain(gauge));
    }

    /** One I/O took this long. */
    final void took(long nanos) {
        add(FIRST_BUCKET + LatencyHistogram.bucketOf(nanos), 1);
        raise(MAX_NANOS, nanos);
    }

    /** What several sets say together; of marks the highest. */
    static long[] sum(Iterable<Counters> sets) {
        long[] sums = new long[SIZE];
        for (Counters set : sets) {
            for (int i = 0; i < SIZE; i++) {
                long value = set.slots.getOpaque(i);
                boolean isMark = i >= MAX_IN_FLIGHT && i <= MAX_NANOS;
                sums[i] = isMark ? Math.max(sums[i], value) : sums[i] + value;
            }
        }
        return sums;
    }

    /** A set that any number of threads write. */
    static final class Shared extends Counters {
        @Override
        void add(int counter, long amount) {
            slots.getAndAdd(counter, amount);
        }

        @Override
        void raise(int mark, long value) {
            slots.accumulateAndGet(mark, value, Math::max);
        }
    }
}
