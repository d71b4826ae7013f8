package org.devio.engine;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/** A file descriptor that the shim opened. */
final class NativeFile implements IoFile {
    private static final int CLOSED = -1;
    private static final int BAD_DESCRIPTOR = -Errno.EBADF.number();

    private final FileGeometry geometry;
    private final int granted;
    private volatile int fd;

    private NativeFile(int fd, int granted, FileGeometry geometry) {
        this.fd = fd;
        this.granted = granted;
        this.geometry = geometry;
    }

    static NativeFile open(Path path, OpenMode mode) throws ErrnoException {
        byte[] name = SystemPath.bytes(path);
        long opened =
                NativeBlockDevice.open(
                        Arrays.copyOf(name, name.length + 1),
                        (mode.write() ? NativeBlockDevice.OPEN_WRITE : 0)
                                | (mode.exclusive() ? NativeBlockDevice.OPEN_EXCLUSIVE : 0)
                                | (mode.direct() ? NativeBlockDevice.OPEN_DIRECT : 0)
                                | (mode.noAtime() ? NativeBlockDevice.OPEN_NOATIME : 0));
        if (opened < 0) {
            throw new ErrnoException((int) -opened, "open");
        }
        int fd = (int) opened;
        int granted = (int) (opened >>> Integer.SIZE);
        try {
            return new NativeFile(fd, granted, geometryOf(fd));
        } catch (ErrnoException | RuntimeException | Error e) {
            NativeBlockDevice.close(fd);
            throw e;
        }
    }

    private static FileGeometry geometryOf(int fd) throws ErrnoException {
        ByteBuffer answer =
                ByteBuffer.allocateDirect(NativeBlockDevice.GEOMETRY_BYTES)
                        .order(ByteOrder.nativeOrder());
        int status = NativeBlockDevice.geometry(fd, NativeBlockDevice.address(answer));
        if (status < 0) {
            throw new ErrnoException(-status, "reading the size");
        }
        boolean block =
                answer.getInt(NativeBlockDevice.GEOMETRY_KIND) == NativeBlockDevice.KIND_BLOCK;
        return new FileGeometry(
                block ? FileGeometry.Kind.BLOCK_DEVICE : FileGeometry.Kind.FILE,
                answer.getLong(NativeBlockDevice.GEOMETRY_SIZE),
                block
                        ? FileIdentity.ofDevice(answer.getLong(NativeBlockDevice.GEOMETRY_RDEV))
                        : new FileIdentity(
                                answer.getLong(NativeBlockDevice.GEOMETRY_DEV),
                                answer.getLong(NativeBlockDevice.GEOMETRY_INODE)),
                answer.getInt(NativeBlockDevice.GEOMETRY_LOGICAL),
                answer.getInt(NativeBlockDevice.GEOMETRY_PHYSICAL),
                answer.getInt(NativeBlockDevice.GEOMETRY_MEMORY_ALIGN),
                answer.getInt(NativeBlockDevice.GEOMETRY_READ_AHEAD));
    }

    /** The descriptor; none that the kernel knows once it is closed. */
    int fd() {
        return fd;
    }

    @Override
    public FileGeometry geometry() {
        return geometry;
    }

    @Override
    public long size() {
        int open = fd;
        try {
            return open == CLOSED ? BAD_DESCRIPTOR : geometryOf(open).size();
        } catch (ErrnoException e) {
            return -e.errno();
        }
    }

    @Override
    public boolean isDirect() {
        return (granted & NativeBlockDevice.OPEN_DIRECT) != 0;
    }

    @Override
    public boolean isNoAtime() {
        return (granted & NativeBlockDevice.OPEN_NOATIME) != 0;
    }

    @Override
    public int read(long offset, IoBuffer buffer, int at, int length) {
        int open = fd;
        if (open == CLOSED) {
            return BAD_DESCRIPTOR;
        }
        try {
            return NativeBlockDevice.read(open, offset, buffer.address(at, length), length);
        } finally {
            // An address keeps no memory.
            Reference.reachabilityFence(buffer);
        }
    }

    @Override
    public int write(long offset, IoBuffer buffer, int at, int length) {
        int open = fd;
        if (open == CLOSED) {
            return BAD_DESCRIPTOR;
        }
        try {
            return NativeBlockDevice.write(open, offset, buffer.address(at, length), length);
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    @Override
    public int flush() {
        int open = fd;
        return open == CLOSED ? BAD_DESCRIPTOR : NativeBlockDevice.flush(open);
    }

    @Override
    public int discard(long offset, long length) {
        int open = fd;
        return open == CLOSED ? BAD_DESCRIPTOR : NativeBlockDevice.discard(open, offset, length);
    }

    @Override
    public synchronized int close() {
        int closing = fd;
        fd = CLOSED;
        return closing == CLOSED ? BAD_DESCRIPTOR : NativeBlockDevice.close(closing);
    }
}
