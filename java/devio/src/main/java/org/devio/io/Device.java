package org.devio.io;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.devio.engine.FileGeometry;
import org.devio.io.Request.Operation;

/**
 * An open block device, or a file that is treated as one. Any thread may use it. Devices of one
 * context that were opened by the same path share one descriptor; those of one disk, whatever it
 * was called, share what was kept of their last reads, the order of their writes, and their faults.
 *
 * <p>Three ways to read or write mean the same: {@link #submitRead} calls back and allocates
 * nothing, {@link #readAsync} gives a future, {@link #read} blocks. Ranges need not be aligned:
 * reads are of whole blocks and hand out just the bytes asked for; writes put back unchanged what
 * they share a block with.
 *
 * <p>I/Os that overlap have no order among each other until one has been delivered. Writes to parts
 * of one block never lose each other's bytes.
 */
public final class Device implements BlockSource, AutoCloseable {
    private final IoContext context;
    private final Disk disk;
    private final boolean writable;

    /** How long the kernel may take over what is submitted; 0 for no limit. */
    private final long deadlineNanos;

    private final BlockingIo blocking;
    private final DeviceBounds bounds;
    private final AtomicBoolean closed;

    Device(IoContext context, Disk disk, boolean writable) {
        this.context = context;
        this.disk = disk;
        this.writable = writable;
        this.deadlineNanos = Nanos.of(context.config().deadline());
        this.blocking = new BlockingIo(context, disk, BlockingIo.BY_CONFIG);
        this.bounds = new DeviceBounds(disk);
        this.closed = new AtomicBoolean();
    }

    private Device(Device same, long blockingNanos) {
        this.context = same.context;
        this.disk = same.disk;
        this.writable = same.writable;
        this.deadlineNanos = same.deadlineNanos;
        this.blocking = new BlockingIo(context, disk, blockingNanos);
        this.bounds = same.bounds;
        this.closed = same.closed;
    }

    /**
     * This device, with a deadline for each blocking call made through what is returned, also by
     * channels and logs on it. Both are one: closing either closes the device.
     *
     * @param deadline in place of {@link IoConfig#blockingDeadline}; zero for no limit
     */
    public Device within(Duration deadline) {
        return new Device(this, Nanos.ofDeadline(deadline));
    }

    /** The path it was opened by. */
    public Path path() {
        return disk.path;
    }

    /** Bytes, as of when it was opened or {@link #refreshSize} was called last. */
    @Override
    public long size() {
        return disk.geometry.size();
    }

    /**
     * Looks at its size again, for all who share its descriptor. If it has changed, what was kept
     * of earlier reads is forgotten. Waits for the kernel, up to the context's deadline.
     *
     * @throws DeviceIoException if the kernel does not say; the size stays as it was
     * @throws IllegalStateException inside a callback, or if the device is closed
     */
    public long refreshSize() throws DeviceIoException {
        checkOpen();
        return context.measure(disk);
    }

    /** Whether it is a block device, else it is a regular file. */
    public boolean isBlockDevice() {
        return disk.geometry.kind() == FileGeometry.Kind.BLOCK_DEVICE;
    }

    /** The kernel's number of a block device ({@code st_rdev}), 0 for a file. */
    public long deviceNumber() {
        return disk.geometry.deviceNumber();
    }

    /** The smallest unit of direct I/O, in bytes: a power of two from 512 on. */
    public int logicalBlockSize() {
        return disk.geometry.logicalBlockSize();
    }

    @Override
    public int blockSize() {
        return logicalBlockSize();
    }

    /** What the device writes at once, in bytes; at least the logical block size. */
    public int physicalBlockSize() {
        return disk.geometry.physicalBlockSize();
    }

    /** The kernel's read-ahead for the device in bytes, 0 for a file. */
    public long readAhead() {
        return disk.geometry.readAheadSectors() * 512L;
    }

    /** Whether I/O goes past the page cache. Only then can it be asynchronous. */
    public boolean isDirect() {
        return disk.isDirect();
    }

    /**
     * Whether the kernel has not answered an I/O within its deadline, and still has not. Until it
     * does, further I/O to the device fails at once.
     */
    public boolean isSlow() {
        return disk.ghosts() > 0;
    }

    /** Failures since it was opened or {@link #resetErrors} was called. */
    public int errors() {
        return disk.errors();
    }

    /** Forgets its failures; a device that was disabled by them is asked again. */
    public void resetErrors() {
        disk.forgetErrors();
    }

    /** What was done to it since its path was first opened, by all who share its descriptor. */
    public IoStats stats() {
        return disk.tally.snapshot();
    }

    // ---- reading

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
        checkRead(offset, length, category);
        long nanos = deadlineNanos;
        context.submit(
                Operation.READ, disk, offset, length, null, nanos, category, attachment, callback);
    }

    /**
     * {@link #submitRead(long, int, IoCategory, Object, IoCallback)} with a deadline of its own.
     *
     * @param deadline how long the kernel may take, not negative; zero, as 292 years, for no limit
     */
    public <A> void submitRead(
            long offset,
            int length,
            IoCategory category,
            Duration deadline,
            A attachment,
            IoCallback<? super A> callback) {
        long nanos = Nanos.ofDeadline(deadline);
        checkRead(offset, length, category);
        context.submit(
                Operation.READ, disk, offset, length, null, nanos, category, attachment, callback);
    }

    @Override
    public <A> void submitRead(
            long offset,
            ByteBuffer into,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        ReadInto.submit(this, offset, into, category, attachment, callback);
    }

    /**
     * Starts a read whose bytes come as a copy that the caller owns: read-only, little-endian, from
     * index 0. Somebody has to poll the context. The arguments are those of {@link #submitRead}.
     *
     * @return completes with the bytes, or exceptionally with a {@link DeviceIoException}
     */
    public CompletableFuture<ByteBuffer> readAsync(long offset, int length, IoCategory category) {
        CompletableFuture<ByteBuffer> future = new CompletableFuture<>();
        submitRead(offset, length, category, future, Futures::completeWithCopy);
        return future;
    }

    /**
     * Reads while the caller waits, for as long as the device takes but for {@link #within} and
     * {@link IoConfig#blockingDeadline}. Needs no poll and waits for no other I/O; a virtual thread
     * parks. The arguments are those of {@link #submitRead}.
     *
     * @return the bytes, the caller's own: read-only, little-endian, from index 0
     * @throws DeviceIoException if the device fails
     */
    public ByteBuffer read(long offset, int length, IoCategory category) throws DeviceIoException {
        checkRead(offset, length, category);
        return blocking.read(offset, length, category);
    }

    /**
     * {@link #read(long, int, IoCategory)} into the caller's own memory: fills {@code destination}
     * from its position to its limit, which becomes its position. Whole blocks are moved without a
     * copy if there is no deadline and the memory is direct, aligned and of no arena.
     *
     * @param destination must not be read-only
     * @throws DeviceIoException if the device fails; {@code destination} may hold some of the bytes
     */
    public void read(long offset, ByteBuffer destination, IoCategory category)
            throws DeviceIoException {
        checkRead(offset, destination.remaining(), category);
        blocking.read(offset, destination, category);
    }

    /**
     * Starts to read a range of a ring that goes on at another place: both parts side by side, with
     * one callback when both are over, for the bytes of both or the failure that came first.
     *
     * @param offset first byte of the first part
     * @param length its bytes; at least 1
     * @param wrappedOffset first byte of the second part
     * @param wrappedLength its bytes; 0 if there is none
     * @throws IllegalArgumentException if a part leaves the device; neither is read then
     */
    public <A> void submitReadCircular(
            long offset,
            int length,
            long wrappedOffset,
            int wrappedLength,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        checkRead(offset, length, category);
        if (wrappedLength != 0) {
            checkRead(wrappedOffset, wrappedLength, category);
        }
        CircularRead.submit(
                this, offset, length, wrappedOffset, wrappedLength, category, attachment, callback);
    }

    /** {@link #submitReadCircular} that completes a future as {@link #readAsync} does. */
    public CompletableFuture<ByteBuffer> readCircularAsync(
            long offset, int length, long wrappedOffset, int wrappedLength, IoCategory category) {
        CompletableFuture<ByteBuffer> future = new CompletableFuture<>();
        IoCallback<CompletableFuture<ByteBuffer>> copy = Futures::completeWithCopy;
        submitReadCircular(offset, length, wrappedOffset, wrappedLength, category, future, copy);
        return future;
    }

    /** The blocking form of {@link #readCircularAsync}. */
    public ByteBuffer readCircular(
            long offset, int length, long wrappedOffset, int wrappedLength, IoCategory category)
            throws DeviceIoException {
        checkRead(offset, length, category);
        if (wrappedLength != 0) {
            checkRead(wrappedOffset, wrappedLength, category);
        }
        return blocking.readCircular(offset, length, wrappedOffset, wrappedLength, category);
    }

    /** Forgets what was kept of earlier reads, so that the next ones see the disk. */
    public void dropCached() {
        disk.medium.generation.incrementAndGet();
        context.dropKept(disk);
    }

    /** Changes with whatever outdates what was read. */
    int generation() {
        return disk.medium.generation.get();
    }

    // ---- writing

    /**
     * Starts a write and returns at once; {@code callback} runs later, exactly once, inside {@link
     * IoContext#poll}. Blocks that are written in part are read first; if that fails nothing is
     * written. Never changes a byte outside the range. Writes to the same block follow each other.
     *
     * @param offset first byte; the range must end within {@link #writeEnd}
     * @param source what to write, from its position to its limit, at least one byte; its contents
     *     must stay as they are until the callback, its position does not move
     * @throws IllegalArgumentException if the range is empty or leaves what may be written
     * @throws IllegalStateException if the device is closed or was not opened for writing
     */
    public <A> void submitWrite(
            long offset,
            ByteBuffer source,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        int bytes = source.remaining();
        checkWrite(offset, bytes, category);
        long nanos = deadlineNanos;
        Operation write = Operation.WRITE;
        context.submit(write, disk, offset, bytes, source, nanos, category, attachment, callback);
    }

    /** {@link #submitWrite} that completes a future, exceptionally with a DeviceIoException. */
    public CompletableFuture<Void> writeAsync(long offset, ByteBuffer source, IoCategory category) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        submitWrite(offset, source, category, future, Futures::complete);
        return future;
    }

    /**
     * Writes what {@link #submitWrite} does while the caller waits, as {@link #read} reads.
     *
     * @throws DeviceIoException if it fails; some of the range may be written then, or still be
     */
    public void write(long offset, ByteBuffer source, IoCategory category)
            throws DeviceIoException {
        checkWrite(offset, source.remaining(), category);
        blocking.write(offset, source, category);
    }

    /**
     * Writes behind what {@link #append} wrote last, at first behind {@link #appendPosition(long)}.
     * One thread at a time may append.
     *
     * @return the offset it was written at
     * @throws DeviceIoException if the device fails; the next append then begins at the same place
     */
    public long append(ByteBuffer source, IoCategory category) throws DeviceIoException {
        long at = bounds.appendPosition;
        int length = source.remaining();
        write(at, source, category);
        bounds.appendPosition = at + length;
        return at;
    }

    /** Sets where the next {@link #append} goes. */
    public void appendPosition(long offset) {
        bounds.appendPosition = offset;
    }

    /** Writes {@code value} over a range of at least one byte, in large aligned pieces. */
    public void fill(long offset, long length, byte value, IoCategory category)
            throws DeviceIoException {
        checkWritable(category);
        bounds.checkWritten(offset, length);
        blocking.fill(offset, length, value, category);
    }

    /** Where writing ends: no write may touch a byte from there on. At first {@link #size}. */
    public long writeEnd() {
        return bounds.writeEnd();
    }

    /** Allows no writes to {@code end} (0 to {@link #size}) and beyond. */
    public void writeEnd(long end) {
        bounds.writeEnd(end);
    }

    /** Starts to make durable what was delivered as written; calls back as all I/O does. */
    public <A> void submitFlush(IoCategory category, A attachment, IoCallback<? super A> callback) {
        checkWritable(category);
        context.submit(
                Operation.FLUSH, disk, 0, 0, null, deadlineNanos, category, attachment, callback);
    }

    /**
     * Makes durable what was written, while the caller waits.
     *
     * @throws DeviceIoException if the device fails, now or when it wrote what it had taken
     */
    public void flush(IoCategory category) throws DeviceIoException {
        checkWritable(category);
        blocking.flush(category);
    }

    /**
     * Tells the device that a range holds nothing anymore.
     *
     * @param offset a multiple of the logical block size
     * @param length the same, at least one block
     * @throws DeviceIoException if it fails; EOPNOTSUPP if the device, or a file, cannot
     */
    public void discard(long offset, long length, IoCategory category) throws DeviceIoException {
        checkWritable(category);
        bounds.checkWritten(offset, length);
        bounds.checkWholeBlocks(offset, length);
        blocking.discard(offset, length, category);
    }

    // ---- for channels

    /** {@link #channel(IoCategory, int)} with a window of 64 KiB. */
    public SeekableByteChannel channel(IoCategory category) {
        return channel(category, DeviceChannel.WINDOW_BYTES);
    }

    /**
     * A channel that begins at position 0. Closing it closes the device. Reads shorter than its
     * window are served from there, until a write through the same context or {@link #dropCached}.
     *
     * @param category why it is read and written
     * @param windowBytes a power of two, 4 KiB to 1 MiB; 0 for none
     */
    public SeekableByteChannel channel(IoCategory category, int windowBytes) {
        return new DeviceChannel(this, category, windowBytes);
    }

    /** Whether it was opened for writing. */
    public boolean isWritable() {
        return writable;
    }

    boolean isOpen() {
        return !closed.get() && !context.isClosed();
    }

    DeviceBounds bounds() {
        return bounds;
    }

    /** Calls back inside the next poll without any I/O, also when the device is closed. */
    <A> void submitNothing(IoCategory category, A attachment, IoCallback<? super A> callback) {
        context.submit(Operation.NOTHING, disk, 0, 0, null, 0, category, attachment, callback);
    }

    // ---- the end, and checks

    /**
     * Closes the device. What was accepted before is still completed, and the descriptor goes when
     * the last of it has been delivered. Idempotent. Waits for the kernel only if nothing is in
     * flight and the caller is not inside a callback.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            context.close(disk);
        }
    }

    private void checkOpen() {
        if (!isOpen()) {
            throw new IllegalStateException(path() + " is closed");
        }
    }

    private void checkWritable(IoCategory category) {
        Objects.requireNonNull(category, "category");
        checkOpen();
        if (!writable) {
            throw new IllegalStateException(path() + " was not opened for writing");
        }
    }

    /** What is wrong with a call is found before anything is taken for it. */
    private void checkRead(long offset, int length, IoCategory category) {
        Objects.requireNonNull(category, "category");
        checkOpen();
        bounds.checkRead(offset, length);
    }

    private void checkWrite(long offset, int length, IoCategory category) {
        checkWritable(category);
        bounds.checkWrite(offset, length);
    }

    @Override
    public String toString() {
        return path() + (closed.get() ? " (closed)" : "");
    }
}
