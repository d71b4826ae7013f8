package org.devio.io;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.devio.engine.IoEngine;

/**
 * Takes requests in, keeps them within the limits and calls back, each exactly once. Everything
 * here runs under the {@link EventLoop}'s turn; callbacks run in {@link #pass} alone.
 */
final class Scheduler implements Transfers.Listener {
    private final IoConfig config;
    private final Callbacks callbacks;
    private final Observer observer;
    private final Consumer<Runnable> underTurn;
    private final BufferPool pool;
    private final KeptBlocks kept;
    private final Transfers transfers;
    private final Lanes lanes;

    /** Requests that wait for a slot or for memory, first come first served. */
    private final RequestQueue waiting = new RequestQueue();

    /** Requests whose outcome is known and not yet delivered. */
    private final RequestQueue ready = new RequestQueue();

    /** Request objects for the next ones; the last one comes first, since it is in the cache. */
    private final RequestQueue spare = new RequestQueue();

    /** Writes that wait at their disk for another one to overlapping blocks. */
    private int held;

    /** Some were admitted since the last pass. */
    private boolean admitted;

    /** Some that waited may be admitted now, though nothing was delivered. */
    private boolean stirred;

    private boolean ended;

    /**
     * Schedules onto an engine.
     *
     * @param first makes, under the turn and when the first I/O asks for it, the engine where
     *     direct I/O goes; null for synchronous I/O
     * @param engines makes another like it
     * @param observer sees what becomes of requests, and has the clock
     * @param underTurn runs work under the turn, from any thread
     */
    Scheduler(
            IoConfig config,
            Supplier<IoEngine> first,
            EngineSupply engines,
            Observer observer,
            Callbacks callbacks,
            Consumer<Runnable> underTurn) {
        this.config = config;
        this.observer = observer;
        this.callbacks = callbacks;
        this.underTurn = underTurn;
        this.pool = new BufferPool(config.budget());
        this.kept = new KeptBlocks(pool);
        this.transfers = new Transfers(config, first, engines, observer, pool, this);
        this.lanes = transfers.lanes();
    }

    // ---- on the way in

    /** A request object to fill in and {@link #admit}. */
    Request take() {
        Request request = spare.poll();
        return request == null ? new Request() : request;
    }

    /** Accepts a request: from here on its callback will run, once. */
    void admit(Request request) {
        observer.admitted(request);
        Disk disk = request.disk;
        admitted = true;
        if (request.operation == Request.Operation.NOTHING) {
            finished(request, null);
            if (ended) {
                deliver(ready.poll());
            }
            return;
        }
        if (ended || !takeFile(request)) {
            // It was let in while another thread closed the device or the context.
            finished(request, DeviceIoException.cancelled(request, "it was closed first"));
            if (ended) {
                deliver(ready.poll());
            }
            return;
        }
        if (request.isWrite()) {
            dropKept(disk);
        } else if (isKept(request)) {
            return;
        }
        if (!waiting.isEmpty() || !issue(request)) {
            observer.queued(request);
            request.become(Request.State.QUEUED);
            waiting.add(request);
        }
    }

    private boolean isKept(Request request) {
        Block block =
                request.operation == Request.Operation.READ
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
    private boolean issue(Request request) {
        DeviceIoException refusal = refusal(request);
        if (refusal != null) {
            finished(request, refusal);
            return true;
        }
        if (!lanes.hasRoomFor(request)) {
            return false;
        }
        if (request.operation == Request.Operation.FLUSH) {
            transfers.start(request);
            return true;
        }
        Disk disk = request.disk;
        int logical = disk.geometry.logicalBlockSize();
        int unit = request.isWrite() ? logical : Math.max(logical, config.minReadBytes());
        long start = Extent.start(request.offset, unit);
        long end = Extent.end(request.offset + request.length, unit, logical, disk.geometry.size());
        if (request.isWrite() && !lock(request, start, end)) {
            return true;
        }
        Block block = takeBlock((int) (end - start));
        if (block == null) {
            return false;
        }
        block.start = start;
        block.length = (int) (end - start);
        block.users = 1;
        request.block = block;
        request.generation = disk.generation;
        transfers.start(request);
        return true;
    }

    /** Why the disk is not asked at all, or null. */
    private DeviceIoException refusal(Request request) {
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

    /** Locks the blocks of a write; if they are taken the write waits at its disk. */
    private boolean lock(Request request, long start, long end) {
        if (request.locked) {
            return true;
        }
        if (!request.disk.writes.tryLock(start, end)) {
            observer.queued(request);
            request.become(Request.State.QUEUED);
            request.disk.held.add(request);
            held++;
            return false;
        }
        request.locked = true;
        request.lockStart = start;
        request.lockEnd = end;
        return true;
    }

    private void admitWaiting() {
        stirred = false;
        for (Request request = waiting.poll(); request != null; request = waiting.poll()) {
            if (!issue(request)) {
                waiting.addFirst(request);
                return;
            }
        }
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
        if (!isReady() && waiting.isEmpty() && !transfers.mayExpire()) {
            admitted = false;
            return 0;
        }
        observer.refresh();
        transfers.tick();
        lanes.deliver();
        transfers.expire();
        int delivered = 0;
        // Not until it is empty: a chain of cached reads must not starve the kernel's queue.
        for (int round = 0; round < 2; round++) {
            for (int left = ready.size(); left > 0; left--) {
                deliver(ready.poll());
                delivered++;
            }
        }
        lanes.renew();
        admitWaiting();
        lanes.flush();
        admitted = false;
        return delivered;
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
        return stirred || !ready.isEmpty() || lanes.isReady() || transfers.expiresSooner();
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
        request.become(Request.State.READY);
        ready.add(request);
    }

    @Override
    public void answered(Ghost ghost) {
        if (ghost.locked()) {
            Block block = ghost.block();
            unlock(ghost.disk(), block.start, block.start + block.length);
        }
    }

    @Override
    public void closed(Ghost ghost) {
        underTurn.accept(
                () -> {
                    answered(ghost);
                    ghost.file().requestOver();
                });
    }

    private void unlock(Disk disk, long start, long end) {
        disk.writes.unlock(start, end);
        written(disk);
    }

    /** A write is over: what was kept is outdated, and other writes may go on. */
    void written(Disk disk) {
        dropKept(disk);
        releaseHeld(disk);
    }

    /** Lets writes that waited for another one try again. */
    void releaseHeld(Disk disk) {
        for (Request next = disk.held.poll(); next != null; next = disk.held.poll()) {
            held--;
            waiting.add(next);
            stirred = true;
        }
    }

    @Override
    public void erred(Disk disk) {
        disk.erred(config.maxErrors());
        if (disk.ghosts() > 0) {
            // They are not to wait for a write that may never end.
            releaseHeld(disk);
        }
    }

    private void deliver(Request request) {
        request.become(Request.State.DELIVERING);
        if (request.operation != Request.Operation.NOTHING) {
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
        request.become(Request.State.DONE);
        if (request.block != null) {
            kept.unuse(request.block);
        }
        OpenFile file = request.file;
        request.clear();
        spare.addFirst(request);
        if (file != null) {
            file.requestOver();
        }
    }

    private void keep(Request request) {
        Disk disk = request.disk;
        if (request.operation == Request.Operation.READ
                && request.generation == disk.generation
                && !disk.closed) {
            kept.keep(request.block, disk, request.category.isExtra());
        }
    }

    // ---- disks and the end

    /** Forgets the bytes that are kept of a disk, and does not keep those that are on their way. */
    void dropKept(Disk disk) {
        kept.drop(disk);
        disk.generation++;
    }

    /** Nobody uses the disk anymore. */
    void close(Disk disk) {
        kept.drop(disk);
        disk.closed = true;
        disk.file.unuse();
    }

    /** Fails whatever still waits for its turn. */
    void cancelWaiting() {
        for (Request request = waiting.poll(); request != null; request = waiting.poll()) {
            finished(request, DeviceIoException.cancelled(request, "the context was closed first"));
        }
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
        lanes.close();
    }

    /** Requests that are accepted and not yet delivered. */
    int outstanding() {
        return queued() + ready.size() + inFlight();
    }

    private int inFlight() {
        return lanes.inFlight();
    }

    int ghosts() {
        return lanes.ghosts();
    }

    private int queued() {
        return waiting.size() + held;
    }

    /** What the buffers are used for, in words; whoever lacks the turn sees it in passing. */
    String memory() {
        return "%d bytes of buffers used, %d blocks kept".formatted(pool.usedBytes(), kept.size());
    }
}
