package org.devio.io;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * One call to the kernel on a thread of devio's own, while the caller waits: parked, so that a
 * virtual thread lets go of its carrier, and no longer than allowed. A call that is left behind
 * takes its thread along until the kernel answers.
 *
 * <p>Threads rather than AIO, whose completions somebody would have to poll for and which blocks on
 * I/O through the page cache; nothing but what the kernel does decides when they are over.
 */
final class HandedCall implements Runnable {
    private static final long IDLE_SECONDS = 5;
    private static final int RUNNING = 0;
    private static final int OVER = 1;
    private static final int LEFT = 2;

    private final AtomicInteger state = new AtomicInteger(RUNNING);
    private final Thread caller = Thread.currentThread();
    private final IntSupplier call;
    private final Runnable late;
    private int result;
    private Throwable thrown;

    /** As many as there are calls, made when first needed and gone when idle. */
    private static final class Threads {
        static final Executor POOL =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Threads::make);

        private static Thread make(Runnable work) {
            // Without what the caller would leave to it.
            Thread thread = new Thread(null, work, "devio-blocking", 0, false);
            thread.setContextClassLoader(null);
            thread.setDaemon(true);
            return thread;
        }
    }

    /**
     * A call to {@link #start}.
     *
     * @param call gives what the kernel does
     * @param late runs behind a call that was left, on its thread
     */
    HandedCall(IntSupplier call, Runnable late) {
        this.call = call;
        this.late = late;
    }

    /** Starts it; false if there is no thread to be had. */
    boolean start() {
        try {
            Threads.POOL.execute(this);
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    @Override
    public void run() {
        try {
            result = call.getAsInt();
        } catch (Throwable t) {
            thrown = t;
        }
        if (state.compareAndSet(RUNNING, OVER)) {
            LockSupport.unpark(caller);
        } else {
            late.run();
        }
    }

    /**
     * Waits for it, past interrupts, for as long as {@code time} has some left.
     *
     * @return whether it is over; if not it was left behind
     */
    boolean await(BlockingCall time) {
        boolean interrupted = false;
        while (state.get() == RUNNING) {
            long left = time.left();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
                interrupted |= Thread.interrupted();
            } else if (state.compareAndSet(RUNNING, LEFT)) {
                break;
            }
        }
        if (interrupted) {
            caller.interrupt();
        }
        return state.get() == OVER;
    }

    /** What the kernel has answered. */
    int result() {
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return result;
    }
}
