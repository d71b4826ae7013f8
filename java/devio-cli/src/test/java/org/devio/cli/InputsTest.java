package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.devio.scan.ScanOptions;
import org.devio.scan.SystemDevices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
    private static final SystemDevices MACHINE = ScanOptions.defaults().devices();

    @TempDir Path folder;

    @Test
    void aFolderGivesItsImagesAtAnyDepth() throws IOException {
        Path one = file("one.img");
        Path two = file("deep/er/two.raw");
        file("deep/notes.txt");

        Inputs inputs = Inputs.of(List.of(folder), MACHINE, Duration.ofMinutes(1));

        assertEquals(List.of(two, one), inputs.devices());
        assertFalse(inputs.isNamed(one));
        assertEquals(List.of(), inputs.complaints());
    }

    @Test
    void aFileIsTakenWhateverItsName() throws IOException {
        Path notes = file("notes.txt");

        Inputs inputs = Inputs.of(List.of(notes), MACHINE, Duration.ofMinutes(1));

        assertEquals(List.of(notes), inputs.devices());
        assertTrue(inputs.isNamed(notes));
    }

    @Test
    void aDeviceWithTwoNamesIsTakenOnceByTheFirst() throws IOException {
        Path image = file("one.img");
        Path link = Files.createSymbolicLink(folder.resolve("link.img"), image);

        Inputs inputs = Inputs.of(List.of(link, image, image), MACHINE, Duration.ofMinutes(1));

        assertEquals(List.of(link), inputs.devices());
    }

    @Test
    void aLinkThatLeadsNowhereIsNoImage() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.img"), folder.resolve("gone"));

        Inputs inputs = Inputs.of(List.of(folder), MACHINE, Duration.ofMinutes(1));

        assertEquals(List.of(), inputs.devices());
        assertEquals(1, inputs.complaints().size());
    }

    @Test
    void whatDoesNotExistIsLeftToTheScan() {
        Path gone = folder.resolve("gone");

        assertEquals(
                List.of(gone), Inputs.of(List.of(gone), MACHINE, Duration.ofMinutes(1)).devices());
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }
}
