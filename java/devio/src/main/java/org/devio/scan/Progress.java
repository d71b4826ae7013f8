package org.devio.scan;

import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * How far a scan has come, and who wants to know. Chains end on whichever thread polls the context;
 * all but {@link #done} belongs to the thread that scans.
 */
final class Progress {
    private final Consumer<? super ScannedDevice> listener;
    private final AtomicInteger unfinished = new AtomicInteger();
    private final Queue<ScannedDevice> untold = new ConcurrentLinkedQueue<>();
    private Throwable thrown;

    Progress(Consumer<? super ScannedDevice> listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** One more chain is on its way. */
    void begun() {
        unfinished.incrementAndGet();
    }

    /** One of them is through. */
    void done(List<ScannedDevice> found) {
        untold.addAll(found);
        unfinished.decrementAndGet();
    }

    boolean isUnfinished() {
        return unfinished.get() > 0;
    }

    /** Tells what nobody was told of yet. */
    void tell() {
        for (ScannedDevice next = untold.poll(); next != null; next = untold.poll()) {
            try {
                if (thrown == null) {
                    listener.accept(next);
                }
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
        }
    }

    /** Throws what the listener threw. */
    void rethrow() {
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
    }
}
