package org.devio.io;

import java.nio.file.Path;

/**
 * Bytes that no device that is there holds, such as those of a logical volume on a physical volume
 * that is missing. Unlike other failures it is known without asking the devices, and stays.
 */
public final class LostBytesException extends DeviceIoException {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final long length;
    private final String why;

    /**
     * Says what is lost.
     *
     * @param path name of what is read
     * @param offset first byte there that is lost
     * @param length how many are
     * @param why what is missing, in words
     */
    public LostBytesException(Path path, long offset, long length, String why) {
        super(path, "%d bytes at %d cannot be read: %s".formatted(length, offset, why), 0);
        this.offset = offset;
        this.length = length;
        this.why = why;
    }

    /** First byte that is lost. */
    public long offset() {
        return offset;
    }

    /** How many are, up to the end of the read at most. */
    public long length() {
        return length;
    }

    /** What is missing, in words. */
    public String why() {
        return why;
    }
}
