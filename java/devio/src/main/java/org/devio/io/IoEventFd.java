package org.devio.io;

import java.io.IOException;
import org.devio.engine.EventFd;

/**
 * Lets somebody else's event loop (epoll, io_uring, a native one) wait for a context: an eventfd
 * that is readable whenever {@link IoContext#poll} has something to do. The kernel raises it for
 * each I/O that is over, the context for all that needs no kernel: what was just submitted, reads
 * that a kept block answers, refusals, synchronous I/O, opened devices, a reset. It stays readable
 * until the next poll, and costs contexts that have none nothing.
 *
 * <p>Time is the one thing that it does not tell of: the loop polls after {@link #timeoutNanos} as
 * well, so that deadlines hold.
 *
 * <pre>{@code
 * try (IoEventFd ready = IoEventFd.open(context)) {
 *     epoll.add(ready.number(), EPOLLIN);
 *     while (running) {
 *         epoll.await(ready.timeoutNanos());
 *         context.poll(Duration.ZERO);
 *     }
 * }
 * }</pre>
 *
 * <p>It may be readable without need; the poll then finds nothing. It is not for contexts that an
 * {@link IoReaper} polls.
 */
public final class IoEventFd implements AutoCloseable {
    private final IoContext context;
    private final EventFd event;

    private IoEventFd(IoContext context, EventFd event) {
        this.context = context;
        this.event = event;
    }

    /**
     * Makes the eventfd of a context. It serves until it is closed, also after {@link
     * IoContext#reset}.
     *
     * @throws IOException if the process may open no more files
     * @throws IllegalStateException if the context is closed or has one, if anything is outstanding
     *     (its end would go unnoticed), and inside a callback
     * @throws UnsupportedOperationException if the context runs without native code
     */
    public static IoEventFd open(IoContext context) throws IOException {
        if (context.config().engine() == IoConfig.Engine.JAVA) {
            throw new UnsupportedOperationException(
                    "an eventfd takes native code, and engine java was asked for");
        }
        EventFd event = EventFd.open();
        if (context.isClosed() || !context.loop().announceTo(event)) {
            event.close();
            throw new IllegalStateException(
                    "the context is closed, has an eventfd already, or something is outstanding");
        }
        return new IoEventFd(context, event);
    }

    /** The number of the descriptor, the context's to read and to close. */
    public int number() {
        return event.number();
    }

    /**
     * How long the event loop may wait before it polls though nothing is readable: until the next
     * deadline as of the last poll, and a few milliseconds while devices are being opened. To be
     * called by the thread that polls, after it has.
     *
     * @return nanoseconds; negative without limit, as epoll has it
     */
    public long timeoutNanos() {
        return context.loop().patience();
    }

    /**
     * Closes the descriptor; the context goes on without. The event loop has to have let go of it
     * before, since its number may soon be that of another file. Idempotent.
     */
    @Override
    public void close() {
        context.loop().announceNoMore(event);
    }
}
