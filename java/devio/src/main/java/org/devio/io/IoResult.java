package org.devio.io;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What became of one read or write. Valid inside the callback that it is handed to. */
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
     * The bytes asked for: read-only, little-endian, from index 0 to {@link #length}. They are
     * valid until the callback returns; copy what you keep.
     *
     * @throws DeviceIoException what went wrong, if it did
     */
    ByteBuffer data() throws DeviceIoException;
}
