package org.devio.io;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.TRACE;
import static java.lang.System.Logger.Level.WARNING;

import java.nio.file.Path;
import org.devio.engine.FileGeometry;
import org.devio.engine.OpenMode;

/**
 * The messages of logger {@code org.devio.io}, in the words of lvm2's debug class {@code io}, so
 * that a trace reads as its own does. Contexts and devices are logged at DEBUG, each I/O at TRACE.
 * That I/O is synchronous is logged at DEBUG too: who cares asks {@link IoContext#whySynchronous},
 * and a library does not talk on a console unasked. Any thread.
 */
final class IoLog {
    private static final System.Logger LOG = System.getLogger(IoLog.class.getPackageName());

    private IoLog() {}

    static boolean isTracing() {
        return LOG.isLoggable(TRACE);
    }

    // ---- contexts

    static void opened(IoConfig config, String whySynchronous) {
        if (whySynchronous == null) {
            LOG.log(
                    DEBUG,
                    () ->
                            "Set up aio context for up to %d bytes across %d events."
                                    .formatted(config.budget(), config.depth()));
            LOG.log(DEBUG, "Using asynchronous I/O.");
        } else {
            LOG.log(DEBUG, () -> "Not using asynchronous I/O: %s".formatted(whySynchronous));
        }
    }

    static void reset() {
        LOG.log(DEBUG, "Resetting asynchronous I/O context.");
    }

    static void closed(String whySynchronous) {
        if (whySynchronous == null) {
            LOG.log(DEBUG, "Destroying aio context.");
        }
    }

    // ---- devices

    static void opened(Path path, OpenMode mode, boolean direct, FileGeometry geometry) {
        if (mode.direct() && !direct) {
            LOG.log(DEBUG, () -> "%s: Not using O_DIRECT".formatted(path));
        }
        LOG.log(
                DEBUG,
                () ->
                        "Opened %s %s%s%s"
                                .formatted(
                                        path,
                                        mode.write() ? "RW" : "RO",
                                        mode.exclusive() ? " O_EXCL" : "",
                                        direct ? " O_DIRECT" : ""));
        LOG.log(
                DEBUG,
                () -> "%s: Block size is %d bytes".formatted(path, geometry.logicalBlockSize()));
        LOG.log(
                DEBUG,
                () ->
                        "%s: Physical block size is %d bytes"
                                .formatted(path, geometry.physicalBlockSize()));
    }

    static void upgrading(Path path) {
        LOG.log(
                DEBUG,
                () -> "%s: Already opened read-only. Upgrading to read-write.".formatted(path));
    }

    static void closed(Path path) {
        LOG.log(DEBUG, () -> "Closed %s".formatted(path));
    }

    static void disabled(Path path, int errors) {
        LOG.log(
                WARNING,
                "Error counts reached a limit of {0}. Device {1} was disabled",
                errors,
                path);
    }

    // ---- I/Os; callers ask isTracing first, but for failures

    static void failed(DeviceIoException failure) {
        LOG.log(DEBUG, failure.getMessage());
    }

    static void queueing() {
        LOG.log(TRACE, "Queueing aio.");
    }

    static void cached(Path path, long offset, int length, IoCategory category) {
        LOG.log(
                TRACE,
                "Cached read for %d bytes at %d on %s (for %s)"
                        .formatted(length, offset, path, category.displayString()));
    }

    static void widening(
            Path path, long offset, long length, long start, int widened, IoCategory category) {
        if (widened != length) {
            LOG.log(
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
        LOG.log(
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
