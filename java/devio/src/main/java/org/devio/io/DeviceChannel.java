package org.devio.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * A device as a channel with a position, for code that knows java.nio. Reads and writes are those
 * of {@link Device#read} and {@link Device#write}: on the calling thread, not buffered, so that
 * many small ones are slow. Any thread may use it; one transfer at a time goes on.
 *
 * <p>It differs from a channel on a file where a device does: it does not grow, so a write at the
 * end is short and one behind it fails with ENOSPC, and it cannot be truncated. Closing it closes
 * the device.
 */
final class DeviceChannel implements SeekableByteChannel {
    /** Most bytes in memory of the channel's own at a time. */
    private static final int PIECE_BYTES = 1 << 20;

    private final Device device;
    private final IoCategory category;
    private long position;

    DeviceChannel(Device device, IoCategory category) {
        this.device = device;
        this.category = category;
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        checkOpen();
        int length = ChannelBounds.readable(device, position, target);
        try {
            for (long end = position + length; position < end; ) {
                int piece = piece(end);
                target.put(device.read(position, piece, category));
                position += piece;
            }
        } catch (IllegalStateException e) {
            throw closedMeanwhile(e);
        }
        return length;
    }

    @Override
    public synchronized int write(ByteBuffer source) throws IOException {
        checkWritable();
        int length = ChannelBounds.writable(device, position, source, category);
        try {
            for (long end = position + length; position < end; ) {
                int piece = piece(end);
                device.write(position, source.slice(source.position(), piece), category);
                source.position(source.position() + piece);
                position += piece;
            }
        } catch (IllegalStateException e) {
            throw closedMeanwhile(e);
        }
        return length;
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
    public synchronized long position() throws IOException {
        checkOpen();
        return position;
    }

    @Override
    public synchronized DeviceChannel position(long newPosition) throws IOException {
        checkOpen();
        ChannelBounds.checkPosition(newPosition);
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        checkOpen();
        return device.size();
    }

    @Override
    public synchronized DeviceChannel truncate(long size) throws IOException {
        checkWritable();
        ChannelBounds.truncate(device, size);
        position = Math.min(position, size);
        return this;
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
