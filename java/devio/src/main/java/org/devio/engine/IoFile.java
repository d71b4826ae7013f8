package org.devio.engine;

/**
 * An open device or file. Any thread may read and write; {@link #close} must be the last call.
 *
 * <p>Every call but the accessors may block for as long as the device likes, and answers {@code >=
 * 0} or {@code -errno}.
 */
public interface IoFile {
    /** What was found when it was opened. */
    FileGeometry geometry();

    /** Bytes, as of now; or {@code -errno}. */
    long size();

    /** Whether I/O goes past the page cache, so that it can be asynchronous. */
    boolean isDirect();

    /** Whether reading leaves its time of last access alone. */
    boolean isNoAtime();

    /**
     * Reads once into {@code buffer} from its byte {@code at} on.
     *
     * @return bytes read, fewer than {@code length} only at the end or after a fault, 0 at the end;
     *     or {@code -errno}
     */
    int read(long offset, IoBuffer buffer, int at, int length);

    /** Writes once from {@code buffer}; bytes written, or {@code -errno}. */
    int write(long offset, IoBuffer buffer, int at, int length);

    /** Makes what was written durable. */
    int flush();

    /** Tells the device that a range holds nothing anymore; {@code -EOPNOTSUPP} if it cannot. */
    int discard(long offset, long length);

    /** Gives the descriptor back; later calls, also of this, are answered {@code -EBADF}. */
    int close();
}
