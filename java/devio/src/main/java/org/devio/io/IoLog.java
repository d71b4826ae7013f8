package org.devio.io;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.TRACE;
import static java.lang.System.Logger.Level.WARNING;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import org.devio.engine.FileGeometry;
import org.devio.engine.OpenMode;

/**
 * The messages of logger {@code org.devio.io}, in the words of lvm2's debug class {@code io}, so
 * that a trace reads as its own does. Contexts and devices are logged at DEBUG, each I/O at TRACE.
 * That I/O is synchronous is logged at DEBUG too: who cares asks {@link IoContext#whySynchronous},
 * and a library does not talk on a console unasked. What a handler throws ends here, since what is
 * told of must go on. Any thread.
 */
final class IoLog {
    /** Whether anybody is to be asked who listens; to find that out takes 10 ms at first. */
    private static final boolean IS_ON = !"off".equals(System.getProperty("devio.log"));

    private IoLog() {}

    /** Made when first asked, so that it is never made if logging is off. */
    private static final class Holder {
        static final System.Logger LOG = System.getLogger(IoLog.class.getPackageName());
    }

    static boolean isTracing() {
        return IS_ON && isLoggable(TRACE);
    }

    private static boolean isDebugging() {
        return IS_ON && isLoggable(DEBUG);
    }

    private static boolean isLoggable(Level level) {
        try {
            return Holder.LOG.isLoggable(level);
        } catch (Throwable ofTheLogger) {
            return false;
        }
    }

    private static void debug(String message) {
        if (IS_ON) {
            log(DEBUG, message);
        }
    }

    private static void log(Level level, String message) {
        try {
            Holder.LOG.log(level, message);
        } catch (Throwable ofTheHandler) {
            // It has an ErrorManager for that.
        }
    }

    // ---- contexts

    /** The engine of a context, and if it is not the kernel's AIO why. */
    static void opened(IoConfig config, boolean async, String engine, String why) {
        if (!isDebugging()) {
            return;
        }
        if (!async) {
            debug("Not using asynchronous I/O: " + why);
            return;
        }
        debug(
                "Set up aio context for up to %d bytes across %d events."
                        .formatted(config.budget(), config.depth()));
        debug("Using asynchronous I/O" + (why == null ? "." : " by " + engine + ": " + why));
    }

    static void reset() {
        debug("Resetting asynchronous I/O context.");
    }

    static void closed(boolean async) {
        if (async) {
            debug("Destroying aio context.");
        }
    }

    // ---- devices

    static void opened(Path path, OpenMode mode, boolean direct, FileGeometry geometry) {
        if (!isDebugging()) {
            return;
        }
        if (mode.direct() && !direct) {
            debug(path + ": Not using O_DIRECT");
        }
        debug(
                "Opened %s %s%s%s"
                        .formatted(
                                path,
                                mode.write() ? "RW" : "RO",
                                mode.exclusive() ? " O_EXCL" : "",
                                direct ? " O_DIRECT" : ""));
        debug("%s: Block size is %d bytes".formatted(path, geometry.logicalBlockSize()));
        debug("%s: Physical block size is %d bytes".formatted(path, geometry.physicalBlockSize()));
    }

    static void upgrading(Path path) {
        debug(path + ": Already opened read-only. Upgrading to read-write.");
    }

    static void closed(Path path) {
        if (isDebugging()) {
            debug("Closed " + path);
        }
    }

    static void disabled(Path path, int errors) {
        log(
                WARNING,
                "Error counts reached a limit of %d. Device %s was disabled"
                        .formatted(errors, path));
    }

    /** A callback threw where nobody polls who could be told. */
    static void threw(Throwable thrown) {
        try {
            Holder.LOG.log(ERROR, "A callback threw", thrown);
        } catch (Throwable ofTheHandler) {
            // Nobody is left to be told.
        }
    }

    // ---- I/Os; callers ask isTracing first, but for failures

    static void failed(DeviceIoException failure) {
        debug(failure.getMessage());
    }

    static void queueing() {
        log(TRACE, "Queueing aio.");
    }

    static void cached(Path path, long offset, int length, IoCategory category) {
        log(
                TRACE,
                "Cached read for %d bytes at %d on %s (for %s)"
                        .formatted(length, offset, path, category.displayString()));
    }

    static void widening(
            Path path, long offset, long length, long start, int widened, IoCategory category) {
        if (widened != length) {
            log(
                    TRACE,
                    "Widening request for %d bytes at %d to %d bytes at %d on %s (for %s)"
                            .formatted(
                                    length,
                                    offset,
                                    widened,
                                    start,
                                    path,
                                    category.displayString()));
        }
    }

    /** One physical read or write. lvm2 puts the descriptor behind the name; here nobody has it. */
    static void issued(
            Path path,
            boolean write,
            long start,
            int length,
            IoCategory category,
            IoTrace.Mode mode) {
        log(
                TRACE,
                "%s %s: %8d bytes (%s) at %d%s (for %s)"
                        .formatted(
                                write ? "Write" : "Read ",
                                path,
                                length,
                                mode == IoTrace.Mode.ASYNC ? "async" : "sync",
                                start,
                                mode == IoTrace.Mode.SUPPRESSED ? " (test mode - suppressed)" : "",
                                category.displayString()));
    }
}
