package org.devio.engine;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads and writes one after the other on the thread that delivers. Serves where asynchronous I/O
 * cannot be had, behind the same seam.
 */
public final class SyncEngine implements IoEngine {
    private final int depth;
    private final Semaphore wakeups = new Semaphore(0);

    /** Requests in the order they were prepared: a ring of slot numbers. */
    private final int[] order;

    private final Operation[] operations;
    private int head;
    private int count;

    /** An engine of {@code depth >= 1} slots. */
    public SyncEngine(int depth) {
        this.depth = depth;
        this.order = new int[depth];
        this.operations = new Operation[depth];
        for (int slot = 0; slot < depth; slot++) {
            operations[slot] = new Operation();
        }
    }

    /** What stands in a slot. */
    private static final class Operation {
        IoFile file;
        IoBuffer buffer;
        boolean write;
        boolean flush;
        long offset;
        int at;
        int length;

        long run() {
            if (flush) {
                return file.flush();
            }
            return write
                    ? file.write(offset, buffer, at, length)
                    : file.read(offset, buffer, at, length);
        }
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
        prepare(slot, false, file, offset, buffer, at, length);
    }

    @Override
    public void prepareWrite(
            int slot, IoFile file, long offset, IoBuffer buffer, int at, int length) {
        prepare(slot, true, file, offset, buffer, at, length);
    }

    @Override
    public void prepareFlush(int slot, IoFile file) {
        prepare(slot, false, file, 0, null, 0, 0);
        operations[slot].flush = true;
    }

    private void prepare(
            int slot,
            boolean write,
            IoFile file,
            long offset,
            IoBuffer buffer,
            int at,
            int length) {
        Operation operation = operations[slot];
        if (operation.file != null) {
            throw new IllegalStateException("slot " + slot + " is in use");
        }
        operation.write = write;
        operation.file = file;
        operation.buffer = buffer;
        operation.offset = offset;
        operation.at = at;
        operation.length = length;
        order[(head + count) % depth] = slot;
        count++;
    }

    /** Nothing to hand over: the work is done by {@link #deliver}. */
    @Override
    public void submit() {}

    @Override
    public boolean isReady() {
        return count > 0;
    }

    @Override
    public void collect(long timeoutNanos) {
        if (timeoutNanos < 0) {
            wakeups.acquireUninterruptibly();
        } else if (!tryAcquire(timeoutNanos)) {
            return;
        }
        wakeups.drainPermits();
    }

    /** Waits through interrupts, as AIO does; whoever wants a wait to end wakes it up. */
    private boolean tryAcquire(long timeoutNanos) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + timeoutNanos;
        try {
            while (true) {
                try {
                    long left = deadline - System.nanoTime();
                    return wakeups.tryAcquire(left, TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public int deliver(CompletionSink sink) {
        int now = count;
        for (int i = 0; i < now; i++) {
            int slot = order[head];
            Operation operation = operations[slot];
            long result = operation.run();
            head = (head + 1) % depth;
            count--;
            operation.file = null;
            operation.buffer = null;
            operation.flush = false;
            sink.completed(slot, result);
        }
        return now;
    }

    @Override
    public void wakeup() {
        wakeups.release();
    }

    @Override
    public void close() {}
}
