package org.devio.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs the usual commands on an image, so that a JVM told to keep the classes it has loaded keeps
 * what they need. {@code packaging/rpm/make-archive} starts it.
 */
final class Training {
    private Training() {}

    /** Ends with the first exit code that is not 0. */
    public static void main(String... images) {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        int exitCode = 0;
        for (String command : List.of("lvs", "vgs", "pvs", "scan")) {
            WarmUp.start(command);
            if (exitCode == 0) {
                exitCode = Main.run(nowhere, nowhere, command, images[0]);
            }
            // As for many images, if AIO can be had here.
            Main.run(nowhere, nowhere, command, "--engine", "libaio", images[0]);
        }
        System.exit(exitCode);
    }
}
