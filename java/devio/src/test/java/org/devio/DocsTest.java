package org.devio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.devio.testing.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiles and runs every Java snippet of the guides against the library as users have it. */
class DocsTest {
    private static final Path ROOT = Path.of("../..");
    private static final List<String> GUIDES = List.of("README.md", "docs/cookbook.md");
    private static final Pattern SNIPPET = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    private static final String CLASS =
            """
            import java.nio.*;
            import java.nio.channels.*;
            import java.nio.charset.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.function.*;
            import org.devio.config.*;
            import org.devio.format.*;
            import org.devio.io.*;
            import org.devio.metadata.*;
            import org.devio.report.*;
            import org.devio.scan.*;
            import org.devio.volume.*;
            public class Snippet {
                public static void main(String[] args) throws Exception {
                    Path disk = Path.of(args[0]);
                    List<Path> disks = Arrays.stream(args).skip(1).map(Path::of).toList();
                    run(disk, disks);
                }

                static void run(Path disk, List<Path> disks) throws Exception {
            %s
                }
            }
            """;

    @TempDir Path directory;

    /**
     * One piece of code.
     *
     * @param guide where it stands
     * @param heading the last one before it
     */
    record Snippet(String guide, String heading, String code) {
        @Override
        public String toString() {
            return guide + ": " + heading;
        }
    }

    static List<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (String guide : GUIDES) {
            String text = Files.readString(ROOT.resolve(guide));
            Matcher found = SNIPPET.matcher(text);
            while (found.find()) {
                String before = text.substring(0, found.start());
                int heading = before.lastIndexOf("\n## ") + 4;
                snippets.add(
                        new Snippet(
                                guide,
                                before.substring(heading, before.indexOf('\n', heading)),
                                found.group(1)));
            }
        }
        return snippets;
    }

    @Test
    void theGuidesHaveSnippets() throws IOException {
        assertTrue(snippets().size() > 8, "only " + snippets());
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void theSnippetCompilesAndRuns(Snippet snippet) throws Exception {
        Path source =
                Files.writeString(
                        directory.resolve("Snippet.java"), CLASS.formatted(snippet.code()));
        StringWriter complaints = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    complaints,
                                    files,
                                    null,
                                    List.of("-cp", "target/classes", "-d", directory.toString()),
                                    null,
                                    files.getJavaFileObjects(source))
                            .call();
            assertTrue(compiled, complaints.toString());
        }
        Path disk = directory.resolve("disk.img");
        Files.copy(Corpus.named("vg-1").disks().get("@d1@"), disk);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
        command.addAll(List.of("target/classes:" + directory, "Snippet", disk.toString()));
        Corpus.named("vg-lin").disks().values().forEach(other -> command.add(other.toString()));

        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), output);
    }

    @Test
    void everyLinkBetweenTheGuidesLeadsSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (String guide : List.of("README.md", "docs/cookbook.md", "docs/design.md")) {
            Path file = ROOT.resolve(guide);
            Matcher links = Pattern.compile("]\\(([^)#:]+)\\)").matcher(Files.readString(file));
            while (links.find()) {
                if (!Files.exists(file.resolveSibling(links.group(1)))) {
                    dead.add(guide + ": " + links.group(1));
                }
            }
        }

        assertEquals(List.of(), dead);
    }
}
