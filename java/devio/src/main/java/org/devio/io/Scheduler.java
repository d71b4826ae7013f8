package org.devio.io;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.devio.engine.IoEngine;
import org.devio.io.Request.Operation;
import org.devio.io.Request.State;

/**
 * Takes requests in, keeps them within the limits and calls back, each exactly once. Everything
 * here runs under the {@link EventLoop}'s turn; callbacks run in {@link #pass} alone.
 */
final class Scheduler implements Transfers.Listener, WaitingRoom.Door {
    private final IoConfig config;
    private final Callbacks callbacks;
    private final Observer observer;
    private final Consumer<Runnable> underTurn;
    private final Consumer<Disk> ghosts;
    private final BufferPool pool;
    private final KeptBlocks kept;
    private final Transfers transfers;
    private final Lanes lanes;

    private final WaitingRoom waiting;

    /** Requests whose outcome is known and not yet delivered. */
    private final RequestQueue ready = new RequestQueue();

    /** Request objects for the next ones; the last one comes first, since it is in the cache. */
    private final RequestQueue spare = new RequestQueue();

    /** Some were admitted since the last pass. */
    private boolean admitted;

    private boolean ended;

    /**
     * Schedules onto an engine.
     *
     * @param first makes, under the turn and when the first I/O asks for it, the engine where
     *     direct I/O goes; null for synchronous I/O
     * @param engines makes another like it
     * @param observer sees what becomes of requests, and has the clock
     * @param underTurn runs work under the turn, from any thread
     * @param ghosts told of disks that have a ghost less
     */
    Scheduler(
            IoConfig config,
            Supplier<IoEngine> first,
            EngineSupply engines,
            Observer observer,
            Callbacks callbacks,
            Consumer<Runnable> underTurn,
            Consumer<Disk> ghosts) {
        this.config = config;
        this.observer = observer;
        this.callbacks = callbacks;
        this.underTurn = underTurn;
        this.ghosts = ghosts;
        this.pool = new BufferPool(config.budget());
        this.kept = new KeptBlocks(pool);
        this.transfers = new Transfers(config, first, engines, observer, pool, this);
        this.lanes = transfers.lanes();
        this.waiting = new WaitingRoom(observer, this);
    }

    // ---- on the way in

    /** A request object to fill in and {@link #admit}, one of those that are used again. */
    Request take() {
        Request request = spare.poll();
        return request == null ? new Request(true) : request;
    }

    int spares() {
        return spare.size();
    }

    /**
     * Accepts a request: from here on its callback will run, once, whatever is thrown on the way.
     */
    void admit(Request request) {
        observer.admitted(request);
        admitted = true;
        try {
            begin(request);
        } catch (Throwable t) {
            broke(request, t);
        }
        if (ended) {
            // Nobody will poll for it.
            deliver(ready.poll());
        }
    }

    private void begin(Request request) {
        if (request.operation == Operation.NOTHING) {
            finished(request, null);
            return;
        }
        if (ended || !takeFile(request)) {
            // It was let in while another thread closed the device or the context.
            finished(request, DeviceIoException.cancelled(request, "it was closed first"));
            return;
        }
        if (request.isWrite()) {
            dropKept(request.disk);
        } else if (isKept(request)) {
            return;
        }
        if (request.disk.ghosts() > 0) {
            waiting.doubt(request);
        } else if (waiting.isLine() || !issue(request)) {
            waiting.queue(request);
        }
    }

    private boolean isKept(Request request) {
        Block block =
                request.operation == Operation.READ
                        ? kept.find(
                                request.disk,
                                request.category.isExtra(),
                                request.offset,
                                request.length)
                        : null;
        if (block == null) {
            return false;
        }
        block.users++;
        request.block = block;
        request.generation = Request.NOT_TO_BE_KEPT;
        observer.cached(request);
        finished(request, null);
        return true;
    }

    /**
     * Takes the request on from the queue: to its engine, to its end if its disk is not to be
     * asked, or to the writes that wait for another.
     *
     * @return false if a limit forbids it now
     */
    @Override
    public boolean issue(Request request) {
        DeviceIoException refusal = refusal(request);
        if (refusal != null) {
            finished(request, refusal);
            return true;
        }
        if (!lanes.hasRoomFor(request)) {
            return false;
        }
        if (request.operation == Operation.FLUSH) {
            transfers.start(request);
            return true;
        }
        Disk disk = request.disk;
        int logical = disk.geometry.logicalBlockSize();
        int unit = request.isWrite() ? logical : Math.max(logical, config.minReadBytes());
        long start = Extent.start(request.offset, unit);
        long end = Extent.end(request.offset + request.length, unit, disk);
        // Memory first: to get it can fail, and then nothing is locked.
        Block block = takeBlock((int) (end - start));
        if (block == null) {
            return false;
        }
        if (request.isWrite() && !lock(request, start, end)) {
            pool.giveBack(block);
            waiting.hold(request);
            return true;
        }
        block.start = start;
        block.length = (int) (end - start);
        block.users = 1;
        request.block = block;
        request.generation = disk.medium.generation.get();
        transfers.start(request);
        return true;
    }

    /** Why the disk is not asked at all, or null. */
    @Override
    public DeviceIoException refusal(Request request) {
        Disk disk = request.disk;
        if (disk.ghosts() > 0) {
            return DeviceIoException.timedOut(
                    request, "the device has not answered an earlier request yet");
        }
        if (disk.isDisabled(config.maxErrors())) {
            return DeviceIoException.cancelled(request, DeviceIoException.disabled(disk));
        }
        return null;
    }

    /** Locks the blocks of a write; false if they are taken. */
    private static boolean lock(Request request, long start, long end) {
        if (!request.disk.writes.tryLock(start, end)) {
            return false;
        }
        request.locked = true;
        request.lockStart = start;
        request.lockEnd = end;
        return true;
    }

    /** False if the device is closed. */
    private static boolean takeFile(Request request) {
        OpenFile file;
        do {
            file = request.disk.file;
            if (file.useForRequest()) {
                request.file = file;
                return true;
            }
            // Another one if it was opened for more just now.
        } while (file != request.disk.file);
        return false;
    }

    private Block takeBlock(int length) {
        Block block = pool.take(length);
        while (block == null && kept.dropOldest()) {
            block = pool.take(length);
        }
        return block;
    }

    // ---- the pass

    /**
     * Delivers what is over, starts what now fits the limits, and hands it all to the kernel in
     * batches.
     *
     * @return how many callbacks ran
     */
    int pass() {
        if (admitted) {
            lanes.flush();
        }
        lanes.look();
        if (!isReady() && !waiting.isLine() && !transfers.mayExpire()) {
            admitted = false;
            return 0;
        }
        observer.refresh();
        transfers.tick();
        lanes.deliver();
        transfers.expire();
        waiting.judge();
        int delivered = 0;
        // Not until it is empty: a chain of cached reads must not starve the kernel's queue.
        for (int round = 0; round < 2; round++) {
            for (int left = ready.size(); left > 0; left--) {
                deliver(ready.poll());
                delivered++;
            }
        }
        renew();
        waiting.admit();
        lanes.flush();
        admitted = false;
        return delivered;
    }

    private void renew() {
        try {
            lanes.renew();
        } catch (Throwable t) {
            broke(t);
        }
    }

    /** The part of a {@link #pass} that needs no callback. */
    void settle() {
        if (!ended) {
            lanes.flush();
            lanes.look();
            transfers.tick();
            lanes.deliver();
            transfers.expire();
            lanes.flush();
        }
    }

    /** Reads the clock for what is admitted outside a pass. */
    void tick() {
        transfers.tick();
    }

    /** Hands what is prepared to the kernel. */
    void flush() {
        lanes.flush();
    }

    /** Whether {@link #pass} would get somewhere without waiting for the kernel. */
    boolean isReady() {
        return waiting.isStirred()
                || !ready.isEmpty()
                || lanes.isReady()
                || transfers.expiresSooner();
    }

    /** Raises an eventfd for whatever the kernel answers from now on; or none. */
    void announceTo(int eventFd) {
        lanes.announceTo(eventFd);
    }

    /** Makes the engine for direct I/O unless it is there. */
    void setUp() {
        lanes.setUp();
    }

    /** The engine whose completions a poll waits for. */
    IoEngine engine() {
        return lanes.engine();
    }

    /** Nanoseconds until the next request expires; negative if none will. */
    long untilExpiry() {
        return transfers.untilExpiry();
    }

    // ---- on the way out

    @Override
    public void finished(Request request, DeviceIoException failure) {
        request.failure = failure;
        observer.ended(request, failure);
        if (request.locked) {
            request.locked = false;
            unlock(request.disk, request.lockStart, request.lockEnd);
        }
        request.become(State.READY);
        ready.add(request);
    }

    /**
     * Ends a request that is in no queue and with no engine because something was thrown. What is
     * thrown is kept for whoever polls, too: it is a fault of somebody's code.
     */
    @Override
    public void broke(Request request, Throwable thrown) {
        broke(thrown);
        if (request.state.mayBecome(State.READY)) {
            finished(request, DeviceIoException.broken(request, thrown));
        }
    }

    @Override
    public void broke(Throwable thrown) {
        callbacks.keep(thrown);
    }

    @Override
    public void answered(Ghost ghost) {
        if (ghost.locked()) {
            Block block = ghost.block();
            unlock(ghost.disk(), block.start, block.start + block.length);
        }
        over(ghost.file());
    }

    @Override
    public void closed(Ghost ghost) {
        underTurn.accept(() -> answered(ghost));
    }

    @Override
    public void laid(Ghost ghost) {
        try {
            ghosts.accept(ghost.disk());
        } catch (Throwable t) {
            broke(t);
        }
    }

    /** A file has one request less, and is closed if that was the last that anybody wanted. */
    private void over(OpenFile file) {
        try {
            file.requestOver();
        } catch (Throwable t) {
            broke(t);
        }
    }

    private void unlock(Disk disk, long start, long end) {
        disk.writes.unlock(start, end);
        written(disk);
    }

    /** A write is over: what was kept is outdated, and other writes may go on. */
    void written(Disk disk) {
        dropKept(disk);
        waiting.releaseHeld(disk);
    }

    @Override
    public void erred(Disk disk) {
        try {
            disk.erred(config.maxErrors());
        } catch (Throwable t) {
            broke(t);
        }
        if (disk.ghosts() > 0) {
            // They are not to wait for a write that may never end.
            waiting.releaseHeld(disk);
        }
    }

    private void deliver(Request request) {
        request.become(State.DELIVERING);
        request.viewed = false;
        if (request.operation != Operation.NOTHING) {
            observer.delivered(request);
        }
        if (request.failure == null) {
            // Before the callback: what it reads next is often in the same block.
            keep(request);
        }
        try {
            request.callback.completed(request, request.attachment);
        } catch (Throwable t) {
            callbacks.keep(t);
        }
        request.become(State.DONE);
        if (request.block != null) {
            kept.unuse(request.block);
        }
        OpenFile file = request.file;
        request.clear();
        if (request.pooled) {
            spare.addFirst(request);
        }
        if (file != null) {
            over(file);
        }
    }

    private void keep(Request request) {
        Disk disk = request.disk;
        if (request.operation == Operation.READ
                && request.generation == disk.medium.generation.get()
                && !disk.closed) {
            kept.keep(request.block, disk, request.category.isExtra());
        }
    }

    // ---- disks and the end

    /** Forgets the bytes that are kept of a disk, and does not keep those that are on their way. */
    void dropKept(Disk disk) {
        kept.drop(disk);
        disk.medium.generation.incrementAndGet();
    }

    /** Nobody uses the disk anymore. Closing it again does nothing. */
    void close(Disk disk) {
        if (!disk.closed) {
            disk.closed = true;
            kept.drop(disk);
            disk.file.unuse();
        }
    }

    /** Who is accepted and not yet with the kernel. */
    WaitingRoom waiting() {
        return waiting;
    }

    /**
     * Leaves the kernel's side as it is and begins anew on another engine: what is in flight fails,
     * what waits goes on. Its buffers stay untouched until the old engine is closed.
     */
    void reset(IoEngine fresh) {
        transfers.tick();
        transfers.reset(fresh);
    }

    /** Nothing is outstanding and nothing will be accepted anymore. */
    void end() {
        ended = true;
        transfers.end();
    }

    /** Requests that are accepted and not yet delivered. */
    int outstanding() {
        return waiting.size() + ready.size() + lanes.inFlight();
    }

    int ghosts() {
        return lanes.ghosts();
    }

    /** What the buffers are used for, in words; whoever lacks the turn sees it in passing. */
    String memory() {
        return "%d bytes of buffers used, %d blocks kept".formatted(pool.usedBytes(), kept.size());
    }
}
