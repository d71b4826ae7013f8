package org.devio.io;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * {@link Counters} of blocking calls, that any number of threads write. Each update is an atomic
 * one, so there are as few as can be: a call counts as completed when it is timed and has not
 * failed.
 */
final class SharedCounters {
    private final AtomicLongArray slots = new AtomicLongArray(Counters.SIZE);

    void add(int counter, long amount) {
        slots.getAndAdd(counter, amount);
    }

    /** One call is over, and took this long. */
    void took(long nanos) {
        add(Counters.FIRST_BUCKET + LatencyHistogram.bucketOf(nanos), 1);
        if (slots.getPlain(Counters.MAX_NANOS) < nanos) {
            slots.accumulateAndGet(Counters.MAX_NANOS, nanos, Math::max);
        }
    }

    /** Adds what it says to {@code sums}; of marks the highest stays. */
    void addTo(long[] sums) {
        sums[Counters.COMPLETED] -= slots.getOpaque(Counters.FAILED);
        for (int i = 0; i < Counters.SIZE; i++) {
            long value = slots.getOpaque(i);
            sums[i] = Counters.isMark(i) ? Math.max(sums[i], value) : sums[i] + value;
            if (i >= Counters.FIRST_BUCKET) {
                sums[Counters.COMPLETED] += value;
            }
        }
    }
}
