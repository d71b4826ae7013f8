package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Counts calls to the kernel, in a JVM of its own under strace. The disk is a hole: reads of it end
 * inside io_submit, so that the count does not depend on how fast anything is.
 */
class SystemCallCountTest {
    private static final int BLOCK = 4096;
    private static final int BLOCKS = 1024;
    private static final int DEPTH = 32;
    private static final int READS = 10_000;
    private static final double MOST_CALLS_A_READ = 0.1;

    @TempDir Path directory;

    @Test
    void atDepth32AReadCostsATenthOfASystemCall() throws Exception {
        assumeTrue(isOnPath("strace"), "no strace here: ./setup.sh --tests installs it");
        Path disk = directory.resolve("disk.img");
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength((long) BLOCKS * BLOCK);
        }

        List<String> calls = callsOfAReader(disk);

        long submits = calls.stream().filter(call -> call.contains("io_submit(")).count();
        long reaps = calls.stream().filter(call -> call.contains("io_getevents(")).count();
        assertTrue(submits >= READS / DEPTH, () -> "not what strace prints: " + calls.get(0));
        assertTrue(
                submits + reaps <= READS * MOST_CALLS_A_READ,
                "%d reads took %d io_submit and %d io_getevents".formatted(READS, submits, reaps));
    }

    private List<String> callsOfAReader(Path disk) throws Exception {
        Path calls = directory.resolve("calls");
        Path output = directory.resolve("output");
        Process process =
                new ProcessBuilder(
                                "strace",
                                "-f",
                                "-qq",
                                "-e",
                                "trace=io_submit,io_getevents",
                                "-o",
                                calls.toString(),
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classPath(),
                                Reader.class.getName(),
                                disk.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        int status = process.waitFor();
        assertEquals(0, status, () -> textOf(output));
        return Files.readAllLines(calls);
    }

    /** Where this class and the ones under test are, as a class path. */
    private static String classPath() {
        return Stream.of(SystemCallCountTest.class, IoContext.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .distinct()
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElseThrow();
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Keeps reads in flight until it has seen enough: the program that is counted. */
    static final class Reader implements IoCallback<Device> {
        private int left = READS;
        private int next;

        public static void main(String[] args) throws IOException {
            IoConfig config =
                    IoConfig.defaults()
                            .withEngine(IoConfig.Engine.LIBAIO)
                            .withMinReadBytes(BLOCK)
                            .withMaxInFlight(DEPTH);
            try (IoContext context = IoContext.open(config);
                    Device device = context.openDevice(Path.of(args[0]))) {
                if (!device.isDirect()) {
                    throw new IOException("this file system has no O_DIRECT");
                }
                Reader reader = new Reader();
                for (int i = 0; i < DEPTH; i++) {
                    reader.submit(device);
                }
                while (context.poll(Duration.ofMinutes(1)) > 0) {
                    // Until nothing is outstanding.
                }
            }
        }

        private void submit(Device device) {
            left--;
            next = (next + 7) % BLOCKS;
            device.submitRead((long) next * BLOCK, BLOCK, IoCategory.LV, device, this);
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
