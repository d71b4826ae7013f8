package org.devio.io;

import java.nio.file.Path;

/**
 * Where events for Flight Recorder go. Names no class of module {@code jdk.jfr}, which need not be
 * there; by itself it takes nothing.
 */
class IoEvents {
    /** Those of Flight Recorder if the module is there, else none. */
    static IoEvents find() {
        try {
            return new JfrEvents();
        } catch (NoClassDefFoundError e) {
            return new IoEvents();
        }
    }

    /** Whether {@link #begin} is worth calling. */
    boolean timesIo() {
        return false;
    }

    /** Starts to time one I/O; what it returns goes to {@link #end}. */
    Object begin() {
        return null;
    }

    /**
     * One I/O is over.
     *
     * @param begun from {@link #begin}
     * @param queuedNanos how long it had waited before
     */
    void end(
            Object begun,
            Path path,
            String operation,
            long offset,
            long length,
            IoCategory category,
            long queuedNanos) {}

    void failed(
            Path path,
            String operation,
            long offset,
            long length,
            IoCategory category,
            DeviceIoException failure) {}

    void opened(String engine, String whyNotAio) {}

    void reset(String engine) {}

    void closed(String engine) {}
}
