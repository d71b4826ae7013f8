package org.devio.io;

/**
 * Counts, logs and times one blocking call, on the thread that makes it; then the next, so that
 * calls allocate nothing.
 */
final class BlockingCall {
    private final Observer observer;
    private final Disk disk;
    String verb;
    long offset;
    long length;
    IoCategory category;
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
