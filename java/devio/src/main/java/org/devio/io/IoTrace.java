package org.devio.io;

import java.nio.file.Path;

/** Sees each physical I/O as it is issued, and each read that a kept block answered. */
@FunctionalInterface
public interface IoTrace {
    /** How an I/O was made. */
    enum Mode {
        /** Through the asynchronous engine. */
        ASYNC,
        /** On the calling or polling thread. */
        SYNC,
        /** Not at all: the bytes were still there from the last read. */
        CACHED,
        /** Not at all: a write in test mode. */
        SUPPRESSED
    }

    /**
     * One I/O.
     *
     * @param offset first byte, after widening to whole blocks
     * @param length bytes, after widening
     */
    void traced(Path path, boolean write, long offset, int length, IoCategory category, Mode mode);
}
