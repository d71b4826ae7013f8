package org.devio.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.devio.io.IoContext;

/** A logical disk as a channel with a position, read-only. Any thread may use it. */
final class LogicalDiskChannel implements SeekableByteChannel {
    private final LogicalDisk disk;
    private final ReadAhead ahead;
    private long position;
    private boolean isClosed;

    LogicalDiskChannel(LogicalDisk disk, IoContext context) {
        this.disk = disk;
        this.ahead = new ReadAhead(disk, context);
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        checkOpen();
        if (!target.hasRemaining()) {
            return 0;
        }
        if (position >= disk.size()) {
            return -1;
        }
        int read = 0;
        while (target.hasRemaining() && position < disk.size()) {
            try {
                int got = ahead.read(position, target);
                position += got;
                read += got;
            } catch (IOException e) {
                if (read > 0) {
                    // What was read is good; who goes on hears of the rest.
                    return read;
                }
                throw e;
            }
        }
        return read;
    }

    @Override
    public synchronized long position() throws IOException {
        checkOpen();
        return position;
    }

    @Override
    public synchronized LogicalDiskChannel position(long newPosition) throws IOException {
        checkOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("negative position: " + newPosition);
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        checkOpen();
        return disk.size();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        checkOpen();
        throw new NonWritableChannelException();
    }

    @Override
    public LogicalDiskChannel truncate(long size) throws IOException {
        checkOpen();
        throw new NonWritableChannelException();
    }

    @Override
    public synchronized boolean isOpen() {
        return !isClosed && disk.isOpen();
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            ahead.close();
        }
    }

    private void checkOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public String toString() {
        return "channel on " + disk;
    }
}
