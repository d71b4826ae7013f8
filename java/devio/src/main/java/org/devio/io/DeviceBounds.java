package org.devio.io;

/** Which bytes of a disk one of its {@link Device}s may read and write. Any thread may use it. */
final class DeviceBounds {
    private static final long UNSET = Long.MAX_VALUE;

    /** Where the last whole MiB ends that a long can address; what a range is widened to fits. */
    private static final long ADDRESSABLE = Long.MAX_VALUE & -(1L << 20);

    private final Disk disk;
    private volatile long writeEnd = UNSET;

    /** Where the next append goes; of the one thread that appends. */
    long appendPosition;

    DeviceBounds(Disk disk) {
        this.disk = disk;
    }

    private long size() {
        return disk.geometry.size();
    }

    /** The size of the device, until less is set. */
    long writeEnd() {
        return Math.min(writeEnd, size());
    }

    void writeEnd(long end) {
        if (end < 0 || end > size()) {
            throw new IllegalArgumentException(
                    disk.path + ": " + end + " is outside the device of " + size() + " bytes");
        }
        writeEnd = end == size() ? UNSET : end;
    }

    /** Where writing ends, and before a last block that is no whole one. */
    long writableEnd() {
        return disk.isDirect() ? Math.min(writeEnd(), wholeBlocks()) : writeEnd();
    }

    private long wholeBlocks() {
        return Extent.start(size(), disk.geometry.logicalBlockSize());
    }

    void checkRead(long offset, int length) {
        checkRange(offset, length, size());
        checkAtOnce(length, DeviceIoException.READ);
    }

    /** What is written from one buffer. */
    void checkWrite(long offset, int length) {
        checkWritten(offset, length);
        checkAtOnce(length, DeviceIoException.WRITE);
    }

    private void checkAtOnce(int length, String verb) {
        if (length > BufferPool.LARGEST / 2) {
            throw new IllegalArgumentException(
                    "%s: %d bytes are too many for one %s, at most %d; use several"
                            .formatted(disk.path, length, verb, BufferPool.LARGEST / 2));
        }
    }

    /** What is changed in any way, of any length. */
    void checkWritten(long offset, long length) {
        checkRange(offset, length, writeEnd());
        if (offset + length > wholeBlocks() && disk.isDirect()) {
            throw new IllegalArgumentException(
                    "%s: the last %d bytes are no whole block and can be written %s"
                            .formatted(
                                    disk.path, size() - wholeBlocks(), "only if opened BUFFERED"));
        }
    }

    void checkWholeBlocks(long offset, long length) {
        int block = disk.geometry.logicalBlockSize();
        if (offset % block != 0 || length % block != 0) {
            throw new IllegalArgumentException(
                    "%s: %d bytes at %d are not whole blocks of %d"
                            .formatted(disk.path, length, offset, block));
        }
    }

    private void checkRange(long offset, long length, long end) {
        if (offset < 0 || length < 1 || length > Math.min(end, ADDRESSABLE) - offset) {
            throw new IllegalArgumentException(
                    "%s: %d bytes at %d are not inside the device of %d bytes"
                            .formatted(disk.path, length, offset, end));
        }
    }
}
