package org.devio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages are floors of a house: whoever leans on what stands beside or above fails here. */
class HouseTest {
    private static final Path SOURCES = Path.of("src/main/java/org/devio");
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?org\\.devio\\.(\\w+)\\.", Pattern.MULTILINE);

    /** Each package and those it may lean on. */
    private static final Map<String, Set<String>> MAY_LEAN_ON =
            Map.of(
                    "engine", Set.of(),
                    "format", Set.of(),
                    "config", Set.of("format"),
                    "io", Set.of("engine", "config"),
                    "metadata", Set.of("config", "format"),
                    "scan", Set.of("io", "config", "format", "metadata"),
                    "report", Set.of("report", "scan", "config", "format", "metadata"),
                    "volume", Set.of("io", "format", "metadata", "scan"));

    private static List<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noImportClimbsAFloor() {
        Set<String> climbing = new TreeSet<>();
        MAY_LEAN_ON.forEach(
                (name, allowed) -> {
                    for (Path file : javaFiles(SOURCES.resolve(name))) {
                        Matcher imports = IMPORT.matcher(read(file));
                        while (imports.find()) {
                            if (!imports.group(1).equals(name)
                                    && !allowed.contains(imports.group(1))) {
                                climbing.add(file.getFileName() + ": " + imports.group());
                            }
                        }
                    }
                });

        assertEquals(Set.of(), climbing);
    }

    @Test
    void everyPackageIsAFloor() throws IOException {
        try (Stream<Path> packages = Files.list(SOURCES)) {
            Set<String> names = new TreeSet<>();
            packages.forEach(path -> names.add(path.getFileName().toString()));

            assertEquals(new TreeSet<>(MAY_LEAN_ON.keySet()), names);
        }
    }

    @Test
    void everyFileCanBeReadInOneSitting() {
        Set<String> long500 = new TreeSet<>();
        for (Path file : javaFiles(SOURCES)) {
            if (read(file).lines().count() > 500) {
                long500.add(file.toString());
            }
        }

        assertEquals(Set.of(), long500);
    }

    @Test
    void theSourcesAreWhereThisTestLooks() {
        assertTrue(javaFiles(SOURCES).size() > 50, "too few sources under " + SOURCES);
    }
}
