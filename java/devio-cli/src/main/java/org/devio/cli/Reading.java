package org.devio.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import org.devio.config.LvmConf;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;

/** Opens what a command reads through. */
final class Reading {
    private Reading() {}

    /** What a command does while it can read. */
    interface Work<T> {
        T with(IoContext context, LvmConf settings) throws IOException;
    }

    /**
     * Does the work and closes. What keeps it from that, or makes it slow, is told to {@code err}.
     *
     * @return empty if there is no engine, or the work found nothing to read
     */
    static <T> Optional<T> run(IoOptions options, PrintStream err, Work<T> work) {
        return options.settings(err).flatMap(settings -> run(options, settings, err, work));
    }

    private static <T> Optional<T> run(
            IoOptions options, LvmConf settings, PrintStream err, Work<T> work) {
        IoConfig config = options.config(settings, err);
        try (IoContext context = IoContext.open(config)) {
            if (leavesChoice(config)) {
                context.whyNotAio()
                        .ifPresent(
                                why ->
                                        err.println(
                                                "devio: the kernel's AIO unavailable, reading by "
                                                        + context.engineName()
                                                        + ": "
                                                        + why));
            }
            return Optional.of(work.with(context, settings));
        } catch (IOException e) {
            err.println("devio: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether it is left to devio how to read. */
    private static boolean leavesChoice(IoConfig config) {
        return config.engine() == IoConfig.Engine.AUTO
                && config.maxInFlight() > 0
                && config.maxBufferBytes() > 0;
    }
}
