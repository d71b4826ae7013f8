package org.devio.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A device as a channel with a position, for code that knows java.nio. Reads and writes are those
 * of {@link Device#read} and {@link Device#write}, on the calling thread. Small reads are served
 * from a window of what was read last, which any write through the same context outdates. Any
 * thread may use it; one transfer at a time goes on.
 *
 * <p>It differs from a channel on a file where a device does: it does not grow, so a write at the
 * end is short and one behind it fails with ENOSPC, and it cannot be truncated. Closing it closes
 * the device.
 */
final class DeviceChannel implements SeekableByteChannel {
    /** Bytes of the window unless told. */
    static final int WINDOW_BYTES = 64 << 10;

    /** Most bytes in memory of the channel's own at a time. */
    static final int PIECE_BYTES = 1 << 20;

    private final Device device;
    private final IoCategory category;

    /**
     * Held while the device works; no monitor, which would hold the carrier of a virtual thread.
     */
    private final ReentrantLock lock = new ReentrantLock();

    private final ReadWindow window;
    private long position;

    DeviceChannel(Device device, IoCategory category, int windowBytes) {
        this.device = device;
        this.category = Objects.requireNonNull(category, "category");
        this.window = new ReadWindow(device, category, windowBytes);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        lock.lock();
        try {
            checkOpen();
            int length = ChannelBounds.readable(device, position, target);
            for (long end = position + length; position < end; ) {
                int piece = piece(end);
                if (!window.read(position, piece, target)) {
                    target.put(device.read(position, piece, category));
                }
                position += piece;
            }
            return length;
        } catch (IllegalStateException e) {
            throw closedMeanwhile(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        lock.lock();
        try {
            checkWritable();
            int length = ChannelBounds.writable(device, position, source, category);
            for (long end = position + length; position < end; ) {
                int piece = piece(end);
                device.write(position, source.slice(source.position(), piece), category);
                source.position(source.position() + piece);
                position += piece;
            }
            return length;
        } catch (IllegalStateException e) {
            throw closedMeanwhile(e);
        } finally {
            lock.unlock();
        }
    }

    /** Up to the next multiple of the largest piece, so that all but the ends are whole blocks. */
    private int piece(long end) {
        return (int) (Math.min(end, Extent.start(position, PIECE_BYTES) + PIECE_BYTES) - position);
    }

    private IOException closedMeanwhile(IllegalStateException thrown) {
        if (isOpen()) {
            throw thrown;
        }
        return new AsynchronousCloseException();
    }

    @Override
    public long position() throws IOException {
        lock.lock();
        try {
            checkOpen();
            return position;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public DeviceChannel position(long newPosition) throws IOException {
        lock.lock();
        try {
            checkOpen();
            ChannelBounds.checkPosition(newPosition);
            position = newPosition;
            return this;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long size() throws IOException {
        checkOpen();
        return device.size();
    }

    @Override
    public DeviceChannel truncate(long size) throws IOException {
        lock.lock();
        try {
            checkWritable();
            ChannelBounds.truncate(device, size);
            position = Math.min(position, size);
            return this;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        return device.isOpen();
    }

    @Override
    public void close() {
        device.close();
    }

    private void checkOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private void checkWritable() throws ClosedChannelException {
        checkOpen();
        if (!device.isWritable()) {
            throw new NonWritableChannelException();
        }
    }

    @Override
    public String toString() {
        return "channel on " + device;
    }
}
