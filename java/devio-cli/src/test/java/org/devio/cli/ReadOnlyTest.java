package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Watches the system calls of every command. */
class ReadOnlyTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scan",
                "scan --json",
                "pvs -a",
                "vgs",
                "lvs -a",
                "blkid",
                "pvck --dump headers",
                "pvck --dump metadata_all",
                "cat vg1/lin",
                "cat vg1/st -o %s",
                "map vg1/st",
                "vgcfgbackup vg1 -f %s"
            })
    void noDeviceIsOpenedForWriting(String command) throws Exception {
        assumeTrue(Programs.whyWithout("strace").isEmpty(), Programs.whyWithout("strace"));
        Path image = Images.folderOf("vg-lin").resolve("d1.img");

        List<String> calls = trace(command.formatted(folder.resolve("backup")), image);

        List<String> opened =
                calls.stream().filter(call -> call.contains("\"" + image + "\"")).toList();
        assertTrue(!opened.isEmpty(), "the image was not opened at all");
        assertEquals(List.of(), opened.stream().filter(ReadOnlyTest::mayChange).toList());
    }

    /** Any call with its path, unless it is one that opens for reading or asks. */
    private static boolean mayChange(String call) {
        boolean isOpen = call.matches(".*\\bopen(at|at2)?\\(.*");
        boolean isWriting = call.matches(".*(O_WRONLY|O_RDWR|O_CREAT|O_TRUNC).*");
        boolean isQuestion =
                call.matches(".*\\b(access|faccessat2?|[fl]?stat|newfstatat|statx|readlink)\\(.*")
                        || call.matches(".*\\b(execve|getxattr|lgetxattr)\\(.*");
        return isOpen ? isWriting : !isQuestion;
    }

    private List<String> trace(String command, Path image) throws Exception {
        Path log = folder.resolve("calls");
        List<String> words = new ArrayList<>(List.of("strace", "-f", "-e", "trace=file"));
        words.addAll(List.of("-s", "4096", "-o", log.toString()));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.add(Main.class.getName());
        words.addAll(List.of(command.split(" ", -1)));
        words.add(image.toString());
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile())
                        .start();
        int exitCode = process.waitFor();
        assumeTrue(mayTrace(), "this place forbids ptrace");
        assertTrue(exitCode <= 1, Files.readString(folder.resolve("out")));
        return Files.readAllLines(log);
    }

    private boolean mayTrace() throws IOException {
        return !Files.readString(folder.resolve("out")).contains("ptrace");
    }
}
