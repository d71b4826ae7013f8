package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the scripts of the repository where next to nothing is installed. */
class ScriptsTest {
    /** What any system has. */
    private static final List<String> THERE =
            List.of("bash", "sh", "dirname", "readlink", "realpath", "id", "sed", "seq", "rm");

    /** Those that need more, and an argument list with which they would begin to work. */
    private static final List<String> SCRIPTS =
            List.of(
                    "java/devio-bench/run.sh --quick",
                    "java/devio-bench/slow-disks.sh",
                    "java/devio-bench/start.sh",
                    "java/devio-bench/volumes.sh attach OUT 1",
                    "java/devio-fuzz/run.sh 1",
                    "packaging/consumers/run.sh",
                    "packaging/fresh.sh",
                    "packaging/rpm/build.sh",
                    "packaging/rpm/test.sh",
                    "packaging/same-jar.sh",
                    "test-images/content/make-content.sh OUT",
                    "test-images/make-every-type.sh OUT every",
                    "test-images/make-example.sh OUT",
                    "test-images/make-images.sh OUT",
                    "test-images/make-random.sh OUT",
                    "test-images/make-reports.sh OUT OUT",
                    "test-images/make-signatures.sh OUT",
                    "test-images/unpack.sh OUT");

    /** Those that need nothing, are run by the build or a package alone, or install what lacks. */
    private static final Set<String> OTHERS =
            Set.of(
                    "native/tests/instructions.sh",
                    "native/tests/with-disk.sh",
                    "packaging/needs.sh",
                    "packaging/one-version.sh",
                    "packaging/skipped.sh",
                    "packaging/tell.sh",
                    "packaging/version.sh",
                    "test-images/content/run-uml.sh",
                    "test-images/lib.sh");

    @TempDir Path folder;

    static List<String> scripts() {
        return SCRIPTS;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void aScriptSaysWhatItLacksAndHowToGetIt(String script) throws Exception {
        Path programs = programs();
        List<String> words = new ArrayList<>(List.of(programs.resolve("bash").toString()));
        words.addAll(List.of(script.replace("OUT", folder + "/out").split(" ", -1)));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.directory(Images.inRepository("").toFile());
        builder.environment().put("PATH", programs.toString());
        builder.environment().keySet().removeAll(Set.of("JAVA_HOME", "DEVIO_BENCH_ROOT"));

        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        String name =
                Path.of(script.substring(0, script.indexOf(".sh") + 3)).getFileName().toString();
        assertTrue(
                said.matches(name + ": (no \\S+ here; .*|needs root: .*)\n"),
                () -> "said: " + said);
        assertEquals(1, process.waitFor());
        assertTrue(Files.notExists(folder.resolve("out")), "it began");
    }

    @Test
    void everyScriptIsKnownHere() throws IOException {
        Path root = Images.inRepository("");
        Set<String> there = new TreeSet<>();
        for (String part : List.of("java", "native", "packaging", "test-images")) {
            try (Stream<Path> files = Files.walk(root.resolve(part))) {
                files.filter(file -> file.toString().endsWith(".sh"))
                        .map(file -> root.relativize(file).toString())
                        .filter(file -> !file.contains("/target/"))
                        .forEach(there::add);
            }
        }

        Set<String> known =
                SCRIPTS.stream()
                        .map(script -> script.replaceFirst(" .*", ""))
                        .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(OTHERS);
        assertEquals(known, there);
    }

    /** A folder with these programs, and no others. */
    private static Path programs() throws IOException {
        Path programs = Files.createDirectories(Images.inTarget("programs"));
        for (String name : THERE) {
            if (Files.notExists(programs.resolve(name))) {
                Files.createSymbolicLink(programs.resolve(name), where(name));
            }
        }
        return programs;
    }

    private static Path where(String program) {
        return Stream.of("/usr/bin", "/bin")
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
