package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocationTest {
    private static final int BLOCKS = 64;
    private static final int BLOCK = 4096;
    private static final int DEPTH = 32;
    private static final int ROUNDS = 3;
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

    @Test
    void aWarmReadAllocatesNothing() throws IOException {
        Path image = Files.write(directory.resolve("disk.img"), new byte[BLOCKS * BLOCK]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        IoConfig config =
                IoConfig.defaults()
                        .withEngine(IoConfig.Engine.LIBAIO)
                        .withMinReadBytes(BLOCK)
                        .withMaxInFlight(DEPTH);
        try (IoContext context = IoContext.open(config);
                Device device = context.openDevice(image)) {
            assertTrue(device.isDirect(), "this file system has no O_DIRECT");
            Reader reader = new Reader();
            read(context, device, reader, 20_000);

            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                // The JVM may compile or count something of its own in one round, not in all.
                long before = threads.getCurrentThreadAllocatedBytes();
                read(context, device, reader, 1_000);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }

            assertEquals(0, least, "bytes of heap for 1000 reads");
            assertEquals((20_000L + ROUNDS * 1_000L) * BLOCK, reader.bytes);
        }
    }
}
