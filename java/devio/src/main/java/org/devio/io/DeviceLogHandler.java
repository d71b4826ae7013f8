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
 * a {@link SimpleFormatter}.
 *
 * <p>Needs module {@code java.logging}, which the rest of the library does without.
 */
public final class DeviceLogHandler extends Handler {
    private final DeviceLog log;

    /** A handler that appends to {@code log}, and closes it when it is closed. */
    public DeviceLogHandler(DeviceLog log) {
        this.log = Objects.requireNonNull(log, "log");
        setFormatter(new SimpleFormatter());
        setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        String text;
        try {
            text = getFormatter().format(entry);
        } catch (RuntimeException e) {
            reportError(null, e, ErrorManager.FORMAT_FAILURE);
            return;
        }
        try {
            log.append(text);
        } catch (IOException | IllegalStateException e) {
            reportError(null, e, ErrorManager.WRITE_FAILURE);
        }
    }

    @Override
    public void flush() {
        try {
            log.flush();
        } catch (IOException | IllegalStateException e) {
            reportError(null, e, ErrorManager.FLUSH_FAILURE);
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
