package org.devio.io;

/**
 * What was done up to now: by a context ({@link IoContext#stats()}), in one category ({@link
 * IoContext#stats(IoCategory)}) or to one device ({@link Device#stats}). A snapshot, taken while
 * I/O goes on: its numbers may differ by what ended meanwhile. Those of all categories together
 * make those of the context, but for marks.
 *
 * <p>Blocking calls count as soon as they begin; they are never queued and are not in {@link
 * #inFlight}, since the limits are not theirs.
 */
public final class IoStats {
    private final long[] slots;

    IoStats(long[] slots) {
        this.slots = slots;
    }

    /** Physical reads, writes and flushes that were issued; one that is continued counts once. */
    public long submitted() {
        return slots[Counters.SUBMITTED];
    }

    /** Requests that ended well: delivered to callbacks, or returned from blocking calls. */
    public long completed() {
        return slots[Counters.COMPLETED];
    }

    /** Requests that ended with a failure, cancelled ones too. */
    public long failed() {
        return slots[Counters.FAILED];
    }

    /** Reads that a kept block answered. */
    public long cached() {
        return slots[Counters.CACHED];
    }

    /** Times the kernel moved fewer bytes than it was asked to. */
    public long shortTransfers() {
        return slots[Counters.SHORT];
    }

    /** Requests that the kernel did not answer within their deadline. */
    public long timedOut() {
        return slots[Counters.TIMED_OUT];
    }

    /** Bytes moved by physical I/O, either way. */
    public long bytes() {
        return bytesRead() + bytesWritten();
    }

    /** Bytes read, after widening to whole blocks, and before writes of parts of blocks. */
    public long bytesRead() {
        return slots[Counters.BYTES_READ];
    }

    /** Bytes written, after widening to whole blocks. */
    public long bytesWritten() {
        return slots[Counters.BYTES_WRITTEN];
    }

    /** Requests with the kernel now. */
    public int inFlight() {
        return (int) slots[Counters.IN_FLIGHT];
    }

    /** Requests that wait for their turn now. */
    public int queued() {
        return (int) slots[Counters.QUEUED];
    }

    /** Most requests with the kernel at a time so far. */
    public int maxInFlight() {
        return (int) slots[Counters.MAX_IN_FLIGHT];
    }

    /** Most requests that waited at a time so far. */
    public int maxQueued() {
        return (int) slots[Counters.MAX_QUEUED];
    }

    /** How long those took that reached their engine. */
    public LatencyHistogram latency() {
        return new LatencyHistogram(slots, Counters.FIRST_BUCKET, slots[Counters.MAX_NANOS]);
    }

    /** All of it on three lines, without a line end. */
    @Override
    public String toString() {
        return """
                %d submitted, %d completed, %d cached, %d failed, %d timed out, %d short
                %d bytes read, %d bytes written
                %d in flight (at most %d), %d queued (at most %d); %s"""
                .formatted(
                        submitted(),
                        completed(),
                        cached(),
                        failed(),
                        timedOut(),
                        shortTransfers(),
                        bytesRead(),
                        bytesWritten(),
                        inFlight(),
                        maxInFlight(),
                        queued(),
                        maxQueued(),
                        latency());
    }
}
