package org.devio.engine;

/**
 * Reads and writes one after the other on the thread that delivers. Serves where asynchronous I/O
 * cannot be had, behind the same seam.
 */
public final class SyncEngine implements IoEngine {
    private final int depth;
    private final Signal wakeup = new Signal();

    /** Requests in the order they were prepared: a ring of slot numbers. */
    private final int[] order;

    private final FileCall[] calls;
    private int head;
    private int count;
    private volatile boolean closed;

    /** An engine of {@code depth >= 1} slots. */
    public SyncEngine(int depth) {
        this.depth = depth;
        this.order = new int[depth];
        this.calls = FileCall.slots(depth);
    }

    @Override
    public String name() {
        return "sync";
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public void prepareRead(
            int slot, IoFile file, long offset, IoBuffer buffer, int at, int length) {
        refuseIfClosed();
        calls[slot].read(file, offset, buffer, at, length);
        append(slot);
    }

    @Override
    public void prepareWrite(
            int slot, IoFile file, long offset, IoBuffer buffer, int at, int length) {
        refuseIfClosed();
        calls[slot].write(file, offset, buffer, at, length);
        append(slot);
    }

    @Override
    public void prepareFlush(int slot, IoFile file) {
        refuseIfClosed();
        calls[slot].flush(file);
        append(slot);
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
    }

    private void append(int slot) {
        order[(head + count) % depth] = slot;
        count++;
    }

    /** Nothing to hand over: the work is done by {@link #deliver}. */
    @Override
    public void submit() {}

    @Override
    public boolean isReady() {
        return count > 0 && !closed;
    }

    @Override
    public void collect(long timeoutNanos) {
        if (!closed) {
            wakeup.await(timeoutNanos);
        }
    }

    @Override
    public int deliver(CompletionSink sink) {
        int now = count;
        int delivered = 0;
        while (delivered < now && !closed) {
            FileCall call = calls[order[head]];
            head = (head + 1) % depth;
            count--;
            delivered++;
            try {
                call.make();
            } finally {
                // A call that breaks has failed, and is over.
                call.deliver(sink);
            }
        }
        return delivered;
    }

    @Override
    public void wakeup() {
        wakeup.raise();
    }

    @Override
    public void close() {
        closed = true;
        wakeup.raise();
    }
}
