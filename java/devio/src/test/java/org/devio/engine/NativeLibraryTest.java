package org.devio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.devio.io.Device;
import org.devio.io.IoCategory;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a JVM fares that finds another library, none, or may not load it. */
class NativeLibraryTest {
    @TempDir Path directory;

    private String run(List<String> command) throws Exception {
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), said);
        // What the JVM itself has against a library stands before.
        return said.strip().substring(said.strip().lastIndexOf('\n') + 1);
    }

    private String read(String engine, String... options) throws Exception {
        Path disk = Files.write(directory.resolve("disk.img"), new byte[4096]);
        return run(
                ChildJvm.command(List.of(options), Reader.class, List.of(engine, disk.toString())));
    }

    /** A library that can be loaded and is not ours, by our name. */
    private Path strangeLibrary() throws Exception {
        return Files.copy(
                Path.of(System.getProperty("java.home"), "lib", "libjsig.so"),
                directory.resolve("libdevio.so"));
    }

    @Test
    void aLibraryOfAnotherVersionHidesNoGoodOne() throws Exception {
        strangeLibrary();

        assertEquals("libaio read 512 bytes", read("LIBAIO", "-Djava.library.path=" + directory));
    }

    @Test
    void aLibraryOfAnotherVersionIsRefusedInWords() throws Exception {
        Path library = strangeLibrary();
        String property = "-Ddevio.library.file=" + library;
        String where = "libdevio.so not found; looked in: " + library;

        assertEquals(
                "threads read 512 bytes; %s (is of version unknown, this devio needs %d)"
                        .formatted(where, NativeBlockDevice.SHIM_VERSION),
                read("AUTO", property));
        Files.writeString(library, "ELF devio shim version 12L");
        assertEquals(
                "threads read 512 bytes; %s (is of version 12, this devio needs %d)"
                        .formatted(where, NativeBlockDevice.SHIM_VERSION),
                read("AUTO", property));
    }

    @Test
    void whatIsNoLibraryLeavesTheEnginesThatNeedNone() throws Exception {
        Path library = directory.resolve("libdevio.so");
        Files.writeString(library, "devio shim version " + NativeBlockDevice.SHIM_VERSION);
        String property = "-Ddevio.library.file=" + library;

        String said = read("AUTO", property);

        assertTrue(
                said.startsWith(
                        "threads read 512 bytes; libdevio.so not found; looked in: " + library),
                said);
        assertEquals("threads read 512 bytes", read("THREADS", property));
        assertEquals("sync read 512 bytes; engine sync was asked for", read("SYNC", property));
    }

    @Test
    void everyPlaceThatWasTriedIsTold() throws Exception {
        // A machine for which the jar has no library.
        String said = read("AUTO", "-Dos.arch=vax", "-Djava.library.path=/a:/b");

        if (System.getProperty(NativeLibrary.FILE_PROPERTY) == null) {
            for (String place :
                    List.of(" /a,", " /b,", " /usr/lib64/devio", "the jar (no /lib/vax")) {
                assertTrue(said.contains(place), said);
            }
        }
    }

    @Test
    void aJvmThatForbidsNativeCodeReadsWithout() throws Exception {
        Path disk = Files.write(directory.resolve("disk.img"), new byte[4096]);
        boolean canForbid = Runtime.version().feature() >= 24;
        String option = canForbid ? "--illegal-native-access=deny" : "-Ddevio.library.file=/none";
        List<String> command =
                ChildJvm.command(List.of(option), Reader.class, List.of("AUTO", disk.toString()));
        command.remove("--enable-native-access=ALL-UNNAMED");

        String said = run(command);

        assertTrue(said.startsWith("threads read 512 bytes; libdevio.so not found"), said);
        assertEquals(
                canForbid,
                said.contains("java --enable-native-access=ALL-UNNAMED allows it"),
                said);
    }

    @Test
    void theEngineOfTheJdkAloneLoadsNoNativeCode() throws Exception {
        assertEquals("sync read 512 bytes; engine java was asked for", read("JAVA"));
    }

    /** Reads a block and says by which engine, and why by that. */
    static final class Reader {
        public static void main(String[] args) throws Exception {
            IoConfig config = IoConfig.defaults().withEngine(IoConfig.Engine.valueOf(args[0]));
            try (IoContext context = IoContext.open(config);
                    Device disk = context.openDevice(Path.of(args[1]))) {
                int read = disk.read(0, 512, IoCategory.LABEL).remaining();
                System.out.println(
                        "%s read %d bytes%s"
                                .formatted(
                                        context.engineName(),
                                        read,
                                        context.whyNotAio().map("; "::concat).orElse("")));
            }
            if (config.engine() == IoConfig.Engine.JAVA && NativeLibrary.isInUse()) {
                throw new AssertionError("native code was loaded");
            }
        }
    }
}
