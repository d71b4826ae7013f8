package org.devio.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Programs that are run and listened to. */
final class Processes {
    private Processes() {}

    /**
     * Runs a command to its end.
     *
     * @return what it printed
     * @throws IOException if it cannot be run or fails; the message has what it said last
     */
    static String run(List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("bench", ".err");
        try {
            Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
            String output;
            try (InputStream stream = process.getInputStream()) {
                output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(
                        "%s ended with %d: %s%s"
                                .formatted(
                                        String.join(" ", command),
                                        status,
                                        output.strip(),
                                        Files.readString(errors).strip()));
            }
            return output;
        } finally {
            Files.delete(errors);
        }
    }

    /** Whether a program is found on the PATH. */
    static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
