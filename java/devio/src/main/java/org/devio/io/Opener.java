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

    /** Slow opens that others are begun beside; more threads would help nobody but dead disks. */
    private static final int MOST_SLOW = 16;

    private final LinkedBlockingQueue<Task> work = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Runnable> results = new ConcurrentLinkedQueue<>();
    private final LongSupplier clock;
    private final Runnable announce;

    /** Those that were replaced, and whose call has not yet been given up. */
    private final List<Worker> slow = new ArrayList<>();

    private Worker worker;

    /** One call that may hang, and what to do under the turn when it has returned. */
    interface Task {
        /** Makes the call on the opener's thread; must not throw. */
        Runnable call();

        /** Whether others may begin while it is slow; else only when it is overdue. */
        boolean mayBeOvertaken();

        /** Under the turn: the call has taken longer than allowed. Its result may still come. */
        void overdue();
    }

    /** An opener that calls {@code announce} on its own thread when there are new results. */
    Opener(LongSupplier clock, Runnable announce) {
        this.clock = clock;
        this.announce = announce;
        this.worker = start();
    }

    private Worker start() {
        Worker started = new Worker();
        started.setDaemon(true);
        started.start();
        return started;
    }

    void execute(Task task) {
        work.add(task);
    }

    /** The next result to run under the turn, or null. */
    Runnable poll() {
        return results.poll();
    }

    /** Under the turn: leaves its thread to a call that holds up others, and goes on without it. */
    void overtakeSlow() {
        slow.removeIf(Worker::isOver);
        if (slow.size() < MOST_SLOW && !work.isEmpty() && worker.leaveToSlow()) {
            slow.add(worker);
            worker = start();
        }
    }

    /** Under the turn: gives up on calls that have taken longer than {@code allowedNanos}. */
    void giveUpOverdue(long allowedNanos) {
        Task hung = worker.hungFor(allowedNanos);
        if (hung != null) {
            worker = start();
            hung.overdue();
        }
        for (Iterator<Worker> workers = slow.iterator(); workers.hasNext(); ) {
            hung = workers.next().hungFor(allowedNanos);
            if (hung != null) {
                workers.remove();
                hung.overdue();
            }
        }
    }

    /** Ends the thread once all work is done. */
    void stop() {
        work.add(Worker.STOP);
    }

    private final class Worker extends Thread {
        private static final Task STOP =
                new Task() {
                    @Override
                    public Runnable call() {
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
                    results.add(task.call());
                    boolean goOn = end();
                    if (!goOn
                            || work.isEmpty()
                            || unannounced >= BATCH
                            || System.nanoTime() - oldest > PATIENCE_NANOS) {
                        announce.run();
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
