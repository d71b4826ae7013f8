package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.devio.format.LvmFormatException;
import org.devio.metadata.VolumeGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged disks that hold a good text of their group, and that lvm2 refuses to dump it from. */
class RefusedImagesTest {
    private static final List<String> REFUSED =
            List.of("bad-mda-only", "bad-mda1-good-mda2", "bad-text1-good-text2");

    @TempDir private Path folder;

    @Test
    void threeImagesThatLvm2RefusesHoldGoodMetadata() {
        List<String> found =
                Images.cases().stream()
                        .filter(name -> isRefusedByLvm2(name) && goodText(name).isPresent())
                        .toList();

        assertEquals(REFUSED, found);
    }

    private static boolean isRefusedByLvm2(String name) {
        return Images.lines(Images.folderOf(name).resolve("state.txt"))
                .contains("pvck metadata d1 rc=5");
    }

    /** A good text in either area, or where an area usually is. */
    private Optional<VolumeGroup> goodText(String name) {
        return List.of("mda_num=1", "mda_num=2").stream()
                .flatMap(area -> goodText(name, area).stream())
                .findFirst();
    }

    private Optional<VolumeGroup> goodText(String name, String area) {
        Path image = Images.devicesOf(name).get(0);
        List<String> search = List.of("pvck", "--dump", "metadata_search", "--settings", area);
        List<String> offsets =
                Cli.run(search, image)
                        .out()
                        .lines()
                        .filter(line -> line.startsWith("  metadata at "))
                        .map(line -> line.split(" ", -1)[4])
                        .filter(offset -> !isContradicted(image, offset))
                        .toList();
        if (offsets.isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.resolve("text");
        String last = area + ",metadata_offset=" + offsets.get(offsets.size() - 1);
        Cli.run("pvck", "--dump", "metadata_search", "--settings", last, "-f", file, image);
        try {
            return Optional.of(VolumeGroup.parse(Files.readAllBytes(file)));
        } catch (LvmFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether a header has another checksum for the text that begins there. */
    private static boolean isContradicted(Path image, String offset) {
        return Cli.run("pvck", "--dump", "headers", image)
                .out()
                .contains("metadata text at " + offset + " crc does not match");
    }

    @ParameterizedTest
    @CsvSource({
        "bad-mda1-good-mda2, metadata header: checksum is",
        "bad-text1-good-text2, VG metadata of 737 bytes: checksum is"
    })
    void goodSecondAreaServesTheGroupAndTheProblemIsTold(String name, String problem) {
        Path image = Images.devicesOf(name).get(0);

        Cli run = Cli.run("vgs", "-o", "vg_name,pv_count", "--noheadings", image);

        assertEquals("  vg1   1\n", run.out());
        assertTrue(run.err().contains(image + ": metadata area 1 at 4096"), run.err());
        assertTrue(run.err().contains(problem), run.err());
    }

    @Test
    void textBehindALostHeaderServesTheGroupAndTheProblemIsTold() {
        VolumeGroup group = goodText("bad-mda-only").orElseThrow();

        Cli run = Cli.run("vgs", Images.folderOf("bad-mda-only"));

        assertEquals("vg1", group.name());
        assertTrue(run.err().contains("metadata header: checksum is"), run.err());
        assertTrue(run.err().contains("no VG was found that uses it"), run.err());
    }
}
