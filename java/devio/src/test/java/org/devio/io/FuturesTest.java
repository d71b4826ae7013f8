package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.devio.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FuturesTest {
    private static final int LENGTH = 100 << 20;

    @TempDir Path directory;

    /** The program with little heap: reads more than fits there, then what fits. */
    static final class LargeRead {
        private LargeRead() {}

        public static void main(String[] path) throws Exception {
            IoConfig roomy = IoConfig.defaults().withMaxBufferBytes(1L << 30);
            try (IoContext context = IoContext.open(roomy);
                    IoReaper reaper = IoReaper.start(context);
                    Device device = context.openDevice(Path.of(path[0]))) {
                try {
                    device.readAsync(0, LENGTH, IoCategory.LV).get(1, TimeUnit.MINUTES);
                } catch (ExecutionException e) {
                    System.out.println(e.getCause().getClass().getSimpleName());
                }
                System.out.println(device.readAsync(0, 512, IoCategory.LV).join().remaining());
                System.out.println(reaper != null);
            }
        }
    }

    @Test
    void aFutureThatFindsNoHeapForItsCopyFailsAndTheNextSucceeds() throws Exception {
        Path file = directory.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(LENGTH);
        }
        List<String> command =
                ChildJvm.command(
                        List.of("-Xmx48m", "-XX:MaxDirectMemorySize=512m"),
                        LargeRead.class,
                        List.of(file.toString()));

        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals("OutOfMemoryError\n512\ntrue\n", output);
    }
}
