package org.devio.io;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The thread on which devices are opened and closed, because either can hang for as long as a
 * device likes and the polling thread must not. Results come back through {@link #poll}.
 */
final class Opener {
    /** Results that are announced together: a wake-up costs more than an open. */
    private static final int BATCH = 16;

    /** How old a result may grow unannounced while others are opened. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final Runnable STOP = () -> {};

    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Runnable> results = new ConcurrentLinkedQueue<>();
    private final Runnable announce;

    /** An opener that calls {@code announce} on its own thread when there are new results. */
    Opener(Runnable announce) {
        this.announce = announce;
        Thread thread = new Thread(this::run, "devio-opener");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Takes work on. It runs on the opener's thread and must not throw; what it {@linkplain #post
     * posts} is handed back by {@link #poll}.
     */
    void execute(Runnable task) {
        work.add(task);
    }

    /** To be called by work that is done: {@code result} is to run under the turn. */
    void post(Runnable result) {
        results.add(result);
    }

    /** The next result to run, or null. */
    Runnable poll() {
        return results.poll();
    }

    /** Ends the thread once all work is done. */
    void stop() {
        work.add(STOP);
    }

    private void run() {
        int unannounced = 0;
        long oldest = 0;
        try {
            for (Runnable task = work.take(); task != STOP; task = work.take()) {
                if (unannounced++ == 0) {
                    oldest = System.nanoTime();
                }
                task.run();
                if (work.isEmpty()
                        || unannounced >= BATCH
                        || System.nanoTime() - oldest > PATIENCE_NANOS) {
                    announce.run();
                    unannounced = 0;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
