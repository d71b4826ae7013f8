package org.devio.io;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.devio.engine.EventFd;
import org.devio.engine.IoEngine;

/**
 * Decides which thread works on the scheduler, and when. Any thread may bring work: it does it
 * itself if nobody has the turn, else leaves it in the intake, which the holder empties before it
 * lets go. Callbacks run while the polling thread holds the turn, so that a callback submits at the
 * cost of a comparison, and no thread ever waits for a callback to end.
 *
 * <p>Nothing that runs under the turn can keep it: what is thrown there is kept for whoever polls,
 * and the turn goes back in any case.
 */
final class EventLoop {
    /**
     * How long a poll sleeps at most while devices are being opened. An open that hangs holds back
     * the announcement of those that were opened just before.
     */
    private static final long OPENING_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long RESET_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Start of a wait that has not begun; no clock says so by itself. */
    private static final long NOT_WAITING = Long.MIN_VALUE;

    private final Scheduler scheduler;
    private final OpenQueue opens;
    private final Callbacks callbacks;
    private final Turn turn = new Turn();

    /** Made once, so that a call makes nothing. */
    private final Runnable tick;

    /** Fair, so that a thread that polls without end keeps nobody from it. */
    private final ReentrantLock polling = new ReentrantLock(true);

    private final ConcurrentLinkedQueue<Runnable> intake = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean wakeRequested = new AtomicBoolean();
    private volatile boolean pollerWaits;

    /** The engine whose completions the poller waits for. */
    private volatile IoEngine waitsOn;

    /** What the last pass saw: nothing outstanding at all, some open outstanding. */
    private volatile boolean idle = true;

    /** The thread that polls by itself whenever there is work; null if there is none. */
    private final AtomicReference<Thread> reaper = new AtomicReference<>();

    /** Whether the reaper is asleep until there is work. Written under the turn. */
    private volatile boolean reaperSleeps;

    /** What an event loop waits for that is none of ours; null if there is none. */
    private volatile EventFd event;

    private boolean ended;

    private boolean opening;

    private long untilExpiry = -1;

    EventLoop(Scheduler scheduler, OpenQueue opens, Callbacks callbacks) {
        this.scheduler = scheduler;
        this.opens = opens;
        this.callbacks = callbacks;
        this.tick = scheduler::tick;
        this.waitsOn = scheduler.engine();
    }

    /** Whether the caller has the turn: it is inside a callback. */
    boolean isInCallback() {
        return turn.isMine();
    }

    /**
     * Takes the turn if that is possible at once and nobody is before the caller. Whoever gets it
     * calls {@link #leave}; in a callback it is not taken again.
     */
    boolean tryEnter() {
        if (!intake.isEmpty() || !turn.tryTake()) {
            return false;
        }
        run(tick);
        return true;
    }

    /** Lets go of the turn after {@link #tryEnter}, having done what others left. */
    void leave() {
        finishTurn(true);
        runIntakeIfFree();
    }

    /**
     * Runs {@code work} under the turn: now if it can be had, else when its holder lets go. What it
     * throws is kept for whoever polls.
     */
    void execute(Runnable work) {
        if (turn.isMine()) {
            run(work);
        } else if (tryEnter()) {
            run(work);
            leave();
        } else {
            intake.add(work);
            runIntakeIfFree();
        }
    }

    /**
     * Takes in what the kernel has answered and tells nobody yet, for who waits for what that holds
     * and may not run callbacks. Left to whoever polls.
     */
    void settle() {
        if (turn.isMine()) {
            run(scheduler::settle);
        } else if (polling.tryLock()) {
            try {
                turn.take();
                run(scheduler::settle);
                leave();
            } finally {
                polling.unlock();
            }
        }
    }

    private void runIntakeIfFree() {
        while (!intake.isEmpty() && turn.tryTake()) {
            run(tick);
            finishTurn(true);
        }
    }

    /** The one way in which work runs under the turn. */
    private void run(Runnable work) {
        try {
            work.run();
        } catch (Throwable t) {
            callbacks.keep(t);
        }
    }

    /**
     * Does what others left, and lets go.
     *
     * @param brought whether what has come since the last pass may not be with the kernel yet
     */
    private void finishTurn(boolean brought) {
        try {
            boolean unseen = brought;
            for (Runnable work = intake.poll(); work != null; work = intake.poll()) {
                run(work);
                unseen = true;
            }
            tellOthers(unseen);
        } catch (Throwable t) {
            callbacks.keep(t);
        } finally {
            turn.giveBack();
        }
    }

    /** Wakes whoever has something to do now. */
    private void tellOthers(boolean unseen) {
        if (reaperSleeps && (ended || isOutstanding() || callbacks.areKept())) {
            reaperSleeps = false;
            LockSupport.unpark(reaper.get());
        }
        if (pollerWaits) {
            scheduler.flush();
            // An engine that was set up meanwhile is not the one that is waited on.
            if (isReady() || waitsOn != scheduler.engine()) {
                waitsOn.wakeup();
            }
        }
        if (event != null && (unseen ? isOutstanding() || callbacks.areKept() : isReady())) {
            event.raise();
        }
    }

    private boolean isOutstanding() {
        return opens.outstanding() > 0 || scheduler.outstanding() > 0;
    }

    private boolean isReady() {
        return scheduler.isReady() || opens.isReady() || callbacks.areKept();
    }

    /** Called by the opener when it has results that nobody was told of yet. */
    void opensReady() {
        wakePoller();
    }

    /** Ends the current or else the next wait of {@link #poll}. */
    void wakeup() {
        wakeRequested.set(true);
        wakePoller();
    }

    private void wakePoller() {
        if (pollerWaits) {
            waitsOn.wakeup();
        }
        EventFd announced = event;
        if (announced != null) {
            announced.raise();
        }
    }

    /** Raises {@code fresh} for what is to be polled for; false if that cannot be begun now. */
    boolean announceTo(EventFd fresh) {
        if (turn.isMine()) {
            return false;
        }
        turn.take();
        try {
            if (event != null || isOutstanding()) {
                return false;
            }
            announce(fresh, fresh.number());
            return true;
        } finally {
            leave();
        }
    }

    /** Ends {@link #announceTo}, and then closes it. */
    void announceNoMore(EventFd announced) {
        execute(
                () -> {
                    if (event == announced) {
                        announce(null, EventFd.NONE);
                    }
                    announced.close();
                });
    }

    boolean isAnnouncing() {
        return event != null;
    }

    private void announce(EventFd to, int number) {
        event = to;
        scheduler.announceTo(number);
    }

    /**
     * Runs callbacks: at least one if any comes within the time. Returns at once when nothing is
     * outstanding.
     *
     * @param timeoutNanos 0 looks and does not wait, negative waits without limit
     * @return how many ran
     */
    int poll(long timeoutNanos) {
        if (turn.isMine()) {
            throw new IllegalStateException("poll was called inside a callback");
        }
        // The clock is read by who has to wait: it costs as much as the rest of a call that has
        // not.
        long start = NOT_WAITING;
        if (polling.hasQueuedThreads() || !polling.tryLock()) {
            start = System.nanoTime();
            if (!beginPolling(timeoutNanos)) {
                return 0;
            }
        }
        try {
            EventFd announced = event;
            if (announced != null && announced.drain() && !idle) {
                // Or else a pass that has other callbacks to run would leave it to the kernel to
                // raise it again, which it has done.
                waitsOn.collect(0);
            }
            for (boolean last = false; ; ) {
                int delivered = pass();
                if (delivered > 0 || idle || last || wakeRequested.getAndSet(false)) {
                    return delivered;
                }
                long left = timeoutNanos;
                if (timeoutNanos > 0) {
                    long now = System.nanoTime();
                    start = start == NOT_WAITING ? now : start;
                    left = Math.max(0, timeoutNanos - (now - start));
                }
                last = left == 0;
                waitsOn.collect(shorter(left, patience()));
                pollerWaits = false;
            }
        } finally {
            if (pollerWaits) {
                pollerWaits = false;
            }
            polling.unlock();
        }
    }

    /**
     * Accepts nothing anymore, if nothing is outstanding.
     *
     * @param last runs before the end, once
     * @return whether that is so
     */
    boolean end(Runnable last) {
        turn.take();
        try {
            if (ended) {
                return true;
            }
            if (isOutstanding()) {
                return false;
            }
            ended = true;
            run(last);
            run(scheduler::end);
            run(opens::end);
            waitsOn = scheduler.engine();
            return true;
        } finally {
            leave();
        }
    }

    /** Goes on with a fresh engine, when nobody polls. */
    void resetTo(IoEngine fresh) {
        if (turn.isMine()) {
            throw new IllegalStateException("reset was called inside a callback");
        }
        awaitPolling();
        try {
            turn.take();
            try {
                if (ended) {
                    fresh.close();
                } else {
                    scheduler.reset(fresh);
                    waitsOn = scheduler.engine();
                }
            } finally {
                leave();
            }
        } finally {
            polling.unlock();
        }
    }

    /** Makes the engine for direct I/O unless it is there. */
    void setUp() {
        if (turn.isMine()) {
            scheduler.setUp();
            return;
        }
        turn.take();
        try {
            scheduler.setUp();
        } finally {
            leave();
        }
    }

    /** Requests that nobody waits for anymore and that the kernel has not answered. */
    int ghosts() {
        turn.take();
        try {
            return scheduler.ghosts();
        } finally {
            leave();
        }
    }

    /** Polls until nothing is outstanding. */
    void drain() {
        do {
            poll(-1);
        } while (!idle);
    }

    /** Makes {@code thread} the reaper if {@code before} is it now; null is nobody. */
    boolean replaceReaper(Thread before, Thread thread) {
        return reaper.compareAndSet(before, thread);
    }

    /**
     * Puts the reaper to sleep until there is work, or it is unparked, or for no reason.
     *
     * @param stopped whether it is not to sleep; looked at last, since to wait for the turn may
     *     have used up what unparked it
     * @return whether it is to poll again: false once the loop has ended
     */
    boolean sleepUntilWork(BooleanSupplier stopped) {
        turn.take();
        try {
            if (ended) {
                return false;
            }
            reaperSleeps = true;
        } finally {
            // What is outstanding by now takes the sleep back.
            leave();
        }
        // Or else the thread would not sleep.
        Thread.interrupted();
        if (reaperSleeps && !stopped.getAsBoolean()) {
            LockSupport.park(this);
        }
        return true;
    }

    private int pass() {
        turn.take();
        int delivered = 0;
        try {
            delivered = opens.pass() + scheduler.pass();
            opening = opens.outstanding() > 0;
            untilExpiry = scheduler.untilExpiry();
            // Stores that others are to see are dear; most passes change nothing of this.
            boolean nothing = !isOutstanding();
            if (idle != nothing) {
                idle = nothing;
            }
            if (waitsOn != scheduler.engine()) {
                waitsOn = scheduler.engine();
            }
            if (delivered == 0 && !nothing) {
                pollerWaits = true;
            }
        } catch (Throwable t) {
            callbacks.keep(t);
        } finally {
            finishTurn(false);
            runIntakeIfFree();
        }
        callbacks.rethrow();
        return delivered;
    }

    private boolean beginPolling(long timeoutNanos) {
        if (timeoutNanos < 0) {
            polling.lock();
            return true;
        }
        try {
            return polling.tryLock(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits for the one who polls to let go, and makes it. */
    private void awaitPolling() {
        boolean interrupted = false;
        for (boolean mine = false; !mine; ) {
            // Again and again: whoever is woken may be back and waiting before we stand in line.
            wakeup();
            try {
                mine = polling.tryLock(RESET_PATIENCE_NANOS, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * How long to wait for the kernel at most: not past the next deadline; negative if there is
     * none.
     */
    long patience() {
        return opening ? shorter(untilExpiry, OPENING_NANOS) : untilExpiry;
    }

    /** The shorter of two waits of which a negative one has no limit. */
    private static long shorter(long one, long other) {
        if (one < 0 || other < 0) {
            return Math.max(one, other);
        }
        return Math.min(one, other);
    }
}
