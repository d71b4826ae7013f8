package org.devio.io;

import java.time.Duration;

/**
 * Times in nanoseconds that saturate: what is too long to count is as long as can be counted, which
 * is 292 years.
 */
final class Nanos {
    /** A time that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
    private static final Duration SHORTEST = LONGEST.negated();

    private Nanos() {}

    /** A duration in nanoseconds; negative ones as they are, or as far below 0 as can be. */
    static long of(Duration duration) {
        if (duration.compareTo(LONGEST) >= 0) {
            return Long.MAX_VALUE;
        }
        return duration.compareTo(SHORTEST) <= 0 ? -Long.MAX_VALUE : duration.toNanos();
    }

    /**
     * A deadline in nanoseconds; 0 is none.
     *
     * @throws IllegalArgumentException if it is negative
     */
    static long ofDeadline(Duration deadline) {
        if (deadline.isNegative()) {
            throw new IllegalArgumentException("a deadline cannot be negative: " + deadline);
        }
        return of(deadline);
    }

    /** The time {@code nanos >= 0} after {@code now >= 0}; {@link #NEVER} if that is too late. */
    static long after(long now, long nanos) {
        long then = now + nanos;
        return then < 0 ? NEVER : then;
    }
}
