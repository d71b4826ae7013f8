package org.devio.engine;

import java.nio.ByteBuffer;

/**
 * The calls that open, measure, read and write one device or file. Mirrors {@code
 * native/blockdev.h} line for line; every call answers {@code >= 0} or {@code -errno}.
 */
final class NativeBlockDevice {
    /**
     * What Java and C must agree on; a shim of another number is refused. It stands in the file of
     * the shim too.
     */
    static final int SHIM_VERSION = 3;

    /**
     * Bits of {@link #open}; the last two are wishes, and the answer says whether they came true.
     */
    static final int OPEN_WRITE = 1;

    static final int OPEN_EXCLUSIVE = 2;
    static final int OPEN_DIRECT = 4;
    static final int OPEN_NOATIME = 8;

    /** {@code struct devio_geometry}: bytes, and the offset of each field. */
    static final int GEOMETRY_BYTES = 56;

    /** int64: size in bytes. */
    static final int GEOMETRY_SIZE = 0;

    /** uint64: {@code st_rdev} of a device, 0 for a file. */
    static final int GEOMETRY_RDEV = 8;

    /** int32: 1 regular file, 2 block device, 0 anything else. */
    static final int GEOMETRY_KIND = 16;

    /**
     * int32: logical block size in bytes, the unit of direct I/O (BLKSSZGET, for a file
     * STATX_DIOALIGN). Where the kernel does not say it of a file: 4096 with O_DIRECT, else 512.
     */
    static final int GEOMETRY_LOGICAL = 20;

    /**
     * int32: physical block size in bytes (BLKPBSZGET), never below the logical one and equal to it
     * for a file.
     */
    static final int GEOMETRY_PHYSICAL = 24;

    /** int32: alignment in bytes that direct I/O asks of memory. */
    static final int GEOMETRY_MEMORY_ALIGN = 28;

    /** int32: read-ahead in sectors of 512 bytes (BLKRAGET), 0 for a file. */
    static final int GEOMETRY_READ_AHEAD = 32;

    /** uint64: {@code st_dev}, the device whose file system this is on. */
    static final int GEOMETRY_DEV = 40;

    /** uint64: {@code st_ino}. */
    static final int GEOMETRY_INODE = 48;

    static final int KIND_OTHER = 0;
    static final int KIND_FILE = 1;
    static final int KIND_BLOCK = 2;

    private NativeBlockDevice() {}

    /** The first call of all, alone: gets the shim ready; its {@link #SHIM_VERSION}. */
    static native int start();

    /** Address of a direct buffer's first byte; 0 for a buffer on the heap. */
    static native long address(ByteBuffer buffer);

    /**
     * The same of memory that is there for as long as the buffer is reachable; 0 for that of an
     * arena, which is freed when somebody closes it, and where the JVM does not let us know.
     */
    static native long lastingAddress(ByteBuffer buffer);

    /**
     * Opens a file or block device with O_CLOEXEC, never O_CREAT. O_NOATIME is given up on EPERM,
     * O_DIRECT on EINVAL or EOPNOTSUPP, and only if it was asked for. Exclusive means O_EXCL: EBUSY
     * for a device that is mounted or held exclusively, nothing for a file.
     *
     * @param path the path's bytes, ending in NUL
     * @return the descriptor in the low 32 bits and the granted OPEN_ bits in the high 32, or
     *     {@code -errno}: EISDIR for a directory, ENOTBLK for what is neither file nor block device
     *     (neither is opened, so that a FIFO cannot block)
     */
    static native long open(byte[] path, int flags);

    /** Fills {@code struct devio_geometry} at {@code geometry} for an open descriptor. */
    static native int geometry(int fd, long geometry);

    /** One pread; EINTR is retried. Bytes read (0 at the end), or {@code -errno}. */
    static native int read(int fd, long offset, long address, int length);

    /** One pwrite; EINTR is retried. Bytes written, or {@code -errno}. */
    static native int write(int fd, long offset, long address, int length);

    /** Makes written bytes durable: fdatasync for files and devices. */
    static native int flush(int fd);

    /**
     * Tells a device that a range of whole logical blocks is unused (BLKDISCARD); EOPNOTSUPP for
     * files, EBADF unless opened for writing.
     */
    static native int discard(int fd, long offset, long length);

    /** Closes; the descriptor is gone whatever the answer. */
    static native int close(int fd);
}
