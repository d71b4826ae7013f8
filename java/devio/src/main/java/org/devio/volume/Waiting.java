package org.devio.volume;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.devio.io.IoContext;

/** Waits for callbacks on the calling thread, which polls for them unless another does. */
final class Waiting {
    /** How late it can be noticed that another thread has run the callback. */
    private static final Duration PATIENCE = Duration.ofMillis(10);

    private Waiting() {}

    /**
     * Polls until something is so.
     *
     * @throws IllegalStateException inside a callback
     */
    static void until(IoContext context, BooleanSupplier isSo) {
        while (!isSo.getAsBoolean()) {
            context.poll(PATIENCE);
        }
    }
}
