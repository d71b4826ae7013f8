package org.devio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.devio.testing.ChildJvm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemPathTest {
    /** Each filled with another byte: UTF-8, what that reads as in the C locale, and no UTF-8. */
    private static final String MAKE_FILES =
            """
            fill() { head -c 4096 /dev/zero | tr '\\0' "$2" > "$(printf "$1")"; }
            fill 'caf\\303\\251.img' A
            fill 'caf??.img' B
            fill 'x\\377.img' C
            fill 'per%%20cent.img' D
            """;

    @TempDir Path directory;

    @BeforeEach
    void makeFiles() throws Exception {
        Process shell =
                new ProcessBuilder("sh", "-ec", MAKE_FILES)
                        .directory(directory.toFile())
                        .inheritIO()
                        .start();
        assertEquals(0, shell.waitFor());
    }

    /** What a JVM reads from the files it finds, in a locale. */
    private String readIn(String locale, String found) throws Exception {
        ProcessBuilder child =
                new ProcessBuilder(ChildJvm.command(List.of(), Reader.class, List.of(found)))
                        .directory(directory.toFile())
                        .redirectErrorStream(true);
        child.environment().putAll(Map.of("LC_ALL", locale, "LANG", locale));
        Process process = child.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }

    @Test
    void aFileIsOpenedByTheBytesOfItsNameInWhicheverLocale() throws Exception {
        for (String locale : List.of("C", "C.UTF-8")) {
            assertEquals("AA BB CC DD", readIn(locale, directory.toString()), locale);
        }
    }

    @Test
    void aRelativePathStaysRelative() throws Exception {
        for (String locale : List.of("C", "C.UTF-8")) {
            assertEquals("AA BB CC DD", readIn(locale, ""), locale);
        }
        assertBytes("a/b", Path.of("a/b"));
        assertBytes("", Path.of(""));
        assertBytes("/", Path.of("/"));
    }

    private static void assertBytes(String expected, Path path) {
        byte[] bytes = SystemPath.bytes(path);

        assertEquals(expected, new String(bytes, StandardCharsets.US_ASCII));
    }

    @Test
    void aPathOfThisMachineIsTaken() {
        Path path = Path.of("/dev/sda");

        assertSame(path, SystemPath.require(path));
    }

    /** Says what the JDK and what the shim read from each file of a folder. */
    static final class Reader {
        public static void main(String[] args) throws IOException {
            if (!NativeLibrary.isLoaded()) {
                throw new AssertionError(NativeLibrary.whyNotLoaded());
            }
            List<String> said = new ArrayList<>();
            try (Stream<Path> files = Files.list(Path.of(args[0]))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    IoFile opened = FileOpener.NATIVE.open(file, OpenMode.READ);
                    IoBuffer buffer = IoBuffer.allocate(4096);
                    opened.read(0, buffer, 0, 4096);
                    opened.close();
                    char jdk = (char) Files.readAllBytes(file)[0];
                    said.add("" + jdk + (char) buffer.bytes().get(0));
                }
            }
            said.sort(null);
            System.out.println(String.join(" ", said));
        }
    }
}
