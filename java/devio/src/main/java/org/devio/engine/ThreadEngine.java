package org.devio.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads and writes side by side on threads of its own, as many as there are requests that have not
 * returned: one that hangs holds up no other. For some requests only, since it makes objects and
 * changes threads for each; but unlike AIO it costs nothing to close.
 */
public final class ThreadEngine implements IoEngine {
    private static final long IDLE_SECONDS = 5;

    private final FileCall[] calls;
    private final Queue<FileCall> prepared = new ArrayDeque<>();
    private final Queue<FileCall> over = new ConcurrentLinkedQueue<>();
    private final Signal signal = new Signal();
    private final ThreadPoolExecutor threads;

    private volatile boolean closed;

    /** Guarded by this, so that nobody raises one that is closed since. */
    private int eventFd = EventFd.NONE;

    /** An engine of {@code depth >= 1} slots. */
    public ThreadEngine(int depth) {
        this(depth, ThreadEngine::newThread);
    }

    ThreadEngine(int depth, ThreadFactory factory) {
        calls = FileCall.slots(depth);
        threads =
                new ThreadPoolExecutor(
                        0,
                        // Of what was delivered a thread may not be back yet.
                        Integer.MAX_VALUE,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        factory);
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "devio-io");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public String name() {
        return "threads";
    }

    @Override
    public int depth() {
        return calls.length;
    }

    @Override
    public void prepareRead(
            int slot, IoFile file, long offset, IoBuffer buffer, int at, int length) {
        refuseIfClosed();
        calls[slot].read(file, offset, buffer, at, length);
        prepared.add(calls[slot]);
    }

    @Override
    public void prepareWrite(
            int slot, IoFile file, long offset, IoBuffer buffer, int at, int length) {
        refuseIfClosed();
        calls[slot].write(file, offset, buffer, at, length);
        prepared.add(calls[slot]);
    }

    @Override
    public void prepareFlush(int slot, IoFile file) {
        refuseIfClosed();
        calls[slot].flush(file);
        prepared.add(calls[slot]);
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
    }

    @Override
    public void submit() {
        while (!closed && !prepared.isEmpty()) {
            begin(prepared.remove());
        }
    }

    private void begin(FileCall call) {
        try {
            threads.execute(
                    () -> {
                        try {
                            call.make();
                        } finally {
                            end(call);
                        }
                    });
        } catch (OutOfMemoryError | RuntimeException e) {
            // There are no more threads for this process now, or the engine was closed just now.
            call.result = -Errno.EAGAIN.number();
            end(call);
        }
    }

    private void end(FileCall call) {
        over.add(call);
        signal.raise();
        synchronized (this) {
            if (eventFd != EventFd.NONE) {
                NativeEvent.raise(eventFd);
            }
        }
    }

    @Override
    public boolean isReady() {
        return !over.isEmpty() && !closed;
    }

    @Override
    public void collect(long timeoutNanos) {
        if (!isReady() && !closed) {
            signal.await(timeoutNanos);
        }
    }

    @Override
    public int deliver(CompletionSink sink) {
        int delivered = 0;
        while (!closed && !over.isEmpty()) {
            delivered++;
            over.remove().deliver(sink);
        }
        return delivered;
    }

    @Override
    public void wakeup() {
        signal.raise();
    }

    @Override
    public synchronized void announceTo(int number) {
        eventFd = number;
    }

    @Override
    public void close() {
        closed = true;
        signal.raise();
        announceTo(EventFd.NONE);
        threads.shutdown();
        boolean interrupted = false;
        for (boolean ended = false; !ended; ) {
            try {
                ended = threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
