package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code pvck} does with its options is what lvm2 did with them. */
class PvckOptionsTest {
    private static final Path LIN = Images.folderOf("vg-lin").resolve("d1.img");
    private static final Pattern WORD =
            Pattern.compile("(?<=--settings )\\S+=\\S+(?: \\S+=\\S+)*|\\S+");

    /** lvm2 may leave a file with nothing in it; devio leaves none. */
    private static final String EMPTY_FILE = "file e3b0c44298fc1c149afbf4c8996fb92427ae41e4";

    @TempDir private Path folder;

    /**
     * A run of lvm2 on the first disk of a case.
     *
     * @param options after {@code pvck}
     * @param lines of its output; then the sum of the file that it wrote, if it did
     */
    record Run(String name, String options, List<String> lines) {
        @Override
        public String toString() {
            return name + ": " + options;
        }
    }

    static Stream<Run> runs() {
        return Images.cases().stream().flatMap(PvckOptionsTest::runs);
    }

    private static Stream<Run> runs(String name) {
        List<Run> runs = new ArrayList<>();
        for (String line : Images.lines(Images.reportOf(name, "pvck.d1"))) {
            if (line.startsWith("== ")) {
                runs.add(new Run(name, line.substring(3), new ArrayList<>()));
            } else {
                runs.get(runs.size() - 1).lines().add(line);
            }
        }
        return runs.stream();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void outputAndFileAreThoseOfLvm2(Run run) throws Exception {
        Path file = folder.resolve("texts");

        Cli cli = Cli.run("pvck", words(run.options(), file), Images.devicesOf(run.name()).get(0));

        List<String> ours = new ArrayList<>(cli.out().lines().toList());
        if (Files.exists(file)) {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            ours.add("file " + HexFormat.of().formatHex(sum));
        }
        assertEquals(withoutHints(run.lines()), withoutHints(ours), cli.err());
    }

    private static List<String> words(String options, Path file) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(options.replace("FILE", file.toString()));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /** The corpus has its own names where texts have the paths that devices had. */
    private static List<String> withoutHints(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith(EMPTY_FILE))
                .map(line -> line.replaceAll("/dev/loop[0-9]+|@d[0-9]+@", "@"))
                .toList();
    }

    @Test
    void fileThatWasReadIsNotReplaced() throws Exception {
        Path image = Files.copy(LIN, folder.resolve("disk.img"));

        Cli run = Cli.run("pvck", "--dump", "metadata", "-f", image, image);

        assertTrue(run.err().endsWith("is a disk image; not written\n"), run.err());
        assertEquals(1, run.exitCode());
        assertEquals(-1, Files.mismatch(LIN, image), "the image has changed");
    }

    @Test
    void noTextMakesNoFile() {
        Path file = folder.resolve("texts");

        Cli.run("pvck", "--dump", "headers", "-f", file, LIN);

        assertFalse(Files.exists(file), "there is an empty file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--settings mda_num=3",
                "--settings mda_num=x",
                "--settings mda_offset=4096",
                "--settings pv_uuid=abc",
                "--labelsector 4",
                "--pvmetadatacopies 0",
                "--file /nowhere /dev/null"
            })
    void whatCannotBeDumpedIsWrongUsage(String options) {
        Cli run = Cli.run("pvck", "--dump", "metadata", List.of(options.split(" ")), LIN);

        assertEquals("", run.out());
        assertTrue(run.err().endsWith("\nTry 'devio pvck --help'.\n"), run.err());
        assertEquals(2, run.exitCode());
    }
}
