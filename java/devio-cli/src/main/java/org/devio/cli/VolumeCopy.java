package org.devio.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import org.devio.io.DeviceIoException;
import org.devio.io.LostBytesException;
import org.devio.volume.LogicalDisk;

/** Copies a range of a volume, and tells what of it cannot be read. */
final class VolumeCopy {
    private static final int PIECE_BYTES = 1 << 20;

    /** What is left out where a device fails, and the least that becomes a hole. */
    private static final int BLOCK_BYTES = 4096;

    private final LogicalDisk disk;
    private final boolean skipsLost;
    private final MessageDigest digest;
    private final PrintStream err;
    private final byte[] bytes = new byte[PIECE_BYTES];
    private final ByteBuffer piece = ByteBuffer.wrap(bytes);

    /** A range that could not be read, still growing. */
    private long lostAt;

    private long lostBytes;
    private String whyLost = "";
    private boolean isAllRead = true;

    /**
     * A copy that has not begun.
     *
     * @param skipsLost whether to go on behind what cannot be read
     * @param digest of what is written; null for none
     */
    VolumeCopy(LogicalDisk disk, boolean skipsLost, MessageDigest digest, PrintStream err) {
        this.disk = disk;
        this.skipsLost = skipsLost;
        this.digest = digest;
        this.err = err;
    }

    /** Where the first so many bytes of the piece go. */
    private interface Target {
        void write(int length) throws IOException;
    }

    /** Copies to a stream; whether every byte was read. */
    boolean to(long offset, long length, OutputStream out) throws IOException {
        return copy(offset, length, count -> out.write(bytes, 0, count));
    }

    /** Copies to a file, in which blocks of zeros may become holes. */
    boolean to(long offset, long length, Path file, boolean isSparse) throws IOException {
        try (FileChannel to = FileChannel.open(file, StandardOpenOption.WRITE)) {
            boolean isWhole = copy(offset, length, count -> write(to, count, isSparse));
            if (to.size() < to.position()) {
                to.write(ByteBuffer.allocate(1), to.position() - 1);
            }
            return isWhole;
        }
    }

    private void write(FileChannel to, int count, boolean isSparse) throws IOException {
        for (int at = 0; at < count; ) {
            int end = at;
            while (end < count && !(isSparse && isZero(end, blockAt(end, count)))) {
                end += blockAt(end, count);
            }
            ByteBuffer data = ByteBuffer.wrap(bytes, at, end - at);
            while (data.hasRemaining()) {
                to.write(data);
            }
            while (end < count && isSparse && isZero(end, blockAt(end, count))) {
                to.position(to.position() + blockAt(end, count));
                end += blockAt(end, count);
            }
            at = end;
        }
    }

    private static int blockAt(int at, int count) {
        return Math.min(BLOCK_BYTES, count - at);
    }

    private boolean isZero(int from, int length) {
        return bytes[from] == 0
                && Arrays.equals(bytes, from, from + length - 1, bytes, from + 1, from + length);
    }

    private boolean copy(long offset, long length, Target target) throws IOException {
        try (SeekableByteChannel channel = disk.channel()) {
            for (long at = offset, end = offset + length; at < end; ) {
                channel.position(at);
                piece.clear().limit((int) Math.min(PIECE_BYTES, end - at));
                try {
                    channel.read(piece);
                } catch (DeviceIoException e) {
                    int lost = lost(at, (int) Math.min(PIECE_BYTES, end - at), e);
                    if (!skipsLost) {
                        break;
                    }
                    Arrays.fill(bytes, 0, lost, (byte) 0);
                    piece.clear().position(lost);
                }
                int count = piece.position();
                at += count;
                if (digest != null) {
                    digest.update(bytes, 0, count);
                }
                target.write(count);
            }
        }
        tellLost();
        return isAllRead;
    }

    /** Notes what cannot be read from {@code at} on; returns how much of it to leave out. */
    private int lost(long at, int most, DeviceIoException e) {
        isAllRead = false;
        boolean isKnown = e instanceof LostBytesException;
        String why = isKnown ? ((LostBytesException) e).why() : e.getMessage();
        int toBlock = BLOCK_BYTES - (int) (at % BLOCK_BYTES);
        int lost = (int) Math.min(most, isKnown ? ((LostBytesException) e).length() : toBlock);
        if (lostBytes > 0 && lostAt + lostBytes == at && (!isKnown || why.equals(whyLost))) {
            lostBytes += lost;
        } else {
            tellLost();
            lostAt = at;
            lostBytes = lost;
            whyLost = why;
        }
        return lost;
    }

    private void tellLost() {
        if (lostBytes > 0) {
            tellLost(err, lostAt, lostBytes, whyLost);
            lostBytes = 0;
        }
    }

    /** A line for a range that cannot be read. */
    static void tellLost(PrintStream err, long offset, long length, String why) {
        err.println("devio: %d bytes at %d cannot be read: %s".formatted(length, offset, why));
    }
}
