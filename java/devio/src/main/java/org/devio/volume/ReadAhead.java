package org.devio.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.devio.io.DeviceIoException;
import org.devio.io.IoCategory;
import org.devio.io.IoContext;
import org.devio.io.IoResult;
import org.devio.io.LostBytesException;

/**
 * Blocking reads of a source. Whoever goes on where the read before ended finds the next pieces
 * read, or being read, side by side; whoever jumps is given what was asked for and no more. Not
 * thread-safe.
 */
final class ReadAhead {
    private static final int PIECE_BYTES = 512 << 10;
    private static final int PAGE = 4096;
    private static final int FEWEST = 2;
    private static final int MOST = 16;

    private final LogicalDisk disk;
    private final IoContext context;
    private final Piece[] ring;

    /** Which of the ring holds the lowest bytes. */
    private int first;

    /** How many of the ring are read or being read. */
    private int count;

    /** Where the last read ended. */
    private long end = -1;

    /**
     * Reads a source ahead.
     *
     * @param context that it is read through; half its memory is used
     */
    ReadAhead(LogicalDisk disk, IoContext context) {
        this.disk = disk;
        this.context = context;
        long most = context.config().maxBufferBytes() / 2 / PIECE_BYTES;
        this.ring = new Piece[(int) Math.max(FEWEST, Math.min(MOST, most))];
    }

    /** A read that somebody waits for. */
    private static class Read {
        volatile boolean isOver;
        DeviceIoException failure;

        static void over(IoResult result, Read read) {
            try {
                result.check();
            } catch (DeviceIoException e) {
                read.failure = e;
            }
            read.isOver = true;
        }
    }

    private static final class Piece extends Read {
        private final ByteBuffer memory =
                ByteBuffer.allocateDirect(PIECE_BYTES + PAGE).alignedSlice(PAGE);

        private long start;

        boolean holds(long position) {
            return position >= start && position < start + memory.limit();
        }
    }

    /**
     * Reads some of what there is room for, at least one byte.
     *
     * @param position before the end of the source
     * @return how many; fewer where what lies behind them cannot be read
     * @throws IOException if the byte at {@code position} cannot be read, or something near it
     *     cannot for another reason than that it is lost
     */
    int read(long position, ByteBuffer target) throws IOException {
        if (position != end) {
            count = 0;
        }
        boolean goesOn = position == end;
        int read = goesOn && target.remaining() < PIECE_BYTES ? fromRing(position, target) : 0;
        if (read == 0) {
            read = direct(position, target);
        }
        end = position + read;
        return read;
    }

    /** Returns 0 if the piece that should hold the bytes could not be read. */
    private int fromRing(long position, ByteBuffer target) {
        while (count > 0 && !ring[first].holds(position)) {
            first = (first + 1) % ring.length;
            count--;
        }
        fill(position);
        Piece piece = ring[first];
        Waiting.until(context, () -> piece.isOver);
        if (piece.failure != null) {
            return 0;
        }
        int at = (int) (position - piece.start);
        int length = Math.min(target.remaining(), piece.memory.limit() - at);
        target.put(piece.memory.duplicate().position(at).limit(at + length));
        return length;
    }

    private void fill(long position) {
        long next = position;
        if (count > 0) {
            Piece last = ring[(first + count - 1) % ring.length];
            next = last.start + last.memory.limit();
        }
        while (count < ring.length && next < disk.size()) {
            int slot = (first + count) % ring.length;
            // One that is still being read into is left to that.
            if (ring[slot] == null || !ring[slot].isOver) {
                ring[slot] = new Piece();
            }
            Piece piece = ring[slot];
            piece.start = next;
            piece.failure = null;
            piece.isOver = false;
            piece.memory.clear().limit((int) Math.min(PIECE_BYTES, disk.size() - next));
            disk.submitRead(next, piece.memory, IoCategory.LV, piece, Read::over);
            next += piece.memory.limit();
            count++;
        }
    }

    /** As much as can be read at once, but not what is lost. */
    private int direct(long position, ByteBuffer target) throws IOException {
        int length =
                (int)
                        Math.min(
                                Math.min(target.remaining(), ring.length * (long) PIECE_BYTES),
                                disk.size() - position);
        try {
            return direct(position, target, length);
        } catch (LostBytesException e) {
            if (e.offset() <= position) {
                throw e;
            }
            return direct(position, target, (int) (e.offset() - position));
        }
    }

    private int direct(long position, ByteBuffer target, int length) throws IOException {
        Read read = new Read();
        disk.submitRead(
                position, target.slice(target.position(), length), IoCategory.LV, read, Read::over);
        Waiting.until(context, () -> read.isOver);
        if (read.failure != null) {
            throw read.failure;
        }
        target.position(target.position() + length);
        return length;
    }

    void close() {
        count = 0;
    }
}
