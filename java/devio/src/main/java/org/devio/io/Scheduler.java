package org.devio.io;

import org.devio.engine.CompletionSink;
import org.devio.engine.Errno;
import org.devio.engine.IoEngine;
import org.devio.engine.SyncEngine;

/**
 * Keeps requests within the limits, sees them through the engine and calls back, each exactly once.
 * Everything here runs under the {@link EventLoop}'s turn; callbacks run in {@link #pass} alone.
 */
final class Scheduler implements CompletionSink {
    /** How often EAGAIN or EINTR as the outcome of one request is tried again. */
    private static final int MAX_RETRIES = 8;

    private final IoConfig config;
    private final IoEngine engine;
    private final SyncEngine sync;
    private final BufferPool pool;
    private final KeptBlocks kept;
    private final Statistics statistics = new Statistics();

    private final Request[] bySlot;
    private final int[] freeSlots;
    private int freeCount;

    /** Requests that wait for a slot or for memory, first come first served. */
    private final RequestQueue waiting = new RequestQueue();

    /** Requests whose outcome is known and not yet delivered. */
    private final RequestQueue ready = new RequestQueue();

    /** Request objects for the next ones. */
    private final RequestQueue spare = new RequestQueue();

    private final Callbacks callbacks;
    private boolean ended;

    /**
     * Schedules onto engines of equal depth.
     *
     * @param engine where direct I/O goes; may be {@code sync} itself
     * @param sync where I/O through the page cache goes, on which AIO would block in submit
     */
    Scheduler(IoConfig config, IoEngine engine, SyncEngine sync, Callbacks callbacks) {
        this.config = config;
        this.callbacks = callbacks;
        this.engine = engine;
        this.sync = sync;
        this.pool = new BufferPool(config.budget());
        this.kept = new KeptBlocks(pool);
        this.bySlot = new Request[engine.depth()];
        this.freeSlots = new int[engine.depth()];
        for (int slot = engine.depth() - 1; slot >= 0; slot--) {
            freeSlots[freeCount++] = slot;
        }
    }

    /** A request object to fill in and {@link #admit}. */
    Request take() {
        Request request = spare.poll();
        return request == null ? new Request() : request;
    }

    /** Accepts a request: from here on its callback will run, once. */
    void admit(Request request) {
        request.device.users++;
        if (ended) {
            // It was let in while another thread closed the context; nobody will poll for it.
            finish(request, DeviceIoException.cancelled(request));
            deliver(ready.poll());
            return;
        }
        Block block =
                kept.find(
                        request.device, request.category.isExtra(), request.offset, request.length);
        if (block != null) {
            block.users++;
            request.block = block;
            request.keepable = false;
            statistics.cached();
            trace(request, IoTrace.Mode.CACHED);
            finish(request, null);
        } else if (!waiting.isEmpty() || !issue(request)) {
            request.become(Request.State.QUEUED);
            waiting.add(request);
        }
    }

    /** Requests that are accepted and not yet delivered. */
    int outstanding() {
        return waiting.size() + ready.size() + inFlight();
    }

    /** Hands what is prepared to the kernel. */
    void flush() {
        engine.submit();
        sync.submit();
    }

    /** Whether {@link #pass} would get somewhere without waiting for the kernel. */
    boolean isReady() {
        return !ready.isEmpty() || sync.isReady() || engine.isReady();
    }

    /**
     * Delivers what is over, starts what now fits the limits, and hands it all to the kernel in
     * batches.
     *
     * @return how many callbacks ran
     */
    int pass() {
        flush();
        engine.deliver(this);
        if (sync != engine) {
            sync.deliver(this);
        }
        int delivered = 0;
        // Not until it is empty: a chain of cached reads must not starve the kernel's queue.
        for (int turn = 0; turn < 2; turn++) {
            for (int left = ready.size(); left > 0; left--) {
                deliver(ready.poll());
                delivered++;
            }
        }
        while (!waiting.isEmpty() && issue(waiting.peek())) {
            waiting.poll();
        }
        flush();
        return delivered;
    }

    /** Fails whatever still waits for its turn. */
    void cancelWaiting() {
        for (Request request = waiting.poll(); request != null; request = waiting.poll()) {
            finish(request, DeviceIoException.cancelled(request));
        }
    }

    /** Forgets the bytes that are kept of a device. */
    void dropKept(Device device) {
        kept.drop(device);
        // What is in flight may have been read before whatever the caller knows of.
        for (Request request : bySlot) {
            if (request != null && request.device == device) {
                request.keepable = false;
            }
        }
        for (Request request = ready.peek(); request != null; request = request.next) {
            if (request.device == device) {
                request.keepable = false;
            }
        }
    }

    /** Nothing is outstanding and nothing will be accepted anymore. */
    void end() {
        ended = true;
    }

    Statistics statistics() {
        return statistics;
    }

    int inFlight() {
        return bySlot.length - freeCount;
    }

    int queued() {
        return waiting.size();
    }

    // ---- on the way in

    /** Gives the request to its engine; false if a limit forbids it now. */
    private boolean issue(Request request) {
        if (freeCount == 0) {
            return false;
        }
        Device device = request.device;
        int unit = Math.max(config.minReadBytes(), device.logicalBlockSize());
        long start = Extent.start(request.offset, unit);
        long end =
                Extent.end(
                        request.offset + request.length,
                        unit,
                        device.logicalBlockSize(),
                        device.size());
        Block block = takeBlock((int) (end - start));
        if (block == null) {
            return false;
        }
        block.start = start;
        block.length = (int) (end - start);
        block.users = 1;
        request.block = block;
        request.arrived = 0;
        request.keepable = true;
        request.become(Request.State.IN_FLIGHT);
        statistics.issued();
        trace(request, engineOf(device) == sync ? IoTrace.Mode.SYNC : IoTrace.Mode.ASYNC);
        prepare(request);
        return true;
    }

    private Block takeBlock(int length) {
        Block block = pool.take(length);
        while (block == null && kept.dropOldest()) {
            block = pool.take(length);
        }
        return block;
    }

    private void prepare(Request request) {
        int slot = freeSlots[--freeCount];
        bySlot[slot] = request;
        Block block = request.block;
        engineOf(request.device)
                .prepareRead(
                        slot,
                        request.device.file(),
                        block.start + request.arrived,
                        block.memory,
                        request.arrived,
                        block.length - request.arrived);
    }

    private IoEngine engineOf(Device device) {
        return device.isDirect() ? engine : sync;
    }

    private void trace(Request request, IoTrace.Mode mode) {
        if (config.trace() != null) {
            config.trace()
                    .traced(
                            request.device.path(),
                            false,
                            request.block.start,
                            request.block.length,
                            request.category,
                            mode);
        }
    }

    // ---- on the way out

    @Override
    public void completed(int slot, long result) {
        Request request = bySlot[slot];
        bySlot[slot] = null;
        freeSlots[freeCount++] = slot;
        if (result >= 0) {
            arrived(request, (int) result);
        } else if ((Errno.EAGAIN.is(result) || Errno.EINTR.is(result))
                && request.retries++ < MAX_RETRIES) {
            prepare(request);
        } else {
            finish(request, DeviceIoException.readFailed(request, (int) -result));
        }
    }

    private void arrived(Request request, int bytes) {
        Block block = request.block;
        int before = request.arrived;
        int now = before + bytes;
        statistics.moved(bytes);
        if (now == block.length || block.start + now >= request.offset + request.length) {
            block.length = now;
            finish(request, null);
            return;
        }
        // Short. Direct I/O can go on at a whole block only; without progress this is the end.
        request.arrived = now - now % request.device.logicalBlockSize();
        if (request.arrived > before) {
            prepare(request);
        } else {
            finish(request, DeviceIoException.endsEarly(request, block.start + now));
        }
    }

    private void finish(Request request, DeviceIoException failure) {
        request.failure = failure;
        request.become(Request.State.READY);
        ready.add(request);
    }

    private void deliver(Request request) {
        request.become(Request.State.DELIVERING);
        if (request.failure == null) {
            statistics.completed();
            if (request.keepable && !request.device.retired) {
                // Before the callback: what it reads next is often in the same block.
                kept.keep(request.block, request.device, request.category.isExtra());
            }
        } else {
            statistics.failed();
        }
        try {
            request.callback.completed(request, request.attachment);
        } catch (Throwable t) {
            callbacks.keep(t);
        }
        request.become(Request.State.DONE);
        release(request);
    }

    private void release(Request request) {
        Device device = request.device;
        if (request.block != null) {
            kept.unuse(request.block);
        }
        request.clear();
        spare.add(request);
        if (--device.users == 0 && device.retired) {
            device.unpin();
        }
    }
}
