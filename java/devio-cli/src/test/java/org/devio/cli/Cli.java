package org.devio.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run of the command gave.
 *
 * @param exitCode its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Cli(int exitCode, String out, String err) {
    static Cli run(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> words = new ArrayList<>();
        for (Object arg : args) {
            if (arg instanceof List<?> several) {
                several.forEach(one -> words.add(one.toString()));
            } else {
                words.add(arg.toString());
            }
        }
        int exitCode =
                Main.run(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        words.toArray(String[]::new));
        return new Cli(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    /** The output with short names of images, so that it does not depend on where they lie. */
    String outWithout(Path folder) {
        return out.replace(folder + "/", "");
    }
}
