package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationTest {
    private static final int BLOCKS = 64;
    private static final int BLOCK = 4096;
    private static final int DEPTH = 32;
    private static final int ROUNDS = 3;

    /** In thousands of I/Os. */
    private static final int WARM_UP = 20;

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir Path directory;

    /** Keeps {@link #DEPTH} reads in flight until it has seen enough. */
    private static final class Reader implements IoCallback<Device> {
        int left;
        int next;
        long bytes;

        @Override
        public void completed(IoResult result, Device device) {
            try {
                bytes += result.data().get(0) + result.length();
            } catch (DeviceIoException e) {
                throw new AssertionError(e);
            }
            if (left > 0) {
                submit(device);
            }
        }

        void submit(Device device) {
            left--;
            next = (next + 7) % BLOCKS;
            device.submitRead((long) next * BLOCK, BLOCK, IoCategory.LV, device, this);
        }
    }

    private static void read(IoContext context, Device device, Reader reader, int count) {
        reader.left = count;
        for (int i = 0; i < DEPTH; i++) {
            reader.submit(device);
        }
        while (context.poll(LONG) > 0) {
            // Until nothing is outstanding.
        }
    }

    /** Runs {@code thousand} until it is compiled, then counts what it allocates. */
    private static long bytesOfHeap(Runnable thousand) {
        for (int i = 0; i < WARM_UP; i++) {
            thousand.run();
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            // The JVM may compile or count something of its own in one round, not in all.
            long before = threads.getCurrentThreadAllocatedBytes();
            thousand.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private Path image() throws IOException {
        return Files.write(directory.resolve("disk.img"), new byte[BLOCKS * BLOCK]);
    }

    @Test
    void aWarmReadAllocatesNothing() throws IOException {
        IoConfig config =
                IoConfig.defaults()
                        .withEngine(IoConfig.Engine.LIBAIO)
                        .withMinReadBytes(BLOCK)
                        .withMaxInFlight(DEPTH);
        try (IoContext context = IoContext.open(config);
                Device device = context.openDevice(image())) {
            assertTrue(device.isDirect(), "this file system has no O_DIRECT");
            Reader reader = new Reader();

            long bytes = bytesOfHeap(() -> read(context, device, reader, 1_000));

            assertEquals(0, bytes, "bytes of heap for 1000 reads");
            assertEquals((WARM_UP + ROUNDS) * 1_000L * BLOCK, reader.bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWarmBlockingReadAllocatesNothing(boolean aligned) throws IOException {
        ByteBuffer memory = ByteBuffer.allocateDirect(3 * BLOCK).alignedSlice(BLOCK);
        int from = aligned ? 0 : 8;
        try (IoContext context = IoContext.open();
                Device device = context.openDevice(image())) {
            Step read =
                    at -> {
                        memory.limit(from + BLOCK).position(from);
                        device.read(at, memory, IoCategory.LV);
                    };

            long bytes = bytesOfHeap(() -> eachBlock(read));

            assertEquals(0, bytes, "bytes of heap for 1000 reads");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWarmBlockingWriteAllocatesNothing(boolean aligned) throws IOException {
        ByteBuffer memory = ByteBuffer.allocateDirect(3 * BLOCK).alignedSlice(BLOCK);
        memory.limit(aligned ? BLOCK : BLOCK / 2);
        try (IoContext context = IoContext.open();
                Device device = context.openDevice(image(), DeviceOption.WRITE)) {
            Step write = at -> device.write(at, memory, IoCategory.LV);

            long bytes = bytesOfHeap(() -> eachBlock(write));

            assertEquals(0, bytes, "bytes of heap for 1000 writes");
        }
    }

    /**
     * What a future costs beside its bytes, in all threads: the future, the copy, and half the time
     * a request of its own and the way into the turn. Seen: 435 at first, less when compiled.
     */
    private static final int BYTES_OF_A_FUTURE = 1_000;

    @Test
    void aFutureCostsItsOwnBytesAndLeavesNoneBehind() throws IOException {
        try (IoContext context = IoContext.open();
                Device device = context.openDevice(image());
                IoReaper reaper = IoReaper.start(context)) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            for (int round = 0; round < 4; round++) {
                long before = allocated(threads);
                for (int i = 0; i < 250_000; i++) {
                    // Of a block that is kept, so that it takes no disk.
                    device.readAsync(i % 8 * 512L, 512, IoCategory.LV).join();
                }
                long each = (allocated(threads) - before) / 250_000 - 512;

                assertTrue(each < BYTES_OF_A_FUTURE, () -> each + " bytes a future");
            }

            assertNotNull(reaper);
            assertTrue(context.hub().spareRequests() <= 2, "requests kept for use again");
        }
    }

    private static long allocated(ThreadMXBean threads) {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    private interface Step {
        void at(long offset) throws DeviceIoException;
    }

    private static void eachBlock(Step step) {
        try {
            for (int i = 0; i < 1_000; i++) {
                step.at((long) i % BLOCKS * BLOCK);
            }
        } catch (DeviceIoException e) {
            throw new AssertionError(e);
        }
    }
}
