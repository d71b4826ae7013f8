package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PvckCommandTest {
    /**
     * What lvm2 said of a disk of the corpus.
     *
     * @param name of the case
     * @param number of the disk, from 1
     * @param what was to be dumped
     * @param lines of lvm2
     */
    record Dump(String name, int number, String what, List<String> lines) {
        Path image() {
            return Images.devicesOf(name).get(number - 1);
        }

        @Override
        public String toString() {
            return what + " of " + name + " d" + number;
        }
    }

    /** Headers and metadata in force, which stand beside the images. */
    static Stream<Dump> besideTheImages() {
        return Images.cases().stream().flatMap(PvckCommandTest::besideTheImages);
    }

    private static Stream<Dump> besideTheImages(String name) {
        List<Dump> dumps = new ArrayList<>();
        for (int number = 1; number <= Images.devicesOf(name).size(); number++) {
            dumps.add(beside(name, number, "headers", "pvck-headers.d"));
            dumps.add(beside(name, number, "metadata", "pvck-meta.d"));
        }
        return dumps.stream();
    }

    private static Dump beside(String name, int number, String what, String file) {
        List<String> lines =
                Images.lines(Images.folderOf(name).resolve(file + number)).stream()
                        .filter(line -> !isTalk(line))
                        .toList();
        return new Dump(name, number, what, lines);
    }

    /** lvm2's standard error is there, too. */
    private static boolean isTalk(String line) {
        return line.matches(
                "  (WARNING: bcache_|Error reading|Found bad header|Cannot use).*"
                        + "|/dev/mapper/.*|Fail.*|Check that.*|Incompat.*");
    }

    /** All metadata texts, old ones too: {@code pvck-texts.txt}, by lvm2 2.03.16. */
    static Stream<Dump> inTheResource() throws IOException {
        List<Dump> dumps = new ArrayList<>();
        try (InputStream in = PvckCommandTest.class.getResourceAsStream("pvck-texts.txt")) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String one : all.split("(?m)^== ", -1)) {
                if (!one.isEmpty()) {
                    List<String> lines = one.lines().toList();
                    String[] head = lines.get(0).split(" ", -1);
                    int number = Integer.parseInt(head[1].substring(1));
                    dumps.add(new Dump(head[0], number, head[2], lines.subList(1, lines.size())));
                }
            }
        }
        return dumps.stream();
    }

    @ParameterizedTest
    @MethodSource({"besideTheImages", "inTheResource"})
    void dumpIsThatOfLvm2(Dump dump) {
        Cli run = Cli.run("pvck", "--dump", dump.what(), dump.image());

        String named = run.out().replace(dump.image().toString(), "@d" + dump.number() + "@");
        assertEquals(withoutHints(dump.lines()), withoutHints(named.lines().toList()), run.err());
    }

    /** The corpus has its own names where texts have the paths that devices had. */
    private static List<String> withoutHints(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("/dev/loop[0-9]+|@d[0-9]+@", "@"))
                .toList();
    }

    @Test
    void damageIsToldAndIsTheExitCode() {
        Path image = Images.folderOf("bad-labelcrc").resolve("d1.img");

        Cli run = Cli.run("pvck", "--dump", "headers", image);

        assertEquals("devio: " + image + ": bad header or metadata values\n", run.err());
        assertEquals(1, run.exitCode());
    }

    @Test
    void wildNumbersGiveDoubtsAndNoErrors(@TempDir Path folder) throws IOException {
        Path image = folder.resolve("wild.img");
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            scribble(image, random);
            for (String what : List.of("headers", "metadata", "metadata_all", "metadata_search")) {
                Cli run = Cli.run("pvck", "--engine", "sync", "--dump", what, image);

                assertTrue(run.exitCode() <= 1, run.err());
            }
        }
    }

    /** A good disk with a few bytes of label and header changed. */
    private static void scribble(Path image, Random random) throws IOException {
        try (FileChannel from = FileChannel.open(Images.folderOf("vg-lin").resolve("d1.img"));
                FileChannel to =
                        FileChannel.open(
                                image, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            from.transferTo(0, 2 << 20, to);
            for (int i = 0; i < 4; i++) {
                ByteBuffer one = ByteBuffer.wrap(new byte[] {(byte) random.nextInt()});
                to.write(
                        one,
                        random.nextBoolean()
                                ? 512 + random.nextInt(160)
                                : 4096 + random.nextInt(80));
            }
        }
    }
}
