package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.devio.io.IoContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanCommandTest {
    @TempDir Path folder;

    @Test
    void documentCarriesWhatIsWrong() {
        Path image = Images.folderOf("bad-labelcrc").resolve("d1.img");

        Cli run = Cli.run("scan", "--json", image);

        assertTrue(run.out().contains("\"path\": \"" + image + "\""), run.out());
        assertTrue(run.out().contains("\"severity\": \"warning\""), run.out());
        assertTrue(run.out().contains("label in sector 1 ignored: checksum is"), run.out());
        assertEquals(run.out(), Cli.run("scan", "--reportformat", "json", image).out());
    }

    @Test
    void everyDeviceIsARowAndSoIsEveryGroup() {
        Path images = Images.folderOf("vg-two");

        Cli run = Cli.run("scan", "--wide", images);

        assertEquals(
                """
                DEVICE  PV UUID                                   SIZE  VG   SEQNO  NOTES
                d1.img  pBPlJg-e5Lq-28QE-u2ZK-4yyS-A03L-oZJ6XB  64 MiB  vgA      1
                d2.img  TcTsSp-ppHT-Lfm1-ZMBa-SP8f-Czu2-j36SqP  64 MiB  vgA      1
                d3.img  0x9049-MDST-diuw-Wy9x-z4ms-7Cew-GRN4KG  64 MiB  vgB      2
                d4.img  sdXSKt-I4rj-QW2P-YA8W-tFnO-5m22-BnSJll  64 MiB  -        -

                VG   PVS     SIZE     FREE  LVS  LOGICAL VOLUMES
                vgA    2  120 MiB  120 MiB    0  -
                vgB    1   60 MiB   56 MiB    1  l0
                """,
                run.outWithout(images).replaceFirst("DEVICE +", "DEVICE  "));
        assertEquals(0, run.exitCode());
    }

    @Test
    void ofManyLogicalVolumesTheFirstAreNamed() {
        Cli run = Cli.run("scan", "--wide", Images.folderOf("vg-500lv"));

        assertTrue(run.out().endsWith("and 495 more\n"), run.out());
    }

    @Test
    void aGroupInTheDocumentHasItsLogicalVolumes() {
        Cli run = Cli.run("scan", "--json", Images.folderOf("vg-two"));

        assertTrue(run.out().contains("\"logical_volumes\": []"), run.out());
        assertTrue(run.out().contains("\"name\": \"l0\""), run.out());
        assertTrue(run.out().contains("\"size\": 4194304"), run.out());
    }

    @Test
    void theLastLineCountsAndGoesToStandardError() {
        Cli run = Cli.run("scan", "--engine", "sync", Images.folderOf("vg-two"));

        String counts = run.err().replaceFirst("in \\d+ ms", "in N ms");
        assertEquals(
                "4 PVs, 2 VGs, 1 LV, 4 devices read in N ms (sync, 4 reads, 0 failed)\n", counts);
    }

    @Test
    void notesAreOfTheRowTheyBelongTo() {
        Cli run = Cli.run("scan", "--wide", Images.folderOf("bad-oldseqno"));

        String second = run.out().lines().skip(2).findFirst().orElseThrow();
        assertTrue(second.contains("seqno 1 of VG vg1, older than seqno 4"), second);
        assertEquals(0, run.exitCode());
    }

    @Test
    void troubleOfGroupsGoesToStandardError() {
        Cli run = Cli.run("scan", Images.folderOf("bad-missingpv"));

        assertTrue(
                run.err().startsWith("devio: VG vg1: PV 5WttbV-2ylo-yVby-e20C-P5IF-apaW-Mms8II"),
                run.err());
    }

    @Test
    void theReportIsTheSameByEitherEngine() {
        try (IoContext context = IoContext.open()) {
            assumeTrue(context.whySynchronous().isEmpty(), () -> context.whySynchronous().get());
        }

        Cli libaio = Cli.run("scan", "--engine", "libaio", Images.folder());
        Cli sync = Cli.run("scan", "--engine", "sync", Images.folder());
        Cli java = Cli.run("scan", "--engine", "java", Images.folder());
        Cli threads = Cli.run("scan", "--engine", "threads", Images.folder());

        assertTrue(libaio.err().contains("(libaio, "), libaio.err());
        assertEquals(libaio.out(), sync.out());
        assertEquals(libaio.out(), java.out());
        assertEquals(libaio.out(), threads.out());
    }

    @Test
    void aFewNamedDevicesAreNotWorthAio() {
        Path image = Images.folderOf("vg-two").resolve("d1.img");

        String named = Cli.run("scan", image).err();
        String byOption = Cli.run("scan", "--engine", "auto", image).err();
        String folder = Cli.run("scan", image.getParent()).err();
        String settled = Cli.run("scan", "--config", "devices/use_aio=0", image).err();

        assertTrue(named.contains("(threads, "), named);
        assertTrue(byOption.contains("(threads, "), byOption);
        assertTrue(folder.matches("(?s).*\\((libaio|threads), .*"), folder);
        assertTrue(settled.contains("(sync, "), settled);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 511, 512})
    void aFileThatIsTooSmallIsARowWithANote(long bytes) throws IOException {
        Path image = sparse("small.img", bytes);

        Cli run = Cli.run("scan", "--wide", image);

        assertTrue(run.out().contains("too small for a physical volume"), run.out());
        assertEquals(0, run.exitCode());
    }

    @Test
    void aPathThatDoesNotExistIsARowWithANote() {
        Cli run = Cli.run("scan", "--wide", folder.resolve("gone"));

        assertTrue(
                run.out().contains("/gone  -           -  -       -  open failed: ENOENT"),
                run.out());
        assertEquals(1, run.exitCode());
    }

    @Test
    void aNamedFileOfRandomBytesIsARowWithANote() throws IOException {
        byte[] bytes = new byte[4 << 20];
        new Random(1).nextBytes(bytes);
        Path image = Files.write(folder.resolve("random.img"), bytes);

        Cli run = Cli.run("scan", "--wide", image);

        assertTrue(run.out().contains("no LVM label"), run.out());
        assertEquals(0, run.exitCode());
    }

    @Test
    void aFileWithoutLabelInAFolderIsNoFailure() throws IOException {
        sparse("zero.img", 4 << 20);

        Cli run = Cli.run("scan", "--wide", folder);

        assertTrue(run.out().contains("no LVM label"), run.out());
        assertEquals(0, run.exitCode());
    }

    @Test
    void aFolderAndAllThatIsInItHaveTheSameExitCode() throws IOException {
        sparse("zero.img", 4 << 20);
        sparse("small.img", 4096);
        Files.writeString(folder.resolve("notes.txt"), "notes");
        Files.createDirectory(folder.resolve("no-images"));
        assertEquals(0, Cli.run("scan", folder).exitCode());
        assertEquals(0, Cli.run("scan", entries()).exitCode());

        Files.writeString(folder.resolve("disk.vdi"), "x".repeat(64) + "\u007f");
        Files.write(folder.resolve("disk.qcow2"), new byte[] {'Q', 'F', 'I', -5, 0, 0, 0, 3});
        assertEquals(1, Cli.run("scan", folder).exitCode());
        assertEquals(1, Cli.run("scan", entries()).exitCode());
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    @Test
    void anImageOfAnotherFormatInAFolderIsARowThatSaysWhatToDo() throws IOException {
        Files.write(folder.resolve("vm.qcow2"), new byte[] {'Q', 'F', 'I', -5, 0, 0, 0, 3});

        Cli scan = Cli.run("scan", "--wide", folder);
        Cli pvs = Cli.run("pvs", folder);
        Cli blkid = Cli.run("blkid", folder);

        String words = "qcow2 image, not read: qemu-img convert -O raw FILE NEW.img";
        assertTrue(scan.out().contains("  " + words + "\n"), scan.out());
        for (Cli run : List.of(pvs, blkid)) {
            assertEquals("devio: " + folder + "/vm.qcow2: " + words + "\n", run.err());
            assertEquals(1, run.exitCode());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {76, 80, 119})
    void linesAreCutToTheTerminal(int columns) {
        System.setProperty("devio.columns", String.valueOf(columns));
        try {
            Cli run = Cli.run("scan", Images.folderOf("bad-oldseqno"));

            assertTrue(run.out().lines().allMatch(line -> line.length() <= columns), run.out());
            assertTrue(run.err().endsWith("; --wide shows all\n"), run.err());
        } finally {
            System.clearProperty("devio.columns");
        }
    }

    @Test
    void withoutATerminalLinesHave120Characters() {
        Cli run = Cli.run("scan", Images.folder());

        assertEquals(
                OptionalInt.of(120), run.out().lines().mapToInt(String::length).max(), run.out());
    }

    @Test
    void theFirstScanOfANewUserIsShortAndShowsWhatIsWrong() {
        Cli run = Cli.run("scan", Images.unpacked("example"));

        assertTrue(run.out().lines().count() <= 12, run.out());
        assertTrue(run.out().contains("holds seqno 3 of VG data, old"), run.out());
        assertEquals(0, run.exitCode());
    }

    @Test
    void aFolderWithoutImagesIsNamed() {
        Cli run = Cli.run("scan", "--wide", folder);

        assertTrue(
                run.err()
                        .startsWith(
                                "devio: "
                                        + folder
                                        + ": no *.img, *.raw or block device in this folder\n"),
                run.err());
        assertEquals(1, run.exitCode());
    }

    @Test
    void whatIsNeitherFileNorDeviceIsARowWithANote() {
        Cli run = Cli.run("scan", "--wide", "/dev/null");

        assertTrue(run.out().contains("neither a block device nor a regular file"), run.out());
        assertEquals(1, run.exitCode());
    }

    @Test
    void verboseShowsEveryPhysicalRead() {
        Path image = Images.folderOf("vg-1").resolve("d1.img");

        Cli run = Cli.run("scan", "-v", "--engine", "sync", image);

        String[] lines = run.err().split("\n", -1);
        assertEquals(image + ": read of 8192 bytes at 0 (PV labels, sync)", lines[0]);
        assertEquals(image + ": read of 8192 bytes at 0 (VG metadata header, cached)", lines[1]);
        assertFalse(run.out().contains("read of"), run.out());
    }

    @Test
    void sizesAreShortForPeople() {
        assertEquals("0 B", ScanTable.size(0));
        assertEquals("511 B", ScanTable.size(511));
        assertEquals("1 KiB", ScanTable.size(1024));
        assertEquals("1.5 TiB", ScanTable.size(3L << 39));
        assertEquals("64 MiB", ScanTable.size((64 << 20) + 512));
        assertEquals("7.9 EiB", ScanTable.size(Long.MAX_VALUE));
    }

    private Path sparse(String name, long bytes) throws IOException {
        Path image = folder.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        }
        return image;
    }
}
