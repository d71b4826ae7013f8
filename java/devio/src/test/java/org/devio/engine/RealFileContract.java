package org.devio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine contract on a file of this machine, and what only real files show. */
abstract class RealFileContract extends IoEngineContract {
    @TempDir Path directory;

    abstract FileOpener files();

    @BeforeAll
    static void load() {
        assertTrue(NativeLibrary.isLoaded(), NativeLibrary.whyNotLoaded().orElse("loaded"));
    }

    @Override
    IoFile openFile() throws IOException {
        byte[] bytes = new byte[FILE_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = byteAt(i);
        }
        return files().open(Files.write(directory.resolve("disk.img"), bytes), OpenMode.READ);
    }

    @Override
    byte byteAt(long offset) {
        return (byte) (offset * 31 + offset / BLOCK);
    }

    @Test
    void anInterruptTakesTheFileFromNobody() throws IOException {
        IoFile file = openFile();
        IoBuffer buffer = IoBuffer.allocate(BLOCK);

        Thread.currentThread().interrupt();
        int interrupted = file.read(0, buffer, 0, BLOCK);
        long size = file.size();
        boolean stillInterrupted = Thread.interrupted();
        int after = file.read(BLOCK, buffer, 0, BLOCK);

        assertTrue(stillInterrupted);
        assertEquals(List.of(BLOCK, FILE_BYTES, BLOCK), List.of(interrupted, (int) size, after));
        assertEquals(byteAt(BLOCK), buffer.bytes().get(0));
        file.close();
    }

    @Test
    void aClosedFileAnswersNothingButThat() throws IOException {
        IoFile file = openFile();
        IoBuffer buffer = IoBuffer.allocate(BLOCK);
        file.close();

        List<Long> answers =
                List.of(
                        (long) file.read(0, buffer, 0, BLOCK),
                        (long) file.write(0, buffer, 0, BLOCK),
                        (long) file.flush(),
                        file.size(),
                        (long) file.close());

        assertEquals(Collections.nCopies(5, (long) -Errno.EBADF.number()), answers);
    }

    @Test
    void whatIsWrittenIsReadFromTheSamePlace() throws IOException {
        openFile().close();
        OpenMode mode = new OpenMode(true, false, true, false);
        IoFile file = files().open(directory.resolve("disk.img"), mode);
        IoBuffer buffer = IoBuffer.allocate(2 * BLOCK);
        buffer.bytes().put(BLOCK + 7, (byte) 99);

        assertTrue(file.isDirect(), "this file system has no O_DIRECT");
        assertEquals(BLOCK, file.write(5L * BLOCK, buffer, BLOCK, BLOCK));
        assertEquals(0, file.flush());
        assertEquals(BLOCK, file.read(5L * BLOCK, buffer, 0, BLOCK));
        assertEquals(99, buffer.bytes().get(7));
        file.close();
    }

    @Test
    void aPathInsideAnArchiveIsRefused() throws IOException {
        Path archive = directory.resolve("archive.zip");
        Files.write(directory.resolve("disk.img"), new byte[BLOCK]);
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path inside = zip.getPath(directory.resolve("disk.img").toString());

            String why =
                    "%s is a path of %s, not of this machine's files".formatted(inside, archive);
            assertEquals(
                    why,
                    assertThrows(
                                    ProviderMismatchException.class,
                                    () -> files().open(inside, OpenMode.READ))
                            .getMessage());
            assertThrows(ProviderMismatchException.class, () -> files().identity(inside));
        }
    }

    private int errnoOfOpening(Path path) {
        try {
            files().open(path, OpenMode.READ).close();
            return 0;
        } catch (ErrnoException e) {
            return e.errno();
        }
    }

    @Test
    void whatCannotBeOpenedSaysWhy() throws IOException {
        Path missing = directory.resolve("missing");

        assertEquals(Errno.ENOENT.number(), errnoOfOpening(missing));
        assertEquals(Errno.EISDIR.number(), errnoOfOpening(directory));
        assertEquals(Errno.ENOTBLK.number(), errnoOfOpening(Path.of("/dev/null")));
        assertFalse(Files.exists(missing), "opening must not create");
    }

    @Test
    void aFileTellsItsSizeAndKind() throws IOException {
        Path odd = Files.write(directory.resolve("odd"), new byte[12345]);

        IoFile file = files().open(odd, OpenMode.READ);

        assertEquals(12345, file.geometry().size());
        assertEquals(FileGeometry.Kind.FILE, file.geometry().kind());
        assertEquals(0, file.close());
    }
}
