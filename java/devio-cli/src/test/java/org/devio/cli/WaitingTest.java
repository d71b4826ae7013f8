package org.devio.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WaitingTest {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(told, true, StandardCharsets.UTF_8);

    private static List<Path> disks(String... names) {
        return Stream.of(names).map(Path::of).toList();
    }

    /** Comes back when it was told, and never if that is never. */
    private void awaitLine(String line) {
        while (!told.toString(StandardCharsets.UTF_8).contains(line + System.lineSeparator())) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoWaitsLongIsToldWhatForAndAgainWhatIsLeft() {
        List<Path> disks = disks("/dev/a", "/dev/b", "/dev/c", "/dev/d", "/dev/e");
        try (Waiting waiting = Waiting.begin(disks, err, 1)) {
            awaitLine("devio: 0 of 5 devices read, waiting for /dev/a, /dev/b, /dev/c and 2 more");

            waiting.done(Path.of("/dev/b"));
            waiting.done(Path.of("/dev/d"));

            awaitLine("devio: 2 of 5 devices read, waiting for /dev/a, /dev/c, /dev/e");
        }
    }
}
