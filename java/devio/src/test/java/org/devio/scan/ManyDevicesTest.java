package org.devio.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.testing.ChildJvm;
import org.devio.testing.Corpus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand disks in a process that has 32 MiB of heap. */
class ManyDevicesTest {
    private static final int DISKS = 1000;
    private static final int FEW_DESCRIPTORS = 64;
    private static final int ENOUGH_DESCRIPTORS = 1024;

    /** What a context takes besides its devices: the pipe that wakes it, a look at /proc. */
    private static final int OTHER_DESCRIPTORS = 16;

    @TempDir Path directory;
    private Path folder;

    /** Scans the disks of a folder and counts; what is used most is looked for at every read. */
    static final class Scan {
        private static int mostDescriptors;
        private static long mostBuffers;

        private Scan() {}

        private static int descriptors() {
            return Path.of("/proc/self/fd").toFile().list().length;
        }

        private static void look() {
            mostDescriptors = Math.max(mostDescriptors, descriptors());
            ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                    .filter(pool -> pool.getName().equals("direct"))
                    .forEach(pool -> mostBuffers = Math.max(mostBuffers, pool.getMemoryUsed()));
        }

        public static void main(String[] args) throws IOException {
            List<Path> disks;
            try (Stream<Path> files = Files.list(Path.of(args[0]))) {
                disks = files.sorted().toList();
            }
            IoConfig config =
                    IoConfig.defaults()
                            .withEngine(IoConfig.Engine.valueOf(args[1]))
                            .withTrace((path, write, offset, length, category, mode) -> look());
            int before = descriptors();
            try (IoContext context = IoContext.open(config)) {
                ScanReport report = new LvmScanner(context).scan(disks);
                long labels = report.devices().stream().filter(d -> d.label().isPresent()).count();
                long failed = report.devices().stream().filter(ScannedDevice::isFailed).count();
                System.out.printf("%d labels, %d failed%n", labels, failed);
                System.out.println(mostDescriptors - before);
                System.out.println(mostBuffers);
            }
        }
    }

    @BeforeEach
    void makeDisks() throws IOException {
        Path disk = Files.copy(Corpus.golden("g1"), directory.resolve("g1.img"));
        folder = Files.createDirectory(directory.resolve("disks"));
        for (int i = 0; i < DISKS; i++) {
            Files.createLink(folder.resolve("disk" + i), disk);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIBAIO", "SYNC"})
    void allAreReadThoughFewCanBeOpenAtATime(String engine) throws Exception {
        assertEquals(DISKS + " labels, 0 failed", scan(FEW_DESCRIPTORS, engine).get(0));
    }

    @Test
    void noMoreIsUsedThanTheLimitsAllow() throws Exception {
        List<String> found = scan(ENOUGH_DESCRIPTORS, "LIBAIO");

        IoConfig limits = IoConfig.defaults();
        int descriptors = Integer.parseInt(found.get(1));
        long buffers = Long.parseLong(found.get(2));
        assertEquals(DISKS + " labels, 0 failed", found.get(0));
        assertTrue(
                descriptors <= limits.maxInFlight() + OTHER_DESCRIPTORS,
                descriptors + " descriptors open at a time");
        assertTrue(buffers <= limits.maxBufferBytes(), buffers + " bytes of buffers at a time");
    }

    private List<String> scan(int descriptors, String engine) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c"));
        command.add("ulimit -n " + descriptors + " && exec \"$@\"");
        command.add("sh");
        command.addAll(
                ChildJvm.command(
                        List.of("-Xmx32m"), Scan.class, List.of(folder.toString(), engine)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.lines().toList();
    }
}
