package org.devio.io;

import java.util.concurrent.TimeUnit;
import org.devio.engine.IoBuffer;

/**
 * Counts, logs and times one blocking call, on the thread that makes it, and has what it holds;
 * then the next, so that calls allocate nothing.
 */
final class BlockingCall {
    private final Observer observer;
    private final Disk disk;
    String verb;
    long offset;
    long length;
    IoCategory category;

    /** Whether the kernel is called by another thread, which can be left behind. */
    boolean handed;

    /** Whether it ended without an answer, and what it holds stays the other thread's. */
    boolean left;

    /** What it holds; null for nothing. */
    OpenFile file;

    IoBuffer memory;
    boolean locked;
    long lockStart;
    long lockEnd;

    /** Time allowed in all, 0 for no limit, and since when. */
    private long allowedNanos;

    private long since;

    private SharedCounters ofCategory;
    private Object event;
    private long began;

    BlockingCall(Observer observer, Disk disk) {
        this.observer = observer;
        this.disk = disk;
    }

    void begin(String doing, long at, long bytes, IoCategory why) {
        verb = doing;
        offset = at;
        length = bytes;
        category = why;
        ofCategory = observer.statistics.of(why).blocking;
        event = observer.events.timesIo() ? observer.events.begin() : null;
        began = observer.clock();
    }

    /** Lets it take as long, from now on. */
    void allow(long nanos) {
        allowedNanos = nanos;
        since = nanos > 0 ? System.nanoTime() : 0;
    }

    boolean isTimed() {
        return allowedNanos > 0;
    }

    /** Nanoseconds that it may still take. */
    long left() {
        return isTimed() ? allowedNanos - (System.nanoTime() - since) : Long.MAX_VALUE;
    }

    long tookMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }

    private void add(int counter, long amount) {
        ofCategory.add(counter, amount);
        disk.tally.blocking.add(counter, amount);
    }

    /** The kernel is called. */
    void submitted() {
        add(Counters.SUBMITTED, 1);
    }

    /** Bytes are about to be moved, or not in test mode. */
    void issued(boolean write, long start, int widened, IoTrace.Mode mode) {
        if (mode != IoTrace.Mode.SUPPRESSED) {
            submitted();
        }
        if (IoLog.isTracing()) {
            IoLog.widening(disk.path, offset, length, start, widened, category);
        }
        observer.traced(disk.path, write, start, widened, category, mode);
    }

    /** The kernel has moved {@code bytes} of the {@code wanted} that it was asked for. */
    void moved(boolean write, int bytes, int wanted) {
        add(write ? Counters.BYTES_WRITTEN : Counters.BYTES_READ, bytes);
        if (bytes < wanted) {
            add(Counters.SHORT, 1);
        }
    }

    /** Its time is up and the kernel has not answered. */
    void timedOut() {
        add(Counters.TIMED_OUT, 1);
    }

    /** It is over; it failed unless {@code failure} is null. */
    void ended(DeviceIoException failure) {
        long nanos = observer.clock() - began;
        if (failure != null) {
            add(Counters.FAILED, 1);
        }
        ofCategory.took(nanos);
        disk.tally.blocking.took(nanos);
        if (event != null) {
            observer.events.end(event, disk.path, verb, offset, length, category, 0);
            event = null;
        }
        if (failure != null) {
            observer.events.failed(disk.path, verb, offset, length, category, failure);
            IoLog.failed(failure);
        }
    }
}
