package org.devio.io;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The thread on which devices are opened and closed, because either can hang for as long as a
 * device likes and the polling thread must not. Calls begin one after the other, in order. A thread
 * that is held up is replaced: the next one goes on with the rest of the work. Results come back
 * through {@link #poll}.
 */
final class Opener {
    /** Results that are announced together: a wake-up costs more than an open. */
    private static final int BATCH = 16;

    /** How old a result may grow unannounced while others are opened. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** How long an open may hold up the next one. */
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final LinkedBlockingQueue<Task> work = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Runnable> results = new ConcurrentLinkedQueue<>();
    private final LongSupplier clock;
    private final Runnable announce;

    /** Those that were replaced, and whose call has not yet been given up. */
    private final List<Worker> slow = new ArrayList<>();

    /** Whoever takes the next work; null while there is none, or no thread to be had. */
    private Worker worker;

    /** One call that may hang, and what to do under the turn when it has returned. */
    interface Task {
        /** Makes the call on the opener's thread. */
        Runnable call();

        /** What to do under the turn if the call has thrown, or can be made on no thread. */
        Runnable broken(Throwable thrown);

        /** Whether others may begin while it is slow; else only when it is overdue. */
        boolean mayBeOvertaken();

        /** Under the turn: the call has taken longer than allowed. Its result may still come. */
        void overdue();
    }

    /** An opener that calls {@code announce} on its own thread when there are new results. */
    Opener(LongSupplier clock, Runnable announce) {
        this.clock = clock;
        this.announce = announce;
    }

    /** Under the turn: makes a call in its turn. */
    void execute(Task task) {
        work.add(task);
        if (worker == null) {
            start();
        }
    }

    /** Makes a thread for what is to be done; if there is none to be had, none of it is. */
    private void start() {
        worker = null;
        try {
            Worker started = new Worker();
            started.setDaemon(true);
            started.start();
            worker = started;
        } catch (OutOfMemoryError e) {
            for (Task task = work.poll(); task != null; task = work.poll()) {
                results.add(task.broken(e));
            }
        }
    }

    /** Whether {@link #poll} has a result now. */
    boolean isReady() {
        return !results.isEmpty();
    }

    /** The next result to run under the turn, or null. */
    Runnable poll() {
        return results.poll();
    }

    /** Under the turn: leaves its thread to a call that holds up others, and goes on without it. */
    void overtakeSlow() {
        slow.removeIf(Worker::isOver);
        if (!work.isEmpty() && worker != null && worker.leaveToSlow()) {
            slow.add(worker);
            start();
        }
    }

    /** Under the turn: gives up on calls that have taken longer than {@code allowedNanos}. */
    void giveUpOverdue(long allowedNanos) {
        Task hung = worker == null ? null : worker.hungFor(allowedNanos);
        if (hung != null) {
            worker = null;
            hung.overdue();
            if (!work.isEmpty()) {
                start();
            }
        }
        for (Iterator<Worker> workers = slow.iterator(); workers.hasNext(); ) {
            hung = workers.next().hungFor(allowedNanos);
            if (hung != null) {
                workers.remove();
                hung.overdue();
            }
        }
    }

    /** Under the turn: ends the thread once all work is done. */
    void stop() {
        if (worker != null) {
            work.add(Worker.STOP);
        }
    }

    private final class Worker extends Thread {
        private static final Task STOP =
                new Task() {
                    @Override
                    public Runnable call() {
                        return () -> {};
                    }

                    @Override
                    public Runnable broken(Throwable thrown) {
                        return () -> {};
                    }

                    @Override
                    public boolean mayBeOvertaken() {
                        return false;
                    }

                    @Override
                    public void overdue() {}
                };

        private Task current;
        private long since;
        private boolean replaced;

        Worker() {
            super("devio-opener");
        }

        /** The call in progress, if it takes longer than that; the thread ends with it. */
        synchronized Task hungFor(long allowedNanos) {
            if (!takesLongerThan(allowedNanos)) {
                return null;
            }
            replaced = true;
            return current;
        }

        /** Whether the thread now ends with the call in progress, so that others may begin. */
        synchronized boolean leaveToSlow() {
            replaced = takesLongerThan(SLOW_NANOS) && current.mayBeOvertaken();
            return replaced;
        }

        synchronized boolean isOver() {
            return current == null;
        }

        private boolean takesLongerThan(long nanos) {
            return current != null && clock.getAsLong() - since >= nanos;
        }

        private synchronized void begin(Task task) {
            current = task;
            since = clock.getAsLong();
        }

        /** Whether this thread is to go on. */
        private synchronized boolean end() {
            current = null;
            return !replaced;
        }

        private Runnable make(Task task) {
            try {
                return task.call();
            } catch (Throwable t) {
                return task.broken(t);
            }
        }

        /** Hands a result over; what is done cannot be lost for want of memory. */
        private void give(Runnable result) {
            for (boolean given = false; !given; ) {
                try {
                    given = results.add(result);
                } catch (OutOfMemoryError e) {
                    Thread.onSpinWait();
                }
            }
        }

        /** A poller that cannot be woken looks by itself in a few milliseconds. */
        private void announce() {
            try {
                announce.run();
            } catch (RuntimeException | Error e) {
                give(
                        () -> {
                            throw e;
                        });
            }
        }

        @Override
        public void run() {
            int unannounced = 0;
            long oldest = 0;
            try {
                for (Task task = work.take(); task != STOP; task = work.take()) {
                    if (unannounced++ == 0) {
                        oldest = System.nanoTime();
                    }
                    begin(task);
                    give(make(task));
                    boolean goOn = end();
                    if (!goOn
                            || work.isEmpty()
                            || unannounced >= BATCH
                            || System.nanoTime() - oldest > PATIENCE_NANOS) {
                        announce();
                        unannounced = 0;
                    }
                    if (!goOn) {
                        return;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
