package org.devio.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** User and system time of this process, to the nanosecond: what the JDK tells has 10 ms steps. */
final class ProcessTime {
    private static final Path THREADS = Path.of("/proc/self/task");

    private ProcessTime() {}

    /**
     * Nanoseconds that the threads which live now have run, by the first number of their {@code
     * schedstat}. The difference of two is wrong by what ended in between, so threads should not.
     */
    static long nanos() throws IOException {
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                try {
                    String ran = Files.readString(thread.resolve("schedstat"));
                    sum += Long.parseLong(ran.substring(0, ran.indexOf(' ')));
                } catch (NoSuchFileException e) {
                    // It has ended since it was listed.
                }
            }
        }
        return sum;
    }
}
