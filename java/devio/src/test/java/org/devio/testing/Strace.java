package org.devio.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs a program of the tests in a JVM of its own under strace. */
public final class Strace {
    private final List<String> options = new ArrayList<>();

    private Strace() {}

    /**
     * What a program did and said.
     *
     * @param calls the system calls, a line each as strace writes them with paths of descriptors
     * @param output of the program
     */
    public record Run(List<String> calls, String output) {
        /** Calls, one of these names with | between, of descriptors whose path holds the text. */
        public List<String> onFile(String names, String path) {
            Pattern call = Pattern.compile(" (" + names + ")\\(\\d+<[^>]*" + path);
            return calls.stream().filter(line -> call.matcher(line).find()).toList();
        }

        /** Calls of this name that began. */
        public long count(String call) {
            return calls.stream().filter(line -> line.contains(" " + call + "(")).count();
        }
    }

    /** Watches these calls, a list with commas. */
    public static Strace watching(String calls) {
        Strace strace = new Strace();
        strace.options.addAll(List.of("-e", "trace=" + calls));
        return strace;
    }

    /** Lets calls fail, as in {@code io_setup:error=ENOSYS}. */
    public Strace injecting(String fault) {
        options.addAll(List.of("-e", "inject=" + fault));
        return this;
    }

    /** Leaves alone, and does not show, calls that are not on this file. */
    public Strace on(Path file) {
        options.addAll(List.of("-P", file.toString()));
        return this;
    }

    /** Why it cannot be used here; empty if it can. */
    public static String whyUnavailable() {
        boolean there =
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "strace")));
        return there ? "" : "no strace here: ./setup.sh --tests installs it";
    }

    /** Runs {@code program}'s main; it must end well. */
    public Run run(Path directory, Class<?> program, List<String> arguments)
            throws IOException, InterruptedException {
        Path calls = directory.resolve("calls");
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-y", "-o"));
        command.add(calls.toString());
        command.addAll(options);
        command.addAll(ChildJvm.command(List.of("-XX:+UseSerialGC"), program, arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command + ": " + output);
        }
        return new Run(Files.readAllLines(calls), output);
    }
}
