package org.devio.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import org.devio.io.IoContext;

/** Opens what a command reads through. */
final class Reading {
    private Reading() {}

    /** What a command does while it can read. */
    interface Work<T> {
        T with(IoContext context) throws IOException;
    }

    /**
     * Does the work and closes. What keeps it from that, or makes it slow, is told to {@code err}.
     *
     * @return empty if there is no engine, or the work found nothing to read
     */
    static <T> Optional<T> run(IoOptions options, PrintStream err, Work<T> work) {
        try (IoContext context = IoContext.open(options.config(err))) {
            if (options.leavesChoice()) {
                context.whySynchronous()
                        .ifPresent(
                                why ->
                                        err.println(
                                                "devio: asynchronous I/O unavailable, reading"
                                                        + " synchronously: "
                                                        + why));
            }
            return Optional.of(work.with(context));
        } catch (IOException e) {
            err.println("devio: " + e.getMessage());
            return Optional.empty();
        }
    }
}
