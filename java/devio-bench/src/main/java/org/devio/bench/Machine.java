package org.devio.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When, where and how figures were taken.
 *
 * @param date UTC
 * @param processor its model, and how many of them
 * @param kernel release
 * @param java version and vendor of the JVM that ran the Java contenders
 * @param command arguments of the run
 */
record Machine(String date, String processor, String kernel, String java, String command) {
    static Machine running(String... command) throws IOException {
        String model =
                Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
        return new Machine(
                Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
                Runtime.getRuntime().availableProcessors() + " x " + model,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor") + " " + Runtime.version(),
                String.join(" ", command));
    }

    @Override
    public String toString() {
        return "%s. %s, %s, %s. `%s`".formatted(date, processor, kernel, java, command);
    }
}
