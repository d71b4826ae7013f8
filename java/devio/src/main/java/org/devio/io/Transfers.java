package org.devio.io;

import java.util.function.Supplier;
import org.devio.engine.Errno;
import org.devio.engine.IoEngine;

/**
 * Requests that have their memory and are with an engine: what is moved, what is to be moved next,
 * and how long the kernel may take. Touched under the turn only.
 */
final class Transfers implements Lane.Outcome {
    /** How often EAGAIN or EINTR as the outcome of one request is tried again. */
    private static final int MAX_RETRIES = 8;

    private final IoConfig config;
    private final Observer observer;
    private final BufferPool pool;
    private final Listener listener;
    private final Lanes lanes;

    /** No request in flight expires before this. */
    private long nextExpiry = Nanos.NEVER;

    private boolean sooner;

    private long now;

    /** Told how requests end. Throws nothing. */
    interface Listener {
        /** The outcome of a request is known; it failed unless {@code failure} is null. */
        void finished(Request request, DeviceIoException failure);

        /** A disk has failed once more. */
        void erred(Disk disk);

        /** Something was thrown that ends a request, which is with no engine now. */
        void broke(Request request, Throwable thrown);

        /** Something was thrown that is no request's fault. */
        void broke(Throwable thrown);

        /**
         * The kernel no longer uses what an abandoned request has left to it: the descriptor, the
         * range that it may have locked.
         */
        void answered(Ghost ghost);

        /** The same, on any thread. */
        void closed(Ghost ghost);

        /** A disk has a ghost less. */
        void laid(Ghost ghost);
    }

    Transfers(
            IoConfig config,
            Supplier<IoEngine> first,
            EngineSupply engines,
            Observer observer,
            BufferPool pool,
            Listener listener) {
        this.config = config;
        this.observer = observer;
        this.pool = pool;
        this.listener = listener;
        this.lanes = new Lanes(first, engines, config.depth(), this);
    }

    Lanes lanes() {
        return lanes;
    }

    /** Reads the clock, for everything that begins or expires until the next time. */
    void tick() {
        now = observer.tick();
    }

    /** Begins a request whose block has been taken; the range of a write is locked. */
    void start(Request request) {
        request.moved = 0;
        request.expiresAt = Nanos.NEVER;
        if (request.allowedNanos > 0) {
            request.expiresAt = Nanos.after(now, request.allowedNanos);
            if (request.expiresAt < nextExpiry) {
                nextExpiry = request.expiresAt;
                sooner = true;
            }
        }
        observer.starts(request);
        request.become(Request.State.IN_FLIGHT);
        observer.started(request);
        if (request.operation == Request.Operation.WRITE && request.length < request.block.length) {
            request.operation = Request.Operation.READ_BEFORE_WRITE;
            begin(request);
        } else if (request.operation == Request.Operation.WRITE) {
            write(request);
        } else if (request.operation == Request.Operation.FLUSH && config.testMode()) {
            listener.finished(request, null);
        } else {
            begin(request);
        }
    }

    /** The block is what was there before, or all of it is to be written. */
    private void write(Request request) {
        Block block = request.block;
        int at = (int) (request.offset - block.start);
        request.copySource(block.memory.bytes(), at);
        request.operation = Request.Operation.WRITE;
        request.moved = 0;
        if (config.testMode()) {
            observer.issued(request, IoTrace.Mode.SUPPRESSED);
            listener.finished(request, null);
        } else {
            begin(request);
        }
    }

    /** One physical I/O begins. */
    private void begin(Request request) {
        observer.issued(request, lanes.isAsync(request) ? IoTrace.Mode.ASYNC : IoTrace.Mode.SYNC);
        lanes.prepare(request);
    }

    // ---- what the kernel says

    @Override
    public void completed(Request request, long result) {
        try {
            goOn(request, result);
        } catch (Throwable t) {
            listener.broke(request, t);
        }
    }

    @Override
    public void broke(Throwable thrown) {
        listener.broke(thrown);
    }

    private void goOn(Request request, long result) {
        if (result < 0) {
            boolean again = Errno.EAGAIN.is(result) || Errno.EINTR.is(result);
            if (again && request.retries++ < MAX_RETRIES) {
                lanes.prepare(request);
            } else {
                fail(request, DeviceIoException.failed(request, (int) -result));
            }
        } else if (request.operation == Request.Operation.FLUSH) {
            listener.finished(request, null);
        } else {
            moved(request, (int) result);
        }
    }

    private void moved(Request request, int bytes) {
        Block block = request.block;
        int before = request.moved;
        int all = before + bytes;
        observer.moved(request, bytes, block.length - before);
        boolean enough =
                request.operation == Request.Operation.READ
                        && block.start + all >= request.offset + request.length;
        if (all == block.length || enough) {
            if (request.operation == Request.Operation.READ_BEFORE_WRITE) {
                write(request);
            } else {
                block.length = all;
                listener.finished(request, null);
            }
            return;
        }
        // Short. Direct I/O can go on at a whole block only; without progress this is the end.
        request.moved = all - all % request.disk.geometry.logicalBlockSize();
        if (request.moved > before) {
            lanes.prepare(request);
        } else {
            fail(request, DeviceIoException.endsEarly(request, block.start + all));
        }
    }

    private void fail(Request request, DeviceIoException failure) {
        listener.erred(request.disk);
        listener.finished(request, failure);
    }

    // ---- deadlines

    /**
     * Nanoseconds from the last {@link #tick} until the next request expires; negative if none
     * will.
     */
    long untilExpiry() {
        sooner = false;
        return nextExpiry == Nanos.NEVER ? -1 : Math.max(0, nextExpiry - now);
    }

    /** Whether a request expires before what {@link #untilExpiry} said last. */
    boolean expiresSooner() {
        return sooner;
    }

    /** Whether it is time to look for requests that took too long. */
    boolean mayExpire() {
        return nextExpiry != Nanos.NEVER && observer.clock() >= nextExpiry;
    }

    /** Gives up on requests whose time is up. */
    void expire() {
        if (now < nextExpiry) {
            return;
        }
        // What the kernel has answered by now is not late, however late we look.
        lanes.look();
        lanes.deliver();
        nextExpiry = Nanos.NEVER;
        try {
            lanes.eachDirect(this::expire);
        } catch (Throwable t) {
            // Those that were not looked at are looked at in the next pass.
            nextExpiry = now;
            listener.broke(t);
        }
    }

    private void expire(Request request) {
        if (request.expiresAt > now) {
            nextExpiry = Math.min(nextExpiry, request.expiresAt);
            return;
        }
        long millis = (now - request.issuedAt) / 1_000_000;
        DeviceIoException failure =
                DeviceIoException.timedOut(request, "no answer for %d ms".formatted(millis));
        leaveToKernel(request);
        observer.timedOut(request);
        fail(request, failure);
    }

    /** Slot, buffer and descriptor stay the kernel's until it answers. */
    private void leaveToKernel(Request request) {
        lanes.abandon(request);
        request.disk.ghosts(1);
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
        listener.answered(ghost);
        forgot(ghost);
    }

    @Override
    public void forgot(Ghost ghost) {
        ghost.disk().ghosts(-1);
        listener.laid(ghost);
    }

    @Override
    public void closed(Ghost ghost) {
        listener.closed(ghost);
    }

    /** Fails what is in flight and goes on with another engine. */
    void reset(IoEngine fresh) {
        lanes.eachDirect(
                request -> {
                    DeviceIoException failure =
                            DeviceIoException.cancelled(request, "the context was reset first");
                    leaveToKernel(request);
                    listener.finished(request, failure);
                });
        nextExpiry = Nanos.NEVER;
        lanes.replace(fresh);
    }

    /** Nothing is in flight, and nothing will be. */
    void end() {
        nextExpiry = Nanos.NEVER;
        lanes.close();
    }
}
