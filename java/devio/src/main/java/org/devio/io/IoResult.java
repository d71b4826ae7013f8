package org.devio.io;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What became of one read, write or flush. Valid inside the callback that it is handed to. */
public interface IoResult {
    /** The device. */
    Path path();

    /** First byte asked for, from the start of the device. */
    long offset();

    /** Bytes asked for. */
    int length();

    /** Why it was asked for. */
    IoCategory category();

    /** Whether it failed, so that {@link #data} throws. */
    boolean isFailed();

    /**
     * Does nothing if the I/O succeeded. The shortest correct callback of a write calls it.
     *
     * @throws DeviceIoException what went wrong, if it did
     */
    void check() throws DeviceIoException;

    /**
     * The bytes asked for: read-only, little-endian, from index 0 to {@link #length}. They are
     * valid until the callback returns; copy what you keep. After a write they are what was
     * written; a flush has none.
     *
     * @throws DeviceIoException what went wrong, if it did
     */
    ByteBuffer data() throws DeviceIoException;
}
