package org.devio.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReference;
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
    private final AtomicReference<IoBuffer> spare = new AtomicReference<>();

    BlockingIo(IoContext context, Disk disk) {
        this.context = context;
        this.disk = disk;
    }

    ByteBuffer read(long offset, int length, IoCategory category) throws DeviceIoException {
        ByteBuffer copy = ByteBuffer.allocate(length);
        read(offset, copy, category);
        return copy.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Fills what is left of {@code destination}. */
    void read(long offset, ByteBuffer destination, IoCategory category) throws DeviceIoException {
        int length = destination.remaining();
        int logical = disk.geometry.logicalBlockSize();
        int unit = Math.max(logical, context.config().minReadBytes());
        long start = Extent.start(offset, unit);
        int widened =
                (int) (Extent.end(offset + length, unit, logical, disk.geometry.size()) - start);
        IoBuffer buffer = take(widened);
        int at = (int) (offset - start);
        OpenFile file = use();
        try {
            context.trace(disk, false, start, widened, category, IoTrace.Mode.SYNC);
            transfer(
                    DeviceIoException.READ,
                    offset,
                    length,
                    category,
                    start,
                    at + length,
                    done -> file.file.read(start + done, buffer, done, widened - done));
        } finally {
            file.unuse();
        }
        int position = destination.position();
        destination.put(position, buffer.bytes(), at, length).position(position + length);
        if (buffer.capacity() <= SPARE_BYTES) {
            spare.setRelease(buffer);
        }
    }

    private IoBuffer take(int length) {
        IoBuffer kept = spare.getAndSet(null);
        return kept != null && kept.capacity() >= length ? kept : IoBuffer.allocate(length);
    }

    void write(long offset, ByteBuffer source, IoCategory category) throws DeviceIoException {
        int logical = disk.geometry.logicalBlockSize();
        int length = source.remaining();
        long start = Extent.start(offset, logical);
        int widened =
                (int) (Extent.end(offset + length, logical, logical, disk.geometry.size()) - start);
        IoBuffer buffer = IoBuffer.allocate(widened);
        disk.writes.lock(start, start + widened);
        OpenFile file = use();
        try {
            if (widened != length) {
                context.trace(disk, false, start, widened, category, IoTrace.Mode.SYNC);
                transfer(
                        DeviceIoException.WRITE,
                        offset,
                        length,
                        category,
                        start,
                        widened,
                        done -> file.file.read(start + done, buffer, done, widened - done));
            }
            buffer.bytes().put((int) (offset - start), source, source.position(), length);
            writeBlocks(file.file, buffer, start, widened, offset, length, category);
        } finally {
            file.unuse();
            disk.writes.unlock(start, start + widened);
            context.written(disk);
        }
    }

    private void writeBlocks(
            IoFile file,
            IoBuffer buffer,
            long start,
            int widened,
            long offset,
            int length,
            IoCategory category)
            throws DeviceIoException {
        if (context.config().testMode()) {
            context.trace(disk, true, start, widened, category, IoTrace.Mode.SUPPRESSED);
            return;
        }
        context.dropKept(disk);
        context.trace(disk, true, start, widened, category, IoTrace.Mode.SYNC);
        transfer(
                DeviceIoException.WRITE,
                offset,
                length,
                category,
                start,
                widened,
                done -> file.write(start + done, buffer, done, widened - done));
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

    void flush() throws DeviceIoException {
        OpenFile file = use();
        try {
            if (!context.config().testMode()) {
                demand(file.file.flush(), "flush");
            }
        } finally {
            file.unuse();
        }
    }

    void discard(long offset, long length) throws DeviceIoException {
        OpenFile file = use();
        try {
            if (!context.config().testMode()) {
                demand(
                        file.file.discard(offset, length),
                        "discard of %d bytes at %d".formatted(length, offset));
            }
        } finally {
            file.unuse();
            context.written(disk);
        }
    }

    private OpenFile use() {
        OpenFile file = disk.file;
        if (!file.use()) {
            throw new IllegalStateException(disk.path + " is closed");
        }
        return file;
    }

    private void demand(int result, String what) throws DeviceIoException {
        if (result < 0) {
            throw new DeviceIoException(
                    disk.path, what + " failed: " + Errno.describe(-result), -result);
        }
    }

    /** One call to the kernel, to go on from {@code done} bytes; bytes moved or -errno. */
    private interface Step {
        int from(int done);
    }

    /** Repeats a step until {@code wanted} bytes have been moved. */
    private void transfer(
            String verb,
            long offset,
            int length,
            IoCategory category,
            long start,
            int wanted,
            Step step)
            throws DeviceIoException {
        int logical = disk.geometry.logicalBlockSize();
        for (int done = 0; done < wanted; ) {
            int result = step.from(done);
            if (result < 0) {
                throw DeviceIoException.of(
                        disk.path,
                        verb,
                        offset,
                        length,
                        category,
                        Errno.describe(-result),
                        -result);
            }
            int all = done + result;
            // Direct I/O can go on at a whole block only; without progress this is the end.
            int whole = all >= wanted ? all : all - all % logical;
            if (whole <= done) {
                throw DeviceIoException.of(
                        disk.path,
                        verb,
                        offset,
                        length,
                        category,
                        DeviceIoException.endsEarly(verb, offset, length, start + all),
                        0);
            }
            done = whole;
        }
    }
}
