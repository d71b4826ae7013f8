package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockDevicesTest {
    @TempDir Path root;

    @Test
    void partitionsFollowTheirDisk() throws IOException {
        device("sda", "sda");
        device("sda/sda1", "sda1");
        Files.writeString(root.resolve("sys/sda/sda1/partition"), "1\n");
        Files.createDirectories(root.resolve("sys/sda/queue"));
        device("sdb", "sdb");

        assertEquals(List.of("sda", "sda1", "sdb"), listed());
    }

    @Test
    void aReaderWithoutACardIsLeftOut() throws IOException {
        device("sdc", "sdc");
        Files.writeString(root.resolve("sys/sdc/size"), "0\n");

        assertEquals(List.of(), listed());
    }

    @Test
    void whatHasNoNodeIsLeftOut() throws IOException {
        device("loop9", "loop9");
        Files.delete(root.resolve("dev/loop9"));

        assertEquals(List.of(), listed());
    }

    @Test
    void aNameMayHaveASlash() throws IOException {
        device("cciss!c0d0", "cciss/c0d0");

        assertEquals(List.of("cciss/c0d0"), listed());
    }

    private void device(String entry, String node) throws IOException {
        Path folder = Files.createDirectories(root.resolve("sys").resolve(entry));
        Files.writeString(folder.resolve("size"), "2048\n");
        Path file = root.resolve("dev").resolve(node);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    private List<String> listed() throws IOException {
        Path dev = Files.createDirectories(root.resolve("dev"));
        return BlockDevices.list(root.resolve("sys"), dev).stream()
                .map(node -> dev.relativize(node).toString())
                .toList();
    }
}
