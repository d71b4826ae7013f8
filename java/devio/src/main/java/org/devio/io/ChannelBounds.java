package org.devio.io;

import java.nio.ByteBuffer;
import org.devio.engine.Errno;

/** How much of a transfer that a channel is asked for there is on its device. */
final class ChannelBounds {
    private ChannelBounds() {}

    /** Bytes to read: fewer than there is room for at the end of the device, -1 behind it. */
    static int readable(Device device, long position, ByteBuffer target) {
        checkPosition(position);
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("the buffer to read into is read-only");
        }
        long left = device.size() - position;
        return left <= 0 && target.hasRemaining() ? -1 : clamp(target.remaining(), left);
    }

    /**
     * Bytes to write: fewer than there are at the end of what may be written.
     *
     * @throws DeviceIoException ENOSPC if none of them has a place, since a device does not grow
     */
    static int writable(Device device, long position, ByteBuffer source, IoCategory category)
            throws DeviceIoException {
        checkPosition(position);
        int length = clamp(source.remaining(), device.bounds().writableEnd() - position);
        if (length == 0 && source.hasRemaining()) {
            int errno = Errno.ENOSPC.number();
            throw DeviceIoException.of(
                    device.path(),
                    DeviceIoException.WRITE,
                    position,
                    source.remaining(),
                    category,
                    Errno.describe(errno),
                    errno);
        }
        return length;
    }

    static void checkPosition(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("negative position: " + position);
        }
    }

    /** Refuses to cut a device; a size that it does not reach changes nothing. */
    static void truncate(Device device, long size) {
        if (size < 0) {
            throw new IllegalArgumentException("negative size: " + size);
        }
        if (size < device.size()) {
            throw new UnsupportedOperationException(
                    device.path() + ": the size of a device cannot be changed");
        }
    }

    private static int clamp(int wanted, long left) {
        return (int) Math.min(Math.min(wanted, BufferPool.LARGEST / 2), Math.max(0, left));
    }
}
