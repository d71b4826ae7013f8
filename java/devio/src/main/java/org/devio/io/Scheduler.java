package org.devio.io;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.devio.engine.Errno;
import org.devio.engine.IoEngine;
import org.devio.engine.SyncEngine;

/**
 * Keeps requests within the limits, sees them through an engine and calls back, each exactly once.
 * Everything here runs under the {@link EventLoop}'s turn; callbacks run in {@link #pass} alone.
 */
final class Scheduler implements Lane.Outcome {
    /** How often EAGAIN or EINTR as the outcome of one request is tried again. */
    private static final int MAX_RETRIES = 8;

    private static final System.Logger LOG = System.getLogger(Scheduler.class.getPackageName());

    private final IoConfig config;
    private final LongSupplier clock;
    private final Callbacks callbacks;
    private final BufferPool pool;
    private final KeptBlocks kept;
    private final Statistics statistics = new Statistics();

    /** Where direct I/O goes; replaced when hung requests have eaten its slots. */
    private Lane lane;

    /** Where I/O through the page cache goes, on which AIO would block in submit. */
    private final Lane sync;

    /** Lanes that only wait for the kernel to answer ghosts. */
    private final List<Lane> retired = new ArrayList<>();

    private final EngineSupply engines;

    /** Requests that wait for a slot or for memory, first come first served. */
    private final RequestQueue waiting = new RequestQueue();

    /** Requests whose outcome is known and not yet delivered. */
    private final RequestQueue ready = new RequestQueue();

    /** Request objects for the next ones. */
    private final RequestQueue spare = new RequestQueue();

    /** Writes that wait for another one to overlapping blocks. */
    private int held;

    /** No request in flight expires before this. */
    private long nextExpiry = Long.MAX_VALUE;

    private long now;
    private boolean ended;

    /**
     * Schedules onto an engine.
     *
     * @param engine where direct I/O goes; may be a {@link SyncEngine}
     * @param engines makes another like it
     * @param clock nanoseconds that only grow
     */
    Scheduler(
            IoConfig config,
            IoEngine engine,
            EngineSupply engines,
            LongSupplier clock,
            Callbacks callbacks) {
        this.config = config;
        this.engines = engines;
        this.clock = clock;
        this.callbacks = callbacks;
        this.lane = new Lane(engine, this);
        this.sync =
                engine instanceof SyncEngine ? lane : new Lane(new SyncEngine(config.depth()), this);
        this.pool = new BufferPool(config.budget());
        this.kept = new KeptBlocks(pool);
    }

    // ---- on the way in

    /** A request object to fill in and {@link #admit}. */
    Request take() {
        Request request = spare.poll();
        return request == null ? new Request() : request;
    }

    /** Accepts a request: from here on its callback will run, once. */
    void admit(Request request) {
        Disk disk = request.disk;
        request.file = disk.file;
        if (ended || !request.file.use()) {
            // It was let in while another thread closed the device or the context.
            request.file = null;
            finish(request, DeviceIoException.cancelled(request, "it was closed first"));
            if (ended) {
                deliver(ready.poll());
            }
            return;
        }
        if (request.operation == Request.Operation.READ) {
            Block block =
                    kept.find(disk, request.category.isExtra(), request.offset, request.length);
            if (block != null) {
                block.users++;
                request.block = block;
                statistics.cached();
                trace(request, IoTrace.Mode.CACHED);
                finish(request, null);
                return;
            }
        } else if (request.isWrite()) {
            dropKept(disk);
        }
        if (!waiting.isEmpty() || !issue(request)) {
            request.become(Request.State.QUEUED);
            waiting.add(request);
        }
    }

    /**
     * Takes the request on from the queue: to its engine, to its end if its disk is not to be asked,
     * or to the writes that wait for another.
     *
     * @return false if a limit forbids it now
     */
    private boolean issue(Request request) {
        Disk disk = request.disk;
        DeviceIoException refusal = refusal(disk, request);
        if (refusal != null) {
            finish(request, refusal);
            return true;
        }
        if (inFlight() >= config.depth() || laneOf(request).isFull()) {
            return false;
        }
        if (request.operation == Request.Operation.FLUSH) {
            start(request);
            return true;
        }
        int unit = disk.geometry.logicalBlockSize();
        if (!request.isWrite()) {
            unit = Math.max(unit, config.minReadBytes());
        }
        long start = Extent.start(request.offset, unit);
        long end =
                Extent.end(
                        request.offset + request.length,
                        unit,
                        disk.geometry.logicalBlockSize(),
                        disk.geometry.size());
        if (request.isWrite() && !request.locked) {
            if (!disk.writes.tryLock(start, end)) {
                request.become(Request.State.QUEUED);
                disk.held.add(request);
                held++;
                return true;
            }
            request.locked = true;
            request.lockStart = start;
            request.lockEnd = end;
        }
        Block block = takeBlock((int) (end - start));
        if (block == null) {
            return false;
        }
        block.start = start;
        block.length = (int) (end - start);
        block.users = 1;
        request.block = block;
        if (request.isWrite()) {
            boolean whole = request.length == block.length;
            request.operation =
                    whole ? Request.Operation.WRITE : Request.Operation.READ_BEFORE_WRITE;
            if (whole) {
                overlay(request);
            }
        } else {
            request.keepable = true;
        }
        start(request);
        return true;
    }

    /** Why a disk is not asked at all, or null. */
    private DeviceIoException refusal(Disk disk, Request request) {
        if (disk.ghosts > 0) {
            return DeviceIoException.timedOut(
                    request, "the device has not answered an earlier request yet");
        }
        if (config.maxErrors() > 0 && disk.errors >= config.maxErrors()) {
            return DeviceIoException.cancelled(
                    request, "the device was disabled after %d errors".formatted(disk.errors));
        }
        return null;
    }

    private Block takeBlock(int length) {
        Block block = pool.take(length);
        while (block == null && kept.dropOldest()) {
            block = pool.take(length);
        }
        return block;
    }

    private static void overlay(Request request) {
        int at = (int) (request.offset - request.block.start);
        request.block
                .memory
                .bytes()
                .put(at, request.source, request.source.position(), request.length);
    }

    private void start(Request request) {
        request.moved = 0;
        request.issuedAt = now;
        request.expiresAt = Long.MAX_VALUE;
        if (request.allowedNanos > 0) {
            request.expiresAt = now + request.allowedNanos;
            nextExpiry = Math.min(nextExpiry, request.expiresAt);
        }
        request.become(Request.State.IN_FLIGHT);
        if (config.testMode() && request.operation != Request.Operation.READ_BEFORE_WRITE
                && request.operation != Request.Operation.READ) {
            trace(request, IoTrace.Mode.SUPPRESSED);
            finish(request, null);
            return;
        }
        begin(request);
    }

    /** One physical I/O begins: it is counted and traced. */
    private void begin(Request request) {
        statistics.issued();
        trace(request, laneOf(request) == sync ? IoTrace.Mode.SYNC : IoTrace.Mode.ASYNC);
        prepare(request);
    }

    private void prepare(Request request) {
        Lane on = laneOf(request);
        int slot = on.enter(request);
        if (request.operation == Request.Operation.FLUSH) {
            on.engine.prepareFlush(slot, request.file.file);
            return;
        }
        Block block = request.block;
        long offset = block.start + request.moved;
        int left = block.length - request.moved;
        if (request.operation == Request.Operation.WRITE) {
            on.engine.prepareWrite(
                    slot, request.file.file, offset, block.memory, request.moved, left);
        } else {
            on.engine.prepareRead(
                    slot, request.file.file, offset, block.memory, request.moved, left);
        }
    }

    private Lane laneOf(Request request) {
        return request.file.file.isDirect() ? lane : sync;
    }

    private void trace(Request request, IoTrace.Mode mode) {
        if (config.trace() != null && request.block != null) {
            config.trace()
                    .traced(
                            request.disk.path,
                            request.operation == Request.Operation.WRITE,
                            request.block.start,
                            request.block.length,
                            request.category,
                            mode);
        }
    }

    // ---- the pass

    /**
     * Delivers what is over, starts what now fits the limits, and hands it all to the kernel in
     * batches.
     *
     * @return how many callbacks ran
     */
    int pass() {
        flush();
        now = clock.getAsLong();
        lane.deliver();
        if (sync != lane) {
            sync.deliver();
        }
        reapRetired();
        if (now >= nextExpiry) {
            expire();
        }
        int delivered = 0;
        // Not until it is empty: a chain of cached reads must not starve the kernel's queue.
        for (int round = 0; round < 2; round++) {
            for (int left = ready.size(); left > 0; left--) {
                deliver(ready.poll());
                delivered++;
            }
        }
        renewLane();
        while (!waiting.isEmpty() && issue(waiting.peek())) {
            waiting.poll();
        }
        flush();
        return delivered;
    }

    /** Reads the clock for what is admitted outside a pass. */
    void tick() {
        now = clock.getAsLong();
    }

    /** Hands what is prepared to the kernel. */
    void flush() {
        lane.engine.submit();
        sync.engine.submit();
    }

    /** Whether {@link #pass} would get somewhere without waiting for the kernel. */
    boolean isReady() {
        return !ready.isEmpty() || sync.engine.isReady() || lane.engine.isReady();
    }

    /** The engine whose completions a poll waits for. */
    IoEngine engine() {
        return lane.engine;
    }

    /** Nanoseconds until the next request expires; negative if none will. */
    long untilExpiry() {
        return nextExpiry == Long.MAX_VALUE ? -1 : Math.max(0, nextExpiry - clock.getAsLong());
    }

    // ---- deadlines

    private void expire() {
        // What the kernel has answered by now is not late, however late we look.
        lane.engine.collect(0);
        lane.deliver();
        nextExpiry = Long.MAX_VALUE;
        for (int slot = 0; slot < lane.depth(); slot++) {
            Request request = lane.at(slot);
            if (request == null) {
                continue;
            }
            if (request.expiresAt <= now) {
                abandon(slot);
            } else {
                nextExpiry = Math.min(nextExpiry, request.expiresAt);
            }
        }
    }

    /** The caller is told; slot, buffer and descriptor stay the kernel's until it answers. */
    private void abandon(int slot) {
        Request request = lane.at(slot);
        Disk disk = request.disk;
        leaveToKernel(lane, slot);
        disk.ghosts++;
        countError(disk);
        long millis = (now - request.issuedAt) / 1_000_000;
        finish(
                request,
                DeviceIoException.timedOut(
                        request, "no answer for %d ms".formatted(millis)));
        releaseHeld(disk);
    }

    private void leaveToKernel(Lane of, int slot) {
        Request request = of.at(slot);
        of.abandon(slot);
        if (request.block != null) {
            pool.writeOff(request.block);
        }
        // The range of a write stays locked: the kernel may still write it.
        request.locked = false;
        request.block = null;
        request.file = null;
    }

    @Override
    public void answered(Ghost ghost) {
        ghost.disk().ghosts--;
        if (ghost.locked()) {
            unlock(ghost.disk(), ghost.block().start, ghost.block().start + ghost.block().length);
        }
    }

    /** A lane of which ghosts hold half is left to them, and a fresh one serves the living. */
    private void renewLane() {
        if (lane.ghosts() * 2 < lane.depth() || lane.inFlight() > 0 || lane == sync) {
            return;
        }
        IoEngine fresh = engines.open();
        if (fresh != null) {
            retired.add(lane);
            lane = new Lane(fresh, this);
        }
    }

    private void reapRetired() {
        for (int i = retired.size() - 1; i >= 0; i--) {
            Lane old = retired.get(i);
            old.engine.collect(0);
            old.deliver();
            if (old.ghosts() == 0) {
                retired.remove(i);
                engines.close(old);
            }
        }
    }

    // ---- on the way out

    @Override
    public void completed(Request request, long result) {
        if (result < 0) {
            boolean again = Errno.EAGAIN.is(result) || Errno.EINTR.is(result);
            if (again && request.retries++ < MAX_RETRIES) {
                prepare(request);
            } else {
                countError(request.disk);
                finish(request, DeviceIoException.failed(request, (int) -result));
            }
        } else if (request.operation == Request.Operation.FLUSH) {
            finish(request, null);
        } else {
            moved(request, (int) result);
        }
    }

    private void moved(Request request, int bytes) {
        Block block = request.block;
        int before = request.moved;
        int all = before + bytes;
        statistics.moved(bytes);
        boolean enough =
                request.operation == Request.Operation.READ
                        && block.start + all >= request.offset + request.length;
        if (all == block.length || enough) {
            wholeRange(request, all);
            return;
        }
        // Short. Direct I/O can go on at a whole block only; without progress this is the end.
        request.moved = all - all % request.disk.geometry.logicalBlockSize();
        if (request.moved > before) {
            prepare(request);
        } else {
            countError(request.disk);
            finish(request, DeviceIoException.endsEarly(request, block.start + all));
        }
    }

    private void wholeRange(Request request, int bytes) {
        if (request.operation == Request.Operation.READ_BEFORE_WRITE) {
            overlay(request);
            request.operation = Request.Operation.WRITE;
            request.moved = 0;
            if (config.testMode()) {
                trace(request, IoTrace.Mode.SUPPRESSED);
                finish(request, null);
            } else {
                begin(request);
            }
            return;
        }
        request.block.length = bytes;
        finish(request, null);
    }

    private void countError(Disk disk) {
        disk.errors++;
        if (disk.errors == config.maxErrors()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Error counts reached a limit of {0}. Device {1} was disabled",
                    disk.errors,
                    disk.path);
        }
    }

    /** The outcome is known. */
    private void finish(Request request, DeviceIoException failure) {
        request.failure = failure;
        if (request.locked) {
            request.locked = false;
            unlock(request.disk, request.lockStart, request.lockEnd);
        }
        request.become(Request.State.READY);
        ready.add(request);
    }

    private void unlock(Disk disk, long start, long end) {
        disk.writes.unlock(start, end);
        dropKept(disk);
        releaseHeld(disk);
    }

    /** Lets writes that waited for another one try again. */
    void releaseHeld(Disk disk) {
        for (Request next = disk.held.poll(); next != null; next = disk.held.poll()) {
            held--;
            waiting.add(next);
        }
    }

    private void deliver(Request request) {
        request.become(Request.State.DELIVERING);
        if (request.failure != null) {
            statistics.failed();
        } else {
            statistics.completed();
            if (request.keepable && !request.disk.closed) {
                // Before the callback: what it reads next is often in the same block.
                kept.keep(request.block, request.disk, request.category.isExtra());
            }
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
        spare.add(request);
        if (file != null) {
            file.unuse();
        }
    }

    // ---- disks and the end

    /** Forgets the bytes that are kept of a disk, and those that are on their way. */
    void dropKept(Disk disk) {
        kept.drop(disk);
        for (int slot = 0; slot < lane.depth(); slot++) {
            outdate(lane.at(slot), disk);
        }
        for (int slot = 0; slot < sync.depth(); slot++) {
            outdate(sync.at(slot), disk);
        }
        for (Request request = ready.peek(); request != null; request = request.next) {
            outdate(request, disk);
        }
    }

    private static void outdate(Request request, Disk disk) {
        if (request != null && request.disk == disk) {
            request.keepable = false;
        }
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
            finish(
                    request,
                    DeviceIoException.cancelled(request, "the context was closed first"));
        }
    }

    /**
     * Leaves the kernel's side as it is and begins anew on another engine: what is in flight fails,
     * what waits goes on. Its buffers stay untouched until the old engine is closed.
     */
    void reset(IoEngine fresh) {
        Lane old = lane;
        old.eachGhost(ghost -> ghost.disk().ghosts--);
        lane = new Lane(fresh, this);
        for (int slot = 0; slot < old.depth(); slot++) {
            Request request = old.at(slot);
            if (request != null) {
                leaveToKernel(old, slot);
                finish(
                        request,
                        DeviceIoException.cancelled(request, "the context was reset first"));
            }
        }
        nextExpiry = Long.MAX_VALUE;
        engines.close(old);
    }

    /** Nothing is outstanding and nothing will be accepted anymore. */
    void end() {
        ended = true;
        engines.close(lane);
        retired.forEach(engines::close);
    }

    /** Requests that are accepted and not yet delivered. */
    int outstanding() {
        return waiting.size() + held + ready.size() + inFlight();
    }

    int inFlight() {
        return lane == sync ? lane.inFlight() : lane.inFlight() + sync.inFlight();
    }

    int queued() {
        return waiting.size() + held;
    }

    Statistics statistics() {
        return statistics;
    }
}
