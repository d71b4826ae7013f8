package org.devio.io;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.devio.engine.Errno;
import org.devio.engine.IoBuffer;
import org.devio.engine.IoFile;

/**
 * Reads and writes while the caller waits. Without a deadline the calling thread is in the kernel
 * for as long as the device takes. A call with a deadline, or of a virtual thread, hands each step
 * over to another thread and parks: what the kernel has not answered in time is left behind with
 * that thread, its memory, its descriptor and the range it writes.
 *
 * <p>Memory is outside the context's limits, so that these calls wait for nobody but the device
 * and, when writing, for other writes to the same blocks.
 */
final class BlockingIo {
    /** Unit in which {@link #fill} writes. */
    private static final int FILL_BYTES = 1 << 20;

    /** How often who waits for a range looks whether the kernel has answered who holds it. */
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** The deadlines are those of the context's configuration. */
    static final long BY_CONFIG = -1;

    private final IoContext context;
    private final Disk disk;

    /** Time for each call, 0 for no limit, or {@link #BY_CONFIG}. */
    private final long allowedNanos;

    /** Made once, so that writes make nothing. */
    private final Runnable afterWrite;

    /** For the next call. */
    private final AtomicReference<BlockingCall> idle = new AtomicReference<>();

    /**
     * The caller's memory that was used last: to find its address, and whether it may be freed,
     * costs more than to call C. Weak, because the memory is not ours to keep.
     */
    private WeakReference<IoBuffer> wrapped = new WeakReference<>(null);

    BlockingIo(IoContext context, Disk disk, long allowedNanos) {
        this.context = context;
        this.disk = disk;
        this.allowedNanos = allowedNanos;
        this.afterWrite = context.afterWrite(disk);
    }

    // ---- reading

    ByteBuffer read(long offset, int length, IoCategory category) throws DeviceIoException {
        ByteBuffer copy = ByteBuffer.allocate(length);
        read(offset, copy, category);
        return Futures.readOnly(copy);
    }

    /** Fills what is left of {@code destination}, without a copy if it suits direct I/O. */
    void read(long offset, ByteBuffer destination, IoCategory category) throws DeviceIoException {
        if (destination.isReadOnly()) {
            // The kernel would not mind.
            throw new IllegalArgumentException("the buffer to read into is read-only");
        }
        int length = destination.remaining();
        int position = destination.position();
        demandAlive(destination);
        BlockingCall call = begin(DeviceIoException.READ, offset, length, category);
        DeviceIoException failure = null;
        try {
            call.file = disk.use();
            refuseIfNotToBeAsked(call);
            IoBuffer straight = straight(call, destination);
            if (straight != null) {
                read(call, straight, position, offset, length, length);
            } else {
                readByCopy(call, destination, position);
            }
        } catch (DeviceIoException e) {
            failure = e;
            throw e;
        } finally {
            // The kernel was given an address, which keeps no memory.
            Reference.reachabilityFence(destination);
            end(call, failure);
        }
        destination.position(position + length);
    }

    /** Both parts of a ring in one piece; the second may have no bytes. */
    ByteBuffer readCircular(
            long offset, int length, long wrappedOffset, int wrappedLength, IoCategory category)
            throws DeviceIoException {
        ByteBuffer both = ByteBuffer.allocate(length + wrappedLength);
        read(offset, both.limit(length), category);
        if (wrappedLength != 0) {
            read(wrappedOffset, both.limit(length + wrappedLength), category);
        }
        return Futures.readOnly(both);
    }

    private void readByCopy(BlockingCall call, ByteBuffer destination, int position)
            throws DeviceIoException {
        int unit = Math.max(disk.geometry.logicalBlockSize(), context.config().minReadBytes());
        long wantedEnd = call.offset + call.length;
        long start = Extent.start(call.offset, unit);
        long end = Extent.end(wantedEnd, unit, disk);
        IoBuffer memory = lend(call, end - start);
        for (long at = start; at < wantedEnd; ) {
            int piece = (int) Math.min(memory.capacity(), end - at);
            int wanted = (int) Math.min(piece, wantedEnd - at);
            read(call, memory, 0, at, wanted, piece);
            long from = Math.max(at, call.offset);
            destination.put(
                    position + (int) (from - call.offset),
                    memory.bytes(),
                    (int) (from - at),
                    (int) (at + wanted - from));
            at += piece;
        }
    }

    /** Throws what the JDK does if the memory is freed, or another thread's alone. */
    @SuppressWarnings("CheckReturnValue")
    private static void demandAlive(ByteBuffer memory) {
        memory.get(memory.position());
    }

    /** The caller's memory, if the kernel can move what is between position and limit itself. */
    @SuppressWarnings("ReferenceEquality") // It is about whose memory it is, not what is in it.
    private IoBuffer straight(BlockingCall call, ByteBuffer memory) {
        int withinBlock = disk.geometry.logicalBlockSize() - 1;
        if (call.handed
                || ((call.offset | call.length) & withinBlock) != 0
                || !memory.isDirect()
                || memory.alignmentOffset(memory.position(), disk.geometry.memoryAlignment())
                        != 0) {
            return null;
        }
        // Threads may overwrite each other's; each goes on with what it has made.
        IoBuffer last = wrapped.get();
        if (last == null || last.bytes() != memory) {
            if (!CallerMemory.isKeptBy(memory)) {
                return null;
            }
            last = IoBuffer.wrap(memory);
            wrapped = new WeakReference<>(last);
        }
        return last;
    }

    // ---- writing

    void write(long offset, ByteBuffer source, IoCategory category) throws DeviceIoException {
        int length = source.remaining();
        int position = source.position();
        demandAlive(source);
        BlockingCall call = begin(DeviceIoException.WRITE, offset, length, category);
        DeviceIoException failure = null;
        try {
            call.file = disk.use();
            int block = disk.geometry.logicalBlockSize();
            lock(call, Extent.start(offset, block), Extent.end(offset + length, block, disk));
            refuseIfNotToBeAsked(call);
            IoBuffer straight = straight(call, source);
            if (straight != null) {
                write(call, straight, position, offset, length);
            } else {
                writeByCopy(call, source, position);
            }
        } catch (DeviceIoException e) {
            failure = e;
            throw e;
        } finally {
            Reference.reachabilityFence(source);
            end(call, failure);
        }
    }

    /** Locks a range, after those that overlap were unlocked. */
    private void lock(BlockingCall call, long start, long end) throws DeviceIoException {
        boolean locked = disk.writes.tryLock(start, end);
        boolean interrupted = false;
        while (!locked) {
            // It may be this thread's own write that nobody polls for.
            context.loop().settle();
            long left = call.left();
            if (left <= 0) {
                throw timedOut(call, "another write to the same blocks is not over");
            }
            try {
                locked = disk.writes.tryLock(start, end, Math.min(left, SETTLE_NANOS));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        call.lockStart = start;
        call.lockEnd = end;
        call.locked = true;
    }

    private void writeByCopy(BlockingCall call, ByteBuffer source, int position)
            throws DeviceIoException {
        int block = disk.geometry.logicalBlockSize();
        long start = call.lockStart;
        long end = call.lockEnd;
        long sourceEnd = call.offset + call.length;
        IoBuffer memory = lend(call, end - start);
        byte[] last = new byte[0];
        if (end - start <= memory.capacity()) {
            if (end - start != call.length) {
                read(call, memory, 0, start, (int) (end - start), (int) (end - start));
            }
        } else {
            // What is put back is read before anything is written, or nothing is if that fails.
            if (sourceEnd < end) {
                long lastStart = Extent.start(end - 1, block);
                last = new byte[(int) (end - lastStart)];
                read(call, memory, 0, lastStart, last.length, last.length);
                memory.bytes().get(0, last);
            }
            if (start < call.offset) {
                read(call, memory, 0, start, block, block);
            }
        }
        for (long at = start; at < end; ) {
            int piece = (int) Math.min(memory.capacity(), end - at);
            if (at + piece == end) {
                memory.bytes().put(piece - last.length, last);
            }
            long from = Math.max(at, call.offset);
            memory.bytes()
                    .put(
                            (int) (from - at),
                            source,
                            position + (int) (from - call.offset),
                            (int) (Math.min(at + piece, sourceEnd) - from));
            write(call, memory, 0, at, piece);
            at += piece;
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

    // ---- commands

    void flush(IoCategory category) throws DeviceIoException {
        command(DeviceIoException.FLUSH, 0, 0, category, IoFile::flush);
    }

    void discard(long offset, long length, IoCategory category) throws DeviceIoException {
        try {
            command("discard", offset, length, category, file -> file.discard(offset, length));
        } finally {
            outdate();
        }
    }

    /** One call to the kernel that moves no bytes; 0 or -errno. Left out in test mode. */
    private void command(
            String verb, long offset, long length, IoCategory category, ToIntFunction<IoFile> step)
            throws DeviceIoException {
        BlockingCall call = begin(verb, offset, length, category);
        DeviceIoException failure = null;
        try {
            call.file = disk.use();
            refuseIfNotToBeAsked(call);
            if (!context.config().testMode()) {
                call.submitted();
                IoFile file = call.file.file;
                int result =
                        call.handed
                                ? hand(call, () -> step.applyAsInt(file))
                                : step.applyAsInt(file);
                if (result < 0) {
                    throw failure(call, Errno.describe(-result), -result);
                }
            }
        } catch (DeviceIoException e) {
            failure = e;
            throw e;
        } finally {
            end(call, failure);
        }
    }

    // ---- a call begins, holds things, and ends

    private BlockingCall begin(String verb, long offset, long length, IoCategory category) {
        BlockingCall kept = idle.getAndSet(null);
        BlockingCall call = kept == null ? new BlockingCall(context.observer(), disk) : kept;
        call.begin(verb, offset, length, category);
        boolean virtual = VirtualThreads.isCurrent();
        long nanos = allowedNanos;
        if (nanos == BY_CONFIG) {
            nanos = context.config().blockingNanos(virtual);
        }
        call.handed = virtual || nanos > 0;
        call.allow(nanos);
        return call;
    }

    private IoBuffer lend(BlockingCall call, long wanted) {
        call.memory = context.hub().blocking.take(wanted);
        return call.memory;
    }

    private void end(BlockingCall call, DeviceIoException failure) {
        call.ended(failure);
        if (!call.left) {
            release(call);
            idle.setRelease(call);
        }
    }

    /** Gives back what a call holds: when it ends, or else when the kernel has answered. */
    private void release(BlockingCall call) {
        if (call.memory != null) {
            context.hub().blocking.giveBack(call.memory);
            call.memory = null;
        }
        if (call.locked) {
            call.locked = false;
            disk.writes.unlock(call.lockStart, call.lockEnd);
            outdate();
        }
        if (call.file != null) {
            OpenFile file = call.file;
            call.file = null;
            file.unuse();
        }
    }

    /** What was read before is not what the disk holds now. */
    private void outdate() {
        // At once, since the turn may be another thread's.
        disk.medium.generation.incrementAndGet();
        afterWrite.run();
    }

    /** Has the kernel called on another thread, and waits for the answer while there is time. */
    private int hand(BlockingCall call, IntSupplier step) throws DeviceIoException {
        BlockingShare share = context.hub().blocking;
        if (!share.enter(call)) {
            throw timedOut(call, "earlier calls are not over");
        }
        HandedCall handed = new HandedCall(step, () -> answered(call));
        try {
            if (!handed.start()) {
                throw exception(call, "no thread to be had", Errno.EAGAIN.number());
            }
            if (handed.await(call)) {
                return handed.result();
            }
        } finally {
            share.leave();
        }
        call.left = true;
        disk.ghosts(1);
        disk.erred(context.config().maxErrors());
        // Writes that wait for its range are to be refused.
        afterWrite.run();
        throw timedOut(call, "no answer for %d ms".formatted(call.tookMillis()));
    }

    /** The kernel has answered a call that was left behind. */
    private void answered(BlockingCall call) {
        release(call);
        context.hub().answered(disk);
        afterWrite.run();
    }

    // ---- steps

    /** Reads whole blocks, of which the first {@code wanted} bytes must be there. */
    private void read(
            BlockingCall call, IoBuffer buffer, int at, long start, int wanted, int widened)
            throws DeviceIoException {
        call.issued(false, start, widened, IoTrace.Mode.SYNC);
        for (int done = 0; done < wanted; ) {
            int result = move(call, false, buffer, at + done, start + done, widened - done);
            done = advance(call, false, start, wanted, widened, done, result);
        }
    }

    private void write(BlockingCall call, IoBuffer buffer, int at, long start, int length)
            throws DeviceIoException {
        if (context.config().testMode()) {
            call.issued(true, start, length, IoTrace.Mode.SUPPRESSED);
            return;
        }
        call.issued(true, start, length, IoTrace.Mode.SYNC);
        for (int done = 0; done < length; ) {
            int result = move(call, true, buffer, at + done, start + done, length - done);
            done = advance(call, true, start, length, length, done, result);
        }
    }

    private int move(
            BlockingCall call, boolean write, IoBuffer buffer, int at, long offset, int length)
            throws DeviceIoException {
        IoFile file = call.file.file;
        if (call.handed) {
            return hand(
                    call,
                    () ->
                            write
                                    ? file.write(offset, buffer, at, length)
                                    : file.read(offset, buffer, at, length));
        }
        return write
                ? file.write(offset, buffer, at, length)
                : file.read(offset, buffer, at, length);
    }

    // ---- failures

    private void refuseIfNotToBeAsked(BlockingCall call) throws DeviceIoException {
        if (disk.isDisabled(context.config().maxErrors())) {
            throw exception(call, DeviceIoException.disabled(disk), Errno.ECANCELED.number());
        }
        if (call.isTimed() && disk.ghosts() > 0) {
            context.loop().settle();
            if (disk.ghosts() > 0) {
                throw timedOut(call, "the device has not answered an earlier request yet");
            }
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

    private DeviceIoException timedOut(BlockingCall call, String why) {
        call.timedOut();
        return exception(call, why, Errno.ETIMEDOUT.number());
    }

    private DeviceIoException exception(BlockingCall call, String why, int errno) {
        return DeviceIoException.of(
                disk.path, call.verb, call.offset, call.length, call.category, why, errno);
    }
}
