package org.devio.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs that tests run and that may not be there. */
final class Programs {
    private Programs() {}

    /** Why one cannot be run here; empty if it can. */
    static String whyWithout(String program) {
        boolean isThere =
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        return isThere ? "" : "no " + program + " here: ./setup.sh --tests installs it";
    }
}
