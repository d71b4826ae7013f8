package org.devio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
