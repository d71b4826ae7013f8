package org.devio.io;

import java.io.IOException;
import java.util.Objects;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * Publishes {@code java.util.logging} to a {@link DeviceLog}. Who logs waits for the device. What
 * fails goes to the {@link ErrorManager}, as with every handler. At first it takes all levels, with
 * a {@link SimpleFormatter}. What its own calls of the device make devio log, on the thread that
 * makes them, is dropped: it may stand on the root logger.
 *
 * <p>Needs module {@code java.logging}, which the rest of the library does without.
 */
public final class DeviceLogHandler extends Handler {
    /** On a thread that is in a call of a log. */
    private static final ThreadLocal<Boolean> BUSY = new ThreadLocal<>();

    private final DeviceLog log;

    /** A handler that appends to {@code log}, and closes it when it is closed. */
    public DeviceLogHandler(DeviceLog log) {
        this.log = Objects.requireNonNull(log, "log");
        setFormatter(new SimpleFormatter());
        setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord entry) {
        if (!isLoggable(entry) || BUSY.get() != null) {
            return;
        }
        String text;
        try {
            text = getFormatter().format(entry);
        } catch (RuntimeException e) {
            reportError(null, e, ErrorManager.FORMAT_FAILURE);
            return;
        }
        call(() -> log.append(text), ErrorManager.WRITE_FAILURE);
    }

    @Override
    public void flush() {
        call(log::flush, ErrorManager.FLUSH_FAILURE);
    }

    @Override
    public void close() {
        call(log::close, ErrorManager.CLOSE_FAILURE);
    }

    private interface Call {
        void make() throws IOException;
    }

    private void call(Call call, int failure) {
        BUSY.set(true);
        try {
            call.make();
        } catch (IOException | IllegalStateException e) {
            reportError(null, e, failure);
        } finally {
            BUSY.remove();
        }
    }
}
