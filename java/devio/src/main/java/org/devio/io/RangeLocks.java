package org.devio.io;

import java.util.ArrayList;
import java.util.List;

/**
 * Ranges of one disk that are being written. Two writes whose blocks overlap must follow each other,
 * or one would put back old bytes that the other has just replaced. Any thread may lock.
 */
final class RangeLocks {
    private record Range(long start, long end) {}

    private final List<Range> locked = new ArrayList<>();

    /** Locks a range unless one that overlaps is locked. */
    synchronized boolean tryLock(long start, long end) {
        for (Range other : locked) {
            if (start < other.end() && other.start() < end) {
                return false;
            }
        }
        locked.add(new Range(start, end));
        return true;
    }

    /** Locks a range, after those that overlap were unlocked. */
    synchronized void lock(long start, long end) {
        boolean interrupted = false;
        while (!tryLock(start, end)) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Unlocks a range that was locked. */
    synchronized void unlock(long start, long end) {
        locked.remove(new Range(start, end));
        notifyAll();
    }
}
