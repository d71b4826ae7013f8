package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.devio.metadata.VolumeGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
    private static final Path LIN = Images.folderOf("vg-lin");

    @TempDir private Path folder;

    @Test
    void fileHoldsTheGroupAsOnDisk() throws Exception {
        Cli run = Cli.run("vgcfgbackup", "vg1", "-f", folder.resolve("%s.vg"), LIN);

        VolumeGroup group = VolumeGroup.parse(Files.readAllBytes(folder.resolve("vg1.vg")));
        assertEquals("  Volume group \"vg1\" successfully backed up.\n", run.out());
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(10, group.seqno());
        assertEquals("devio vgcfgbackup", group.header().description());
    }

    @Test
    void anotherFileIsReplaced() throws Exception {
        Path file = Files.writeString(folder.resolve("old"), "old");

        Cli.run("vgcfgbackup", "vg1", "-f", file, LIN);

        assertTrue(Files.readString(file).contains("seqno = 10"), "the old text is still there");
    }

    @Test
    void imageThatWasReadIsNotReplaced() throws Exception {
        Path image = folder.resolve("disk.img");
        Files.copy(LIN.resolve("d1.img"), image);
        byte[] before = Files.readAllBytes(image);

        Cli run = Cli.run("vgcfgbackup", "vg1", "-f", image, image);

        assertEquals(1, run.exitCode());
        assertTrue(
                run.err().endsWith("devio: " + image + ": is a disk image; not written\n"),
                run.err());
        assertArrayEquals(before, Files.readAllBytes(image));
    }

    @Test
    void deviceIsNotReplaced() {
        Cli run = Cli.run("vgcfgbackup", "vg1", "-f", "/dev/null", LIN);

        assertEquals("devio: /dev/null: is no regular file; not written\n", run.err());
        assertEquals(1, run.exitCode());
    }

    @Test
    void folderThatIsNotThereIsNamed() {
        Path file = folder.resolve("gone/vg1");

        Cli run = Cli.run("vgcfgbackup", "vg1", "-f", file, LIN);

        assertEquals(
                "devio: cannot write " + file + ": there is no folder " + file.getParent() + "\n",
                run.err());
        assertEquals(1, run.exitCode());
    }

    @Test
    void groupThatIsNotThereIsNamed() {
        Cli run = Cli.run("vgcfgbackup", "none", "-f", folder.resolve("x"), LIN);

        assertEquals("devio: none: no such VG\n", run.err());
        assertEquals(1, run.exitCode());
    }

    @Test
    void groupMustBeNamed() {
        Cli run = Cli.run("vgcfgbackup", "-f", folder.resolve("x"));

        assertEquals("devio: which VG?\nTry 'devio vgcfgbackup --help'.\n", run.err());
        assertEquals(2, run.exitCode());
    }
}
