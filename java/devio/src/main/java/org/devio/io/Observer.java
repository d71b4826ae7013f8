package org.devio.io;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Sees what becomes of requests and tells whoever cares: counters always; trace, log and Flight
 * Recorder if they are on. Nothing is allocated or formatted while they are off. Touched under the
 * turn, but for what {@link BlockingCall}s use.
 *
 * <p>Those who are told may throw. Where a request can still fail that ends it, as the exception
 * passes through {@link #cached}, {@link #started} and {@link #issued}; all others keep it for
 * whoever polls, so that a request that is over stays over.
 */
final class Observer {
    final IoEvents events = IoEvents.find();
    final Statistics statistics = new Statistics();
    private final IoTrace trace;
    private final LongSupplier clock;
    private final Callbacks callbacks;
    private boolean logging;
    private boolean timing;
    private long now;

    Observer(IoTrace trace, LongSupplier clock, Callbacks callbacks) {
        this.trace = trace;
        this.clock = clock;
        this.callbacks = callbacks;
        refresh();
    }

    /** Asks who listens; once a pass, since asking for each I/O would cost as much as the rest. */
    void refresh() {
        try {
            logging = IoLog.isTracing();
            timing = events.timesIo();
        } catch (Throwable t) {
            callbacks.keep(t);
        }
    }

    /** Reads the clock, for everything until the next time. */
    long tick() {
        now = clock.getAsLong();
        return now;
    }

    long clock() {
        return clock.getAsLong();
    }

    // ---- the stations of a request, each told before its state changes

    void admitted(Request request) {
        request.admittedAt = now;
    }

    void cached(Request request) {
        statistics.add(request, Counters.CACHED, 1);
        traced(request, IoTrace.Mode.CACHED);
        if (logging) {
            IoLog.cached(request.disk.path, request.offset, request.length, request.category);
        }
    }

    void queued(Request request) {
        if (request.state == Request.State.QUEUED) {
            return;
        }
        statistics.up(request, Counters.QUEUED);
        if (logging) {
            try {
                IoLog.queueing();
            } catch (Throwable t) {
                callbacks.keep(t);
            }
        }
    }

    /** It has its block and is about to be in flight. */
    void starts(Request request) {
        if (request.state == Request.State.QUEUED) {
            statistics.down(request, Counters.QUEUED);
        }
        statistics.up(request, Counters.IN_FLIGHT);
        request.issuedAt = now;
    }

    /** It is in flight, and goes to its engine next. */
    void started(Request request) {
        if (timing) {
            request.event = events.begin();
        }
        Block block = request.block;
        if (logging && block != null) {
            IoLog.widening(
                    request.disk.path,
                    request.offset,
                    request.length,
                    block.start,
                    block.length,
                    request.category);
        }
    }

    /** One physical I/O begins, or does not in test mode. */
    void issued(Request request, IoTrace.Mode mode) {
        if (mode != IoTrace.Mode.SUPPRESSED) {
            statistics.add(request, Counters.SUBMITTED, 1);
        }
        traced(request, mode);
        Block block = request.block;
        if (logging && block != null) {
            IoLog.issued(
                    request.disk.path,
                    request.operation == Request.Operation.WRITE,
                    block.start,
                    block.length,
                    request.category,
                    mode);
        }
    }

    private void traced(Request request, IoTrace.Mode mode) {
        Block block = request.block;
        if (trace != null && block != null) {
            trace.traced(
                    request.disk.path,
                    request.operation == Request.Operation.WRITE,
                    block.start,
                    block.length,
                    request.category,
                    mode);
        }
    }

    /** The kernel has moved {@code bytes} of the {@code wanted} that it was asked for. */
    void moved(Request request, int bytes, int wanted) {
        boolean write = request.operation == Request.Operation.WRITE;
        statistics.add(request, write ? Counters.BYTES_WRITTEN : Counters.BYTES_READ, bytes);
        if (bytes < wanted) {
            statistics.add(request, Counters.SHORT, 1);
        }
    }

    void timedOut(Request request) {
        statistics.add(request, Counters.TIMED_OUT, 1);
    }

    /** Its outcome is known; it failed unless {@code failure} is null. */
    void ended(Request request, DeviceIoException failure) {
        if (request.state == Request.State.QUEUED) {
            statistics.down(request, Counters.QUEUED);
        } else if (request.state == Request.State.IN_FLIGHT) {
            statistics.down(request, Counters.IN_FLIGHT);
            statistics.took(request, now - request.issuedAt);
        }
        if (request.event == null && failure == null) {
            return;
        }
        try {
            tellEnded(request, failure);
        } catch (Throwable t) {
            callbacks.keep(t);
        }
    }

    private void tellEnded(Request request, DeviceIoException failure) {
        if (request.event != null) {
            events.end(
                    request.event,
                    request.disk.path,
                    request.verb(),
                    request.offset,
                    request.length,
                    request.category,
                    request.issuedAt - request.admittedAt);
        }
        if (failure != null) {
            events.failed(
                    request.disk.path,
                    request.verb(),
                    request.offset,
                    request.length,
                    request.category,
                    failure);
            IoLog.failed(failure);
        }
    }

    void delivered(Request request) {
        statistics.add(request, request.failure == null ? Counters.COMPLETED : Counters.FAILED, 1);
    }

    // ---- for blocking calls, on any thread

    void traced(
            Path path,
            boolean write,
            long start,
            int length,
            IoCategory category,
            IoTrace.Mode mode) {
        if (trace != null) {
            trace.traced(path, write, start, length, category, mode);
        }
        if (IoLog.isTracing()) {
            IoLog.issued(path, write, start, length, category, mode);
        }
    }
}
