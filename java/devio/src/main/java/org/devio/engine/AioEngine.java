package org.devio.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Linux AIO. Requests are written into one slab of native memory, {@code iocb[depth]}, pointers to
 * those that are prepared, {@code io_event[depth + 1]}, so that a batch costs one call with
 * primitive arguments and no request allocates.
 */
public final class AioEngine implements IoEngine {
    /**
     * Most iocbs in one io_submit: half of what is in flight by default, so that the device has one
     * half while the other is prepared. What the kernel holds back of a batch it hands on after 32
     * anyway; smaller batches are more calls.
     */
    private static final int BATCH = 64;

    /** Stands in the slot of a flush. */
    private static final IoBuffer NO_BUFFER = IoBuffer.allocate(1);

    private static final int POINTER_BYTES = Long.BYTES;

    /** Stands for a handle where there is none, before and after. */
    private static final long CLOSED = 0;

    private final int depth;
    private final ByteBuffer slab;
    private final long address;
    private final int pointersAt;
    private final int eventsAt;

    /** What a slot reads or writes; null when the slot is free. Keeps the memory reachable. */
    private final IoBuffer[] buffers;

    /** Prepared but not yet taken by the kernel: indexes into the pointer array. */
    private int head;

    private int tail;
    private int inKernel;

    /** Slots whose request the kernel refused, with its -errno. */
    private final int[] refusedSlots;

    private final int[] refusals;
    private int refused;

    /** Collected events from {@code eventNext} to {@code eventCount} wait for delivery. */
    private int eventNext;

    private volatile int eventCount;

    /** The kernel's context: changed under this, and read at every call. */
    private volatile long aio = CLOSED;

    /** Takes all the memory there will be; the kernel's context comes last. */
    private AioEngine(int depth) {
        this.depth = depth;
        this.pointersAt = depth * NativeAio.IOCB_BYTES;
        this.eventsAt = pointersAt + depth * POINTER_BYTES;
        this.slab =
                ByteBuffer.allocateDirect(eventsAt + (depth + 1) * NativeAio.EVENT_BYTES)
                        .order(ByteOrder.nativeOrder());
        this.address = NativeBlockDevice.address(slab);
        this.buffers = new IoBuffer[depth];
        this.refusedSlots = new int[depth];
        this.refusals = new int[depth];
        for (int slot = 0; slot < depth; slot++) {
            slab.putLong(slot * NativeAio.IOCB_BYTES + NativeAio.IOCB_DATA, slot);
        }
    }

    /** Why there is no code for it in this process; empty if there is. */
    public static Optional<String> whyNotBuilt() {
        if (NativeLibrary.isLoaded() && NativeAio.isBuiltIn() == 0) {
            return Optional.of("this libdevio.so was built without AIO (DEVIO_AIO=OFF)");
        }
        return NativeLibrary.whyNotLoaded();
    }

    /**
     * Sets up a kernel context for {@code depth} requests.
     *
     * @throws IOException why it cannot be had, with the remedy if one is known
     */
    public static AioEngine open(int depth) throws IOException {
        Optional<String> lacking = whyNotBuilt();
        if (lacking.isPresent()) {
            throw new IOException(lacking.get());
        }
        AioEngine engine = new AioEngine(depth);
        long aio = NativeAio.setup(depth);
        if (aio < 0) {
            throw new IOException(whySetupFailed(depth, (int) -aio));
        }
        engine.aio = aio;
        return engine;
    }

    private static String whySetupFailed(int depth, int errno) {
        String failure = "io_setup(%d) failed: %s".formatted(depth, Errno.describe(errno));
        if (errno == Errno.EAGAIN.number()) {
            long limit = readNumber("/proc/sys/fs/aio-max-nr");
            long used = readNumber("/proc/sys/fs/aio-nr");
            return "%s: fs.aio-max-nr is %d, %d in use; raise it with sysctl -w fs.aio-max-nr=%d"
                    .formatted(failure, limit, used, Math.max(2 * limit, limit + depth));
        }
        if (errno == Errno.ENOSYS.number() || errno == Errno.EPERM.number()) {
            return failure
                    + ": this kernel or sandbox has no AIO; allow io_setup, io_submit,"
                    + " io_getevents and io_destroy in its seccomp profile";
        }
        return failure;
    }

    private static long readNumber(String file) {
        try {
            return Long.parseLong(Files.readString(Path.of(file)).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public String name() {
        return "libaio";
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public void prepareRead(
            int slot, IoFile file, long offset, IoBuffer buffer, int at, int length) {
        prepare(slot, NativeAio.PREAD, file, offset, buffer, at, length);
    }

    @Override
    public void prepareWrite(
            int slot, IoFile file, long offset, IoBuffer buffer, int at, int length) {
        prepare(slot, NativeAio.PWRITE, file, offset, buffer, at, length);
    }

    @Override
    public void prepareFlush(int slot, IoFile file) {
        prepare(slot, NativeAio.FDSYNC, file, 0, NO_BUFFER, 0, 0);
    }

    private void prepare(
            int slot, int opcode, IoFile file, long offset, IoBuffer buffer, int at, int length) {
        if (buffers[slot] != null) {
            throw new IllegalStateException("slot " + slot + " is in use");
        }
        if (aio == CLOSED) {
            throw new IllegalStateException("the engine is closed");
        }
        int fd = ((NativeFile) file).fd();
        // The kernel refuses a flush with an address.
        long memory = buffer == NO_BUFFER ? 0 : buffer.address(at, length);
        buffers[slot] = buffer;
        int iocb = slot * NativeAio.IOCB_BYTES;
        slab.putShort(iocb + NativeAio.IOCB_OPCODE, (short) opcode);
        slab.putInt(iocb + NativeAio.IOCB_FD, fd);
        slab.putLong(iocb + NativeAio.IOCB_ADDRESS, memory);
        slab.putLong(iocb + NativeAio.IOCB_LENGTH, length);
        slab.putLong(iocb + NativeAio.IOCB_OFFSET, offset);
        slab.putLong(pointerAt(tail), address + iocb);
        tail++;
        if (tail - head >= BATCH) {
            submit();
        }
    }

    @Override
    public void submit() {
        while (head < tail && aio != CLOSED) {
            int batch = Math.min(BATCH, tail - head);
            int taken = NativeAio.submit(aio, address + pointerAt(head), batch);
            if (taken > 0) {
                head += taken;
                inKernel += taken;
            } else if ((taken == 0 || Errno.EAGAIN.is(taken)) && inKernel > 0) {
                // No room: what is in the kernel makes some when it completes.
                moveToFront();
                return;
            } else {
                // io_submit stops at the first iocb it dislikes. Those behind it are still good.
                refuse(slotAt(head), taken == 0 ? -Errno.EAGAIN.number() : taken);
                head++;
            }
        }
        head = 0;
        tail = 0;
    }

    private int pointerAt(int index) {
        return pointersAt + index * POINTER_BYTES;
    }

    private int slotAt(int index) {
        long iocb = slab.getLong(pointerAt(index)) - address;
        return (int) (iocb / NativeAio.IOCB_BYTES);
    }

    private void moveToFront() {
        for (int i = head; i < tail; i++) {
            slab.putLong(pointerAt(i - head), slab.getLong(pointerAt(i)));
        }
        tail -= head;
        head = 0;
    }

    private void refuse(int slot, int errno) {
        refusedSlots[refused] = slot;
        refusals[refused] = errno;
        refused++;
    }

    @Override
    public boolean isReady() {
        return (refused > 0 || eventNext < eventCount) && aio != CLOSED;
    }

    @Override
    public void collect(long timeoutNanos) {
        if (eventNext < eventCount || aio == CLOSED) {
            return;
        }
        int collected = NativeAio.reap(aio, 1, depth + 1, address + eventsAt, timeoutNanos);
        if (Errno.EBADF.is(collected)) {
            return; // closed just now
        }
        if (collected < 0) {
            throw new IllegalStateException("io_getevents: " + Errno.describe(-collected));
        }
        eventNext = 0;
        eventCount = collected;
    }

    @Override
    public int deliver(CompletionSink sink) {
        int delivered = 0;
        while (eventNext < eventCount && aio != CLOSED) {
            int event = eventsAt + eventNext * NativeAio.EVENT_BYTES;
            long data = slab.getLong(event + NativeAio.EVENT_DATA);
            long result = slab.getLong(event + NativeAio.EVENT_RESULT);
            eventNext++;
            if (data != NativeAio.WAKEUP_DATA) {
                inKernel--;
                delivered++;
                finish((int) data, result, sink);
            }
        }
        while (refused > 0 && aio != CLOSED) {
            refused--;
            delivered++;
            finish(refusedSlots[refused], refusals[refused], sink);
        }
        return delivered;
    }

    private void finish(int slot, long result, CompletionSink sink) {
        buffers[slot] = null;
        sink.completed(slot, result);
    }

    @Override
    public void announceTo(int eventFd) {
        for (int slot = 0; slot < depth; slot++) {
            int iocb = slot * NativeAio.IOCB_BYTES;
            boolean raises = eventFd != EventFd.NONE;
            slab.putInt(iocb + NativeAio.IOCB_FLAGS, raises ? NativeAio.RAISES_EVENT : 0);
            slab.putInt(iocb + NativeAio.IOCB_EVENT_FD, raises ? eventFd : 0);
        }
    }

    @Override
    public synchronized void wakeup() {
        if (aio == CLOSED) {
            return;
        }
        int status = NativeAio.wakeup(aio);
        if (status < 0 && !Errno.EAGAIN.is(status)) {
            throw new IllegalStateException("io_submit of a wake-up: " + Errno.describe(-status));
        }
    }

    @Override
    public void close() {
        long closing;
        synchronized (this) {
            closing = aio;
            aio = CLOSED;
        }
        if (closing != CLOSED) {
            NativeAio.destroy(closing);
        }
    }
}
