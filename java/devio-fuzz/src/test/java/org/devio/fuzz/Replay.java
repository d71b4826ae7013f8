package org.devio.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Tries what Jazzer came upon once more without it, so that allocations are those of the reader.
 */
final class Replay {
    private Replay() {}

    /** Takes the name of a target and a folder of files. */
    public static void main(String[] arguments) throws IOException {
        Consumer<byte[]> contract = SteppingLoader.contract(arguments[0]);
        List<Path> files;
        try (Stream<Path> folder = Files.list(Path.of(arguments[1]))) {
            files = folder.toList();
        }
        int broken = 0;
        for (Path file : files) {
            try {
                contract.accept(Files.readAllBytes(file));
            } catch (AssertionError | RuntimeException e) {
                System.err.println(file + ": " + e);
                broken++;
            }
        }
        System.err.printf("%s: %d of %d break it%n", arguments[0], broken, files.size());
        System.exit(broken == 0 ? 0 : 1);
    }
}
