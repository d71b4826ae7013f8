package org.devio.io;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;
import org.devio.engine.Errno;
import org.devio.engine.IoBuffer;
import org.devio.engine.IoFile;

/**
 * Reads and writes on the calling thread, for as long as the device takes. Memory is outside the
 * context's limits, so that these calls wait for nobody but the device and, when writing, for other
 * writes to the same blocks.
 */
final class BlockingIo {
    /** Unit in which {@link #fill} writes. */
    private static final int FILL_BYTES = 1 << 20;

    /** Largest buffer that is kept for the next read. */
    private static final int SPARE_BYTES = 64 << 10;

    private final IoContext context;
    private final Disk disk;

    /** Made once, so that writes make nothing. */
    private final Runnable afterWrite;

    private final AtomicReference<IoBuffer> spare = new AtomicReference<>();

    /** For the next call. */
    private final AtomicReference<BlockingCall> idle = new AtomicReference<>();

    /**
     * The caller's memory that was used last: to find its address costs as much as to call C. Weak,
     * because the memory is not ours to keep.
     */
    private WeakReference<IoBuffer> wrapped = new WeakReference<>(null);

    BlockingIo(IoContext context, Disk disk) {
        this.context = context;
        this.disk = disk;
        this.afterWrite = context.afterWrite(disk);
    }

    ByteBuffer read(long offset, int length, IoCategory category) throws DeviceIoException {
        ByteBuffer copy = ByteBuffer.allocate(length);
        read(offset, copy, category);
        return copy.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Fills what is left of {@code destination}, without a copy if it suits direct I/O. */
    void read(long offset, ByteBuffer destination, IoCategory category) throws DeviceIoException {
        if (destination.isReadOnly()) {
            // The kernel would not mind.
            throw new IllegalArgumentException("the buffer to read into is read-only");
        }
        int length = destination.remaining();
        int position = destination.position();
        BlockingCall call = begin(DeviceIoException.READ, offset, length, category);
        if (suits(offset, destination)) {
            read(call, wrap(destination), position, offset, length);
        } else {
            int logical = disk.geometry.logicalBlockSize();
            int unit = Math.max(logical, context.config().minReadBytes());
            long start = Extent.start(offset, unit);
            long end = Extent.end(offset + length, unit, disk);
            IoBuffer buffer = take((int) (end - start));
            read(call, buffer, 0, start, (int) (end - start));
            destination.put(position, buffer.bytes(), (int) (offset - start), length);
            giveBack(buffer);
        }
        destination.position(position + length);
    }

    /** Threads may overwrite each other's; each goes on with what it has made. */
    @SuppressWarnings("ReferenceEquality") // It is about whose memory it is, not what is in it.
    private IoBuffer wrap(ByteBuffer memory) {
        IoBuffer last = wrapped.get();
        if (last == null || last.bytes() != memory) {
            last = IoBuffer.wrap(memory);
            wrapped = new WeakReference<>(last);
        }
        return last;
    }

    /** Whether memory and range are such that the kernel can move the one to the other. */
    private boolean suits(long offset, ByteBuffer memory) {
        int withinBlock = disk.geometry.logicalBlockSize() - 1;
        int alignment = disk.geometry.memoryAlignment();
        return ((offset | memory.remaining()) & withinBlock) == 0
                && memory.isDirect()
                && memory.alignmentOffset(memory.position(), alignment) == 0;
    }

    private void read(BlockingCall call, IoBuffer buffer, int at, long start, int widened)
            throws DeviceIoException {
        OpenFile file = disk.use();
        try {
            refuseIfDisabled(call);
            int wanted = (int) (call.offset + call.length - start);
            read(call, file.file, buffer, at, start, wanted, widened);
            end(call, null);
        } catch (DeviceIoException e) {
            end(call, e);
            throw e;
        } finally {
            // The kernel was given an address, which keeps no memory.
            Reference.reachabilityFence(buffer);
            file.unuse();
        }
    }

    private IoBuffer take(int length) {
        IoBuffer kept = spare.getAndSet(null);
        return kept != null && kept.capacity() >= length ? kept : IoBuffer.allocate(length);
    }

    private void giveBack(IoBuffer buffer) {
        if (buffer.capacity() <= SPARE_BYTES) {
            spare.setRelease(buffer);
        }
    }

    void write(long offset, ByteBuffer source, IoCategory category) throws DeviceIoException {
        int logical = disk.geometry.logicalBlockSize();
        int length = source.remaining();
        long start = Extent.start(offset, logical);
        int widened = (int) (Extent.end(offset + length, logical, disk) - start);
        boolean suits = suits(offset, source);
        IoBuffer buffer = suits ? wrap(source) : take(widened);
        int at = suits ? source.position() : 0;
        OpenFile file = disk.use();
        disk.writes.lock(start, start + widened);
        BlockingCall call = begin(DeviceIoException.WRITE, offset, length, category);
        try {
            refuseIfDisabled(call);
            if (widened != length) {
                read(call, file.file, buffer, 0, start, widened, widened);
            }
            if (!suits) {
                buffer.bytes().put((int) (offset - start), source, source.position(), length);
            }
            write(call, file.file, buffer, at, start, widened);
            end(call, null);
        } catch (DeviceIoException e) {
            end(call, e);
            throw e;
        } finally {
            Reference.reachabilityFence(buffer);
            file.unuse();
            disk.writes.unlock(start, start + widened);
            afterWrite.run();
            if (!suits) {
                giveBack(buffer);
            }
        }
    }

    private BlockingCall begin(String verb, long offset, long length, IoCategory category) {
        BlockingCall kept = idle.getAndSet(null);
        BlockingCall call = kept == null ? new BlockingCall(context.observer(), disk) : kept;
        call.begin(verb, offset, length, category);
        return call;
    }

    private void end(BlockingCall call, DeviceIoException failure) {
        call.ended(failure);
        idle.setRelease(call);
    }

    /** Reads whole blocks, of which the first {@code wanted} bytes must be there. */
    private void read(
            BlockingCall call,
            IoFile file,
            IoBuffer buffer,
            int at,
            long start,
            int wanted,
            int widened)
            throws DeviceIoException {
        call.issued(false, start, widened, IoTrace.Mode.SYNC);
        for (int done = 0; done < wanted; ) {
            int result = file.read(start + done, buffer, at + done, widened - done);
            done = advance(call, false, start, wanted, widened, done, result);
        }
    }

    private void write(
            BlockingCall call, IoFile file, IoBuffer buffer, int at, long start, int widened)
            throws DeviceIoException {
        if (context.config().testMode()) {
            call.issued(true, start, widened, IoTrace.Mode.SUPPRESSED);
            return;
        }
        call.issued(true, start, widened, IoTrace.Mode.SYNC);
        for (int done = 0; done < widened; ) {
            int result = file.write(start + done, buffer, at + done, widened - done);
            done = advance(call, true, start, widened, widened, done, result);
        }
    }

    void fill(long offset, long length, byte value, IoCategory category) throws DeviceIoException {
        int logical = disk.geometry.logicalBlockSize();
        int unit = Math.max(FILL_BYTES, logical);
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(unit, length));
        while (chunk.hasRemaining()) {
            chunk.put(value);
        }
        long end = offset + length;
        for (long at = offset; at < end; ) {
            // To the next multiple of the unit, so that all but the ends are whole blocks.
            long next = Math.min(end, Extent.start(at, unit) + unit);
            write(at, chunk.clear().limit((int) (next - at)), category);
            at = next;
        }
    }

    void flush(IoCategory category) throws DeviceIoException {
        command(DeviceIoException.FLUSH, 0, 0, category, IoFile::flush);
    }

    void discard(long offset, long length, IoCategory category) throws DeviceIoException {
        try {
            command("discard", offset, length, category, file -> file.discard(offset, length));
        } finally {
            afterWrite.run();
        }
    }

    /** One call to the kernel that moves no bytes; 0 or -errno. Left out in test mode. */
    private void command(
            String verb, long offset, long length, IoCategory category, ToIntFunction<IoFile> step)
            throws DeviceIoException {
        OpenFile file = disk.use();
        BlockingCall call = begin(verb, offset, length, category);
        try {
            refuseIfDisabled(call);
            if (!context.config().testMode()) {
                call.submitted();
                int result = step.applyAsInt(file.file);
                if (result < 0) {
                    throw failure(call, Errno.describe(-result), -result);
                }
            }
            end(call, null);
        } catch (DeviceIoException e) {
            end(call, e);
            throw e;
        } finally {
            file.unuse();
        }
    }

    private void refuseIfDisabled(BlockingCall call) throws DeviceIoException {
        if (disk.isDisabled(context.config().maxErrors())) {
            throw exception(call, DeviceIoException.disabled(disk), Errno.ECANCELED.number());
        }
    }

    /**
     * Goes on after one call to the kernel that was to move what is left of {@code all} bytes.
     *
     * @param wanted how many of them must be moved
     * @param done how many were before
     * @param result how many the call has moved, or -errno
     * @return how many are now, as far as the next call may go on there
     */
    private int advance(
            BlockingCall call, boolean write, long start, int wanted, int all, int done, int result)
            throws DeviceIoException {
        if (result < 0) {
            throw failure(call, Errno.describe(-result), -result);
        }
        call.moved(write, result, all - done);
        int moved = done + result;
        // Direct I/O can go on at a whole block only; without progress this is the end.
        int whole = moved >= wanted ? moved : moved - moved % disk.geometry.logicalBlockSize();
        if (whole <= done) {
            throw failure(
                    call,
                    DeviceIoException.endsEarly(call.verb, call.offset, call.length, start + moved),
                    0);
        }
        return whole;
    }

    /**
     * The kernel's fault or the device's, which counts against the device unless it just cannot.
     */
    private DeviceIoException failure(BlockingCall call, String why, int errno) {
        if (errno != Errno.EOPNOTSUPP.number()) {
            disk.erred(context.config().maxErrors());
        }
        return exception(call, why, errno);
    }

    private DeviceIoException exception(BlockingCall call, String why, int errno) {
        return DeviceIoException.of(
                disk.path, call.verb, call.offset, call.length, call.category, why, errno);
    }
}
