package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MapCommandTest {
    private static final Path DISKS = Images.volumes("linear-striped");
    private static final Pattern EXTENT =
            Pattern.compile("\\{\"offset\": (\\d+), \"length\": (\\d+), \"kind\": \"data\"");

    @Test
    void linesTellWhereBytesLie() {
        Cli run = Cli.run("map", "vg/zoo", DISKS);

        assertEquals(
                "OFFSET LENGTH KIND AT ON",
                run.out().lines().findFirst().orElse("").strip().replaceAll(" +", " "));
        assertTrue(run.out().contains(" zero"), run.out());
        assertTrue(run.out().contains("a segment of type error"), run.out());
        assertTrue(run.outWithout(DISKS).contains("  d1.img\n"), run.out());
        assertEquals(1, run.exitCode());
    }

    @Test
    void documentTilesTheVolume() {
        Cli run = Cli.run("map", "--json", "vg/str3", DISKS);

        Matcher extents = EXTENT.matcher(run.out());
        long at = 0;
        while (extents.find()) {
            assertEquals(at, Long.parseLong(extents.group(1)));
            at += Long.parseLong(extents.group(2));
        }
        assertTrue(at > 0 && run.out().contains("\"size\": " + at + ",\n"), run.out());
        assertEquals(0, run.exitCode(), run.err());
    }

    @Test
    void aRangeCanBeAskedFor() {
        Cli run = Cli.run("map", "--offset", "1000", "--length", "10", "vg/lin", DISKS);

        assertTrue(run.out().lines().skip(1).findFirst().orElse("").matches(" +1000 +10 data .*"));
    }
}
