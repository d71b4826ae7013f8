package org.devio.io;

/**
 * How long I/Os took, from issue to outcome: a snapshot. Kept by powers of two, so that counting
 * one costs nothing to speak of; times of asynchronous I/O are as exact as polls are frequent.
 */
public final class LatencyHistogram {
    /** The last one holds everything from 2^42 ns on, more than an hour. */
    static final int BUCKETS = 44;

    private final long[] counts;
    private final long count;
    private final long maxNanos;

    /** A histogram of the buckets that stand from {@code first} on. */
    LatencyHistogram(long[] slots, int first, long maxNanos) {
        this.counts = new long[BUCKETS];
        long sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = slots[first + i];
            sum += counts[i];
        }
        this.count = sum;
        this.maxNanos = maxNanos;
    }

    /** The bucket for 0 is 0; bucket {@code b} holds 2^(b-1) to 2^b - 1. */
    static int bucketOf(long nanos) {
        return Math.min(BUCKETS - 1, Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, nanos)));
    }

    /** I/Os that reached their engine and ended, well or not. */
    public long count() {
        return count;
    }

    /** The longest, exactly, in nanoseconds; 0 if there was none. */
    public long maxNanos() {
        return maxNanos;
    }

    /**
     * The time within which a part of all I/Os ended, estimated: never less than the truth, less
     * than twice as much, and at most {@link #maxNanos}.
     *
     * @param percent more than 0, up to 100; 50 gives the median
     * @return nanoseconds; 0 if there was no I/O
     */
    public long percentile(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException(percent + " is not more than 0 and up to 100");
        }
        long rank = Math.max(1, (long) Math.ceil(count * (percent / 100)));
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS - 1; bucket++) {
            seen += counts[bucket];
            if (seen >= rank) {
                return Math.min(maxNanos, (1L << bucket) - 1);
            }
        }
        return maxNanos;
    }

    /** The median, two higher percentiles and the longest, in microseconds. */
    @Override
    public String toString() {
        return "p50 %d us, p90 %d us, p99 %d us, max %d us"
                .formatted(
                        percentile(50) / 1000,
                        percentile(90) / 1000,
                        percentile(99) / 1000,
                        maxNanos / 1000);
    }
}
