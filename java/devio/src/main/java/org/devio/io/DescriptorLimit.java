package org.devio.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How many files this process may still open, as {@code /proc} tells. */
final class DescriptorLimit {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String NAME = "Max open files";

    private DescriptorLimit() {}

    /**
     * A share of them that leaves the rest of the process, which may be about to load classes or
     * accept connections, as many again.
     *
     * @return at least 1; {@code wanted} if that is less or nothing is known
     */
    static int share(int wanted) {
        try (Stream<String> limits = Files.lines(LIMITS);
                Stream<Path> used = Files.list(DESCRIPTORS)) {
            long limit =
                    limits.filter(line -> line.startsWith(NAME))
                            .map(line -> line.substring(NAME.length()).strip())
                            .map(line -> line.substring(0, line.indexOf(' ')))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElse(Long.MAX_VALUE);
            return (int) Math.max(1, Math.min(wanted, (limit - used.count()) / 2));
        } catch (IOException | NumberFormatException e) {
            // No /proc, or no limit.
            return wanted;
        }
    }
}
