package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.devio.testing.Strace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Counts calls to the kernel, in a JVM of its own under strace. The disk is a hole: reads of it end
 * inside io_submit, so that the count does not depend on how fast anything is.
 */
class SystemCallCountTest {
    private static final int BLOCK = 4096;
    private static final int BLOCKS = 1024;
    private static final int READS = 10_000;
    private static final String BLOCKING = "blocking";

    @TempDir Path directory;

    private Strace.Run read(String calls, String depth) throws Exception {
        assumeTrue(Strace.whyUnavailable().isEmpty(), Strace.whyUnavailable());
        Path disk = directory.resolve("disk.img");
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength((long) BLOCKS * BLOCK);
        }
        return Strace.watching(calls).run(directory, Reader.class, List.of(disk.toString(), depth));
    }

    private static void assertCalls(Strace.Run run, int least, int most) {
        long submits = run.count("io_submit");
        long reaps = run.count("io_getevents");
        assertTrue(submits >= least, () -> "not what strace prints: " + run.calls());
        assertTrue(
                submits + reaps <= most,
                "%d reads took %d io_submit and %d io_getevents".formatted(READS, submits, reaps));
    }

    @Test
    void atDepth32ARoundOfReadsCostsItsBatchesAndNothingToReap() throws Exception {
        assertCalls(read("io_submit,io_getevents", "32"), READS / 32, READS / 32 + 10);
    }

    @Test
    void atDepth1AReadThatEndsAtOnceCostsOneSystemCall() throws Exception {
        assertCalls(read("io_submit,io_getevents", "1"), READS, READS + 10);
    }

    @Test
    void aBlockingReadCostsOneSystemCallAndNoAio() throws Exception {
        Strace.Run run = read("pread64,io_setup,io_submit,io_getevents", BLOCKING);

        assertEquals(0, run.count("io_setup"));
        assertEquals(READS, run.onFile("pread64", "disk.img").size());
        assertCalls(run, 0, 0);
    }

    /** Keeps reads in flight until it has seen enough: the program that is counted. */
    static final class Reader implements IoCallback<Device> {
        private int left = READS;
        private int next;

        public static void main(String[] args) throws IOException {
            boolean isBlocking = args[1].equals(BLOCKING);
            int depth = isBlocking ? 1 : Integer.parseInt(args[1]);
            IoConfig config =
                    IoConfig.defaults()
                            .withEngine(isBlocking ? IoConfig.Engine.AUTO : IoConfig.Engine.LIBAIO)
                            .withMinReadBytes(BLOCK)
                            .withMaxInFlight(depth);
            try (IoContext context = IoContext.open(config);
                    Device device = context.openDevice(Path.of(args[0]))) {
                if (!device.isDirect()) {
                    throw new IOException("this file system has no O_DIRECT");
                }
                Reader reader = new Reader();
                if (isBlocking) {
                    reader.block(device);
                    return;
                }
                for (int i = 0; i < depth; i++) {
                    reader.submit(device);
                }
                while (context.poll(Duration.ofMinutes(1)) > 0) {
                    // Until nothing is outstanding.
                }
            }
        }

        private void block(Device device) throws IOException {
            ByteBuffer memory = ByteBuffer.allocateDirect(2 * BLOCK).alignedSlice(BLOCK);
            while (left > 0) {
                device.read(nextOffset(), memory.clear().limit(BLOCK), IoCategory.LV);
            }
        }

        private void submit(Device device) {
            device.submitRead(nextOffset(), BLOCK, IoCategory.LV, device, this);
        }

        private long nextOffset() {
            left--;
            next = (next + 7) % BLOCKS;
            return (long) next * BLOCK;
        }

        @Override
        public void completed(IoResult result, Device device) {
            try {
                result.data();
            } catch (DeviceIoException e) {
                throw new AssertionError(e);
            }
            if (left > 0) {
                submit(device);
            }
        }
    }
}
