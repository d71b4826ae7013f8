package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlkidCommandTest {
    private static Path folder() {
        return Images.unpacked("signatures");
    }

    /** Not {@code ddf}, whose UUID util-linux makes up of a name that cannot be printed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "md-0.90",
                "md-1.0",
                "md-1.1",
                "md-1.2",
                "luks1",
                "luks2",
                "gpt",
                "dos",
                "swap-4096",
                "swap-65536",
                "swap-be",
                "suspended",
                "imsm",
                "gpt-backup"
            })
    void wordsAreThoseOfUtilLinux(String name) {
        Path image = folder().resolve(name + ".img");
        String theirs =
                Images.lines(folder().resolve(name + ".blkid")).stream()
                        .filter(line -> !line.startsWith("USAGE="))
                        .sorted()
                        .collect(Collectors.joining("\n"));

        Cli run = Cli.run("blkid", image);

        String line = run.out().lines().findFirst().orElse("");
        String ours =
                List.of(line.substring(line.indexOf(": ") + 2).split("(?<=\") ", -1)).stream()
                        .map(word -> word.replace("\"", ""))
                        .sorted()
                        .collect(Collectors.joining("\n"));
        assertEquals(theirs, ours);
    }

    @Test
    void physicalVolumeIsOneToo() {
        Path image = Images.folderOf("vg-lin").resolve("d1.img");

        Cli run = Cli.run("signatures", image);

        assertEquals(
                image
                        + ": UUID=\"fSWJ49-Fc7A-eVAv-GrPc-XONd-mSQZ-xZP1FC\""
                        + " TYPE=\"LVM2_member\"\n",
                run.out());
        assertEquals(0, run.exitCode(), run.err());
    }

    @Test
    void documentNamesEveryDevice() {
        Path image = folder().resolve("luks2.img");

        Cli run = Cli.run("blkid", "--json", image);

        assertTrue(run.out().contains("\"path\": \"" + image + "\""), run.out());
        assertTrue(run.out().contains("\"TYPE\": \"crypto_LUKS\""), run.out());
    }
}
