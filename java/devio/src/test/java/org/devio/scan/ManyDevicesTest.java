package org.devio.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand disks in a process that may open 64 files and has 32 MiB of heap. */
class ManyDevicesTest {
    private static final int DISKS = 1000;
    private static final int DESCRIPTORS = 64;

    @TempDir Path directory;

    /** Scans the disks of a folder and counts. */
    static final class Scan {
        private Scan() {}

        public static void main(String[] args) throws IOException {
            List<Path> disks;
            try (Stream<Path> files = Files.list(Path.of(args[0]))) {
                disks = files.sorted().toList();
            }
            IoConfig config = IoConfig.defaults().withEngine(IoConfig.Engine.valueOf(args[1]));
            try (IoContext context = IoContext.open(config)) {
                ScanReport report = new LvmScanner(context).scan(disks);
                long labels = report.devices().stream().filter(d -> d.label().isPresent()).count();
                long failed = report.devices().stream().filter(ScannedDevice::isFailed).count();
                System.out.println(labels + " labels, " + failed + " failed");
            }
        }
    }

    @Test
    void allAreReadThoughFewCanBeOpenAtATime() throws Exception {
        Path disk = Files.copy(Corpus.golden("g1"), directory.resolve("g1.img"));
        Path folder = Files.createDirectory(directory.resolve("disks"));
        for (int i = 0; i < DISKS; i++) {
            Files.createLink(folder.resolve("disk" + i), disk);
        }

        assertEquals(DISKS + " labels, 0 failed", scan(folder, "LIBAIO"));
        assertEquals(DISKS + " labels, 0 failed", scan(folder, "SYNC"));
    }

    private static String scan(Path folder, String engine) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c"));
        command.add("ulimit -n " + DESCRIPTORS + " && exec \"$@\"");
        command.add("sh");
        command.addAll(
                ChildJvm.command(
                        List.of("-Xmx32m"), Scan.class, List.of(folder.toString(), engine)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.strip();
    }
}
