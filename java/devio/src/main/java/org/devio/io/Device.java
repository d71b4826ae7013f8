package org.devio.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.devio.engine.Errno;
import org.devio.engine.FileGeometry;
import org.devio.engine.IoBuffer;
import org.devio.engine.IoFile;

/**
 * An open block device, or a file that is treated as one. Any thread may use it.
 *
 * <p>Three ways to read mean the same: {@link #submitRead} calls back and allocates nothing, {@link
 * #readAsync} gives a future of a copy, {@link #read} blocks. Ranges need not be aligned; whole
 * blocks are read and just the bytes asked for are handed out.
 */
public final class Device implements AutoCloseable {
    private final IoContext context;
    private final Path path;
    private final IoFile file;
    private final FileGeometry geometry;
    private final boolean counted;
    private volatile boolean closed;

    /** One for being open and one for each blocking call; at 0 the file is closed. */
    private final AtomicInteger pins = new AtomicInteger(1);

    /** Requests accepted and not yet delivered; under the turn. */
    int users;

    /** Closed, and nobody is let in anymore; under the turn. */
    boolean retired;

    /** The last block of each stream; under the turn. */
    Block keptMain;

    Block keptExtra;

    Device(IoContext context, Path path, IoFile file, boolean counted) {
        this.context = context;
        this.path = path;
        this.file = file;
        this.geometry = file.geometry();
        this.counted = counted;
    }

    /** The path it was opened by. */
    public Path path() {
        return path;
    }

    /** Bytes, as they were when it was opened. */
    public long size() {
        return geometry.size();
    }

    /** Whether it is a block device, else it is a regular file. */
    public boolean isBlockDevice() {
        return geometry.kind() == FileGeometry.Kind.BLOCK_DEVICE;
    }

    /** The kernel's number of a block device ({@code st_rdev}), 0 for a file. */
    public long deviceNumber() {
        return geometry.deviceNumber();
    }

    /** The smallest unit of direct I/O, in bytes: a power of two from 512 on. */
    public int logicalBlockSize() {
        return geometry.logicalBlockSize();
    }

    /** What the device writes at once, in bytes; at least the logical block size. */
    public int physicalBlockSize() {
        return geometry.physicalBlockSize();
    }

    /** The kernel's read-ahead for the device in bytes, 0 for a file. */
    public long readAhead() {
        return geometry.readAheadSectors() * 512L;
    }

    /** Whether I/O goes past the page cache. Only then can it be asynchronous. */
    public boolean isDirect() {
        return file.isDirect();
    }

    /**
     * Starts a read and returns at once; {@code callback} runs later, exactly once, inside {@link
     * IoContext#poll}. If the context is at its limits the read waits its turn, first come first
     * served. If what was asked for was read just before, no I/O is made.
     *
     * @param offset first byte, from the start of the device; {@code 0 <= offset}
     * @param length bytes to read; {@code 1 <= length}, and {@code offset + length <= size()}
     * @param category why the read is made; goes into messages, statistics and the choice of stream
     * @param attachment handed to the callback untouched, so that the callback can be a constant
     * @param callback told what became of it
     * @param <A> type of the attachment
     * @throws IllegalArgumentException if the range is empty or leaves the device
     * @throws IllegalStateException if the device or its context is closed
     */
    public <A> void submitRead(
            long offset,
            int length,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        check(offset, length);
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(callback, "callback");
        context.submit(this, offset, length, category, attachment, callback);
    }

    /**
     * Starts a read whose bytes come as a copy that the caller owns: read-only, little-endian, from
     * index 0. Somebody has to poll the context. The arguments are those of {@link #submitRead}.
     *
     * @return completes with the bytes, or exceptionally with a {@link DeviceIoException}
     */
    public CompletableFuture<ByteBuffer> readAsync(long offset, int length, IoCategory category) {
        CompletableFuture<ByteBuffer> future = new CompletableFuture<>();
        submitRead(offset, length, category, future, Device::completeWithCopy);
        return future;
    }

    private static void completeWithCopy(IoResult result, CompletableFuture<ByteBuffer> future) {
        try {
            ByteBuffer copy = ByteBuffer.allocate(result.length()).put(result.data()).flip();
            future.complete(copy.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN));
        } catch (DeviceIoException e) {
            future.completeExceptionally(e);
        }
    }

    /**
     * Reads on the calling thread, for as long as the device takes. Needs no poll and waits for no
     * other I/O; its memory is outside the context's limits. The arguments are those of {@link
     * #submitRead}.
     *
     * @return the bytes, the caller's own: read-only, little-endian, from index 0
     * @throws DeviceIoException if the device fails
     */
    public ByteBuffer read(long offset, int length, IoCategory category) throws DeviceIoException {
        check(offset, length);
        pin();
        try {
            return readPinned(offset, length, category);
        } finally {
            unpin();
        }
    }

    private ByteBuffer readPinned(long offset, int length, IoCategory category)
            throws DeviceIoException {
        int unit = Math.max(logicalBlockSize(), context.config().minReadBytes());
        long start = Extent.start(offset, unit);
        int widened = (int) (Extent.end(offset + length, unit, logicalBlockSize(), size()) - start);
        IoBuffer buffer = IoBuffer.allocate(widened);
        context.traceSync(this, start, widened, category);
        int at = (int) (offset - start);
        int got = 0;
        while (got < at + length) {
            int result = file.read(start + got, buffer, got, widened - got);
            if (result < 0) {
                throw DeviceIoException.notRead(
                        path, offset, length, category, Errno.describe(-result), -result);
            }
            int now = got + result;
            // Direct I/O can go on at a whole block only; without progress this is the end.
            int whole = now >= at + length ? now : now - now % logicalBlockSize();
            if (whole <= got) {
                throw DeviceIoException.endsEarly(path, offset, length, category, start + now);
            }
            got = whole;
        }
        return buffer.bytes().slice(at, length).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Forgets what was kept of earlier reads, so that the next ones see the disk. */
    public void dropCached() {
        context.dropKept(this);
    }

    /**
     * Closes the device. What was accepted before is still completed, and the descriptor goes when
     * the last of it has been delivered. Idempotent. Waits for the kernel only if nothing is in
     * flight and the caller is not inside a callback.
     */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            context.close(this);
        }
    }

    private void pin() {
        if (pins.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
            throw new IllegalStateException(path + " is closed");
        }
    }

    /** One user of the file less; the last one closes it. */
    void unpin() {
        if (pins.decrementAndGet() == 0) {
            context.closeFile(this);
        }
    }

    boolean isClosed() {
        return closed;
    }

    boolean isCounted() {
        return counted;
    }

    IoFile file() {
        return file;
    }

    private void check(long offset, int length) {
        if (closed || context.isClosed()) {
            throw new IllegalStateException(path + " is closed");
        }
        if (offset < 0 || length < 1 || length > size() - offset) {
            throw new IllegalArgumentException(
                    "%s: %d bytes at %d are not inside the device of %d bytes"
                            .formatted(path, length, offset, size()));
        }
        if (length > BufferPool.LARGEST / 2) {
            throw new IllegalArgumentException(
                    "%s: a read of %d bytes is too large, at most %d"
                            .formatted(path, length, BufferPool.LARGEST / 2));
        }
    }

    @Override
    public String toString() {
        return path + (closed ? " (closed)" : "");
    }
}
