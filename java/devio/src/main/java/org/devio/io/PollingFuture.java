package org.devio.io;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A future of an I/O whose {@code get} polls the context, unless a reaper does. */
final class PollingFuture<T> extends CompletableFuture<T> {
    /** How long a get goes on to poll when another thread's poll has completed it. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final IoContext context;

    PollingFuture(IoContext context) {
        this.context = context;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new PollingFuture<>(context);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException inside a callback, where nobody else can poll
     */
    @Override
    public T get() throws InterruptedException, ExecutionException {
        while (mustPoll()) {
            poll(SLICE_NANOS);
        }
        return super.get();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException inside a callback, where nobody else can poll
     */
    @Override
    public T get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        long nanos = unit.toNanos(timeout);
        long start = System.nanoTime();
        long left = nanos;
        while (left > 0 && mustPoll()) {
            poll(Math.min(left, SLICE_NANOS));
            left = nanos - (System.nanoTime() - start);
        }
        return super.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException inside a callback, where nobody else can poll
     */
    @Override
    public T join() {
        while (mustPoll()) {
            context.poll(Duration.ofNanos(SLICE_NANOS));
        }
        return super.join();
    }

    private boolean mustPoll() {
        if (isDone()) {
            return false;
        }
        if (context.loop().isInCallback()) {
            throw new IllegalStateException("a callback that waits for I/O waits for itself");
        }
        return !IoReaper.polls(context);
    }

    private void poll(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        context.poll(Duration.ofNanos(nanos));
    }
}
