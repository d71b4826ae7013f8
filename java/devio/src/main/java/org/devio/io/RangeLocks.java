package org.devio.io;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Ranges of one disk that are being written. Two writes whose blocks overlap must follow each
 * other, or one would put back old bytes that the other has just replaced. Any thread may lock.
 */
final class RangeLocks {
    /** Starts and ends in pairs, the first {@code count} of them. */
    private long[] ranges = new long[8];

    private int count;

    /** Locks a range unless one that overlaps is locked. */
    synchronized boolean tryLock(long start, long end) {
        for (int i = 0; i < count; i++) {
            if (start < ranges[2 * i + 1] && ranges[2 * i] < end) {
                return false;
            }
        }
        if (2 * count == ranges.length) {
            ranges = Arrays.copyOf(ranges, 2 * ranges.length);
        }
        ranges[2 * count] = start;
        ranges[2 * count + 1] = end;
        count++;
        return true;
    }

    /** Locks a range if those that overlap are unlocked within the time. */
    synchronized boolean tryLock(long start, long end, long nanos) throws InterruptedException {
        if (!tryLock(start, end)) {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
            return tryLock(start, end);
        }
        return true;
    }

    /** Unlocks a range that was locked. */
    synchronized void unlock(long start, long end) {
        for (int i = 0; i < count; i++) {
            if (ranges[2 * i] == start && ranges[2 * i + 1] == end) {
                count--;
                ranges[2 * i] = ranges[2 * count];
                ranges[2 * i + 1] = ranges[2 * count + 1];
                notifyAll();
                return;
            }
        }
        throw new AssertionError("bytes %d to %d are not locked".formatted(start, end));
    }
}
