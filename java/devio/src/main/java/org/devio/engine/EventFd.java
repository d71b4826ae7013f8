package org.devio.engine;

import java.io.IOException;

/**
 * An eventfd, by which somebody else's event loop learns that there is work. Any thread may use it;
 * once it is closed nothing is done to its number, which may be that of another file by then.
 */
public final class EventFd {
    /** What stands for no eventfd where there may be one. */
    public static final int NONE = -1;

    private int number;

    /** It was raised and has not been drained since, so that raising it again needs no call. */
    private boolean raised;

    private EventFd(int number) {
        this.number = number;
    }

    /**
     * Makes one, not readable yet.
     *
     * @throws IOException if the process may open no more files
     * @throws UnsupportedOperationException without the native library
     */
    public static EventFd open() throws IOException {
        if (!NativeLibrary.isLoaded()) {
            throw new UnsupportedOperationException(
                    "an eventfd takes native code: " + NativeLibrary.whyNotLoaded().orElseThrow());
        }
        int number = NativeEvent.open();
        if (number < 0) {
            throw new IOException("eventfd failed: " + Errno.describe(-number));
        }
        return new EventFd(number);
    }

    /** The descriptor; {@link #NONE} once it is closed. */
    public synchronized int number() {
        return number;
    }

    /** Makes it readable. */
    public synchronized void raise() {
        if (!raised && number != NONE) {
            raised = true;
            NativeEvent.raise(number);
        }
    }

    /** Makes it unreadable until it is raised again; whether it was readable. */
    public synchronized boolean drain() {
        raised = false;
        return number != NONE && NativeEvent.drain(number) > 0;
    }

    /** Closes it. Idempotent. */
    public synchronized void close() {
        if (number != NONE) {
            NativeEvent.close(number);
            number = NONE;
        }
    }
}
