package org.devio.io;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A daemon thread that polls a context, for code that wants futures and has no thread to spare. It
 * sleeps while nothing is outstanding, and costs nothing to contexts that have none. Callbacks run
 * on it, and whatever they throw goes to a handler; neither that nor a poll by another thread ends
 * it. It ends with its context, or when it is closed.
 *
 * <pre>{@code
 * try (IoReaper reaper = IoReaper.start(context)) {
 *     ByteBuffer label = disk.readAsync(0, 2048, IoCategory.LABEL).join();
 * }
 * }</pre>
 *
 * <p>Handing a completion from one thread to another takes longer than to poll where it is wanted.
 */
public final class IoReaper implements AutoCloseable {
    /** As long as it takes. */
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private static final long RETRY_MILLIS = 20;

    private final IoContext context;
    private final Thread.UncaughtExceptionHandler handler;
    private final Thread thread = new Thread(this::run, "devio-reaper");
    private volatile boolean closed;

    private IoReaper(IoContext context, Thread.UncaughtExceptionHandler handler) {
        this.context = context;
        this.handler = handler;
    }

    /** Starts to poll; what callbacks throw is logged. */
    public static IoReaper start(IoContext context) {
        return start(context, (thread, thrown) -> IoLog.threw(thrown));
    }

    /**
     * Starts to poll.
     *
     * @param handler told what callbacks throw, on the reaper's thread
     * @throws IllegalStateException if the context has a reaper
     */
    public static IoReaper start(IoContext context, Thread.UncaughtExceptionHandler handler) {
        IoReaper reaper = new IoReaper(context, handler);
        if (!context.loop().replaceReaper(null, reaper.thread)) {
            throw new IllegalStateException("the context has a reaper already");
        }
        reaper.thread.setDaemon(true);
        reaper.thread.start();
        return reaper;
    }

    /** Whether a context has a reaper. */
    static boolean polls(IoContext context) {
        return !context.loop().replaceReaper(null, null);
    }

    private void run() {
        do {
            try {
                context.poll(FOREVER);
            } catch (Throwable thrown) {
                tell(thrown);
            }
        } while (!closed && context.loop().sleepUntilWork(() -> closed));
        context.loop().replaceReaper(thread, null);
    }

    private void tell(Throwable thrown) {
        try {
            handler.uncaughtException(thread, thrown);
        } catch (Throwable again) {
            if (again != thrown) {
                thrown.addSuppressed(again);
            }
            IoLog.threw(thrown);
        }
    }

    /**
     * Ends the thread, and waits for the callback that it is in. Inside a callback it returns at
     * once, and the thread ends after. What is outstanding is left to other polls.
     */
    @Override
    public void close() {
        closed = true;
        context.wakeup();
        LockSupport.unpark(thread);
        if (context.loop().isInCallback() || Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join(RETRY_MILLIS);
                // A poll of another thread may have taken the wake-up.
                context.wakeup();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
