package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatCommandTest {
    private static final Path DISKS = Images.volumes("linear-striped");
    private static final String STR3 =
            "b9d4dc7cdd6158ea3545809a708429e33be98834745fb6a16665f99dd77b54fa";

    @TempDir private Path folder;

    /** What a run gave, its output as bytes. */
    private record Run(int exitCode, ByteArrayOutputStream written, String err) {
        byte[] out() {
            return written.toByteArray();
        }

        static Run of(Object... words) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            List<String> args = new ArrayList<>(List.of("cat"));
            Arrays.stream(words).map(Object::toString).forEach(args::add);
            int exitCode =
                    Main.run(
                            new PrintStream(out, false, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8),
                            args.toArray(String[]::new));
            return new Run(exitCode, out, err.toString(StandardCharsets.UTF_8));
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static Object[] withoutThird(Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        for (String disk : List.of("d1.img", "d2.img", "d4.img")) {
            all.add(DISKS.resolve(disk));
        }
        return all.toArray();
    }

    @Test
    void bytesAreThoseThatTheKernelServed() throws Exception {
        Run run = Run.of("vg/str3", DISKS);

        assertEquals(STR3, sha256(run.out()), run.err());
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
    }

    @Test
    void aRangeIsWhatWasAskedFor() {
        byte[] all = Run.of("vg/str3", DISKS).out();

        Run run = Run.of("--offset", "5k", "--length", "1000", "vg/str3", DISKS);

        assertArrayEquals(Arrays.copyOfRange(all, 5120, 6120), run.out());
    }

    @Test
    void whatIsLostIsListedAndEndsTheCopy() {
        Run run = Run.of(withoutThird("vg/linmulti"));

        assertEquals(1, run.exitCode());
        assertTrue(
                run.err().matches("(?s).*devio: [0-9]+ bytes at [0-9]+ cannot be read: PV .*"),
                run.err());
        byte[] all = Run.of("vg/linmulti", DISKS).out();
        assertTrue(run.out().length < all.length);
        assertArrayEquals(Arrays.copyOf(all, run.out().length), run.out());
    }

    @Test
    void whatIsLostIsZeroIfSkipped() {
        Run run = Run.of(withoutThird("--skip-lost", "vg/linmulti"));

        byte[] all = Run.of("vg/linmulti", DISKS).out();
        assertEquals(1, run.exitCode());
        byte[] out = run.out();
        assertEquals(all.length, out.length);
        for (int i = 0; i < all.length; i++) {
            assertTrue(out[i] == all[i] || out[i] == 0, "byte " + i);
        }
        assertEquals(
                run.err().lines().count(),
                run.err().lines().filter(l -> l.contains("PV ")).count());
    }

    @Test
    void nothingIsWrittenIfAnythingIsLostAndThatWasAskedFor() {
        Run run = Run.of(withoutThird("--fail", "vg/linmulti"));

        assertEquals(0, run.out().length);
        assertEquals(1, run.exitCode());
    }

    @Test
    void aFileHasHolesWhereTheVolumeHasZeros() throws Exception {
        Path file = folder.resolve("copy");

        Run run = Run.of("-o", file, "--digest", "sha256", "vg/zeros", DISKS);

        assertEquals(196608, Files.size(file));
        assertArrayEquals(new byte[196608], Files.readAllBytes(file));
        assertEquals(
                sha256(new byte[196608]) + "  vg/zeros\n",
                new String(run.out(), StandardCharsets.UTF_8));
        assertEquals(0, run.exitCode(), run.err());
    }

    @Test
    void aFileIsTheSameSparseOrNot() throws Exception {
        Path sparse = folder.resolve("sparse");
        Path full = folder.resolve("full");

        Run.of("-o", sparse, "vg/fs", DISKS);
        Run.of("-o", full, "--sparse", "never", "vg/fs", DISKS);

        assertEquals(-1, Files.mismatch(sparse, full));
        assertEquals(sha256(Run.of("vg/fs", DISKS).out()), sha256(Files.readAllBytes(full)));
    }

    @Test
    void anImageThatIsReadIsNotOverwritten() throws IOException {
        Path image = DISKS.resolve("d1.img");
        long size = Files.size(image);

        Run run = Run.of("-o", image, "vg/str3", DISKS);

        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("is a disk image; not written"), run.err());
        assertEquals(size, Files.size(image));
    }

    @Test
    void aVolumeThatIsNotThereIsSaid() {
        Run run = Run.of("vg/none", DISKS);

        assertEquals("devio: vg/none: there is no such volume in the group\n", run.err());
        assertEquals(1, run.exitCode());
    }

    @Test
    void wrongUsageIsSaid() {
        assertEquals(2, Run.of().exitCode());
        assertEquals(2, Run.of("vg").exitCode());
        assertEquals(2, Run.of("--fail", "--skip-lost", "vg/lv").exitCode());
        assertEquals(2, Run.of("--offset", "x", "vg/lv").exitCode());
        assertEquals(2, Run.of("--digest", "crc8", "vg/lv").exitCode());
        assertFalse(Run.of("--offset", "-1", "vg/lv").err().isEmpty());
    }
}
