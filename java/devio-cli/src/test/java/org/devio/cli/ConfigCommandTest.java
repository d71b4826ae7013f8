package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
    @TempDir Path folder;

    @Test
    void settingsAreListedWithTheirOrigin() {
        Cli run = Cli.run("config", "--config", "devices/aio_max=64");

        List<String> lines = run.out().lines().toList();
        assertTrue(lines.contains("devices/aio_max=64  # --config"), run.out());
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("devices/pv_min_size=")),
                run.out());
        assertEquals(0, run.exitCode());
    }

    @Test
    void settingsOfThisMachineDoNotReachTheTests() {
        Cli run = Cli.run("config");

        assertFalse(run.out().contains("/etc/lvm/"), run.out());
    }

    @Test
    void settingsOfReportsAreListedToo() {
        Cli run = Cli.run("config", "--config", "report/aligned=0");

        assertTrue(run.out().contains("report/aligned=0  # --config\n"), run.out());
        assertTrue(run.out().contains("global/units=\"r\"  # default\n"), run.out());
    }

    @Test
    void ofTwoSettingsTheLastWins() {
        Cli run =
                Cli.run("config", "--config", "devices/aio_max=1", "--config", "devices/aio_max=2");

        assertTrue(run.out().contains("devices/aio_max=2  # --config\n"), run.out());
    }

    @Test
    void aWrongOptionIsWrongUsage() {
        Cli run = Cli.run("scan", "--config", "devices/aio_max=\"many\"", folder);

        assertEquals(
                "devio: --config, line 1, column 1: devices/aio_max is \"many\", expected a whole"
                        + " number from 0 to 2147483647\nTry 'devio scan --help'.\n",
                run.err());
        assertEquals(2, run.exitCode());
    }

    @Test
    void aWrongFileIsNamedWithItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("lvm.conf"), "devices {\n  aio_max = no\n}\n");

        IOException e = assertThrows(IOException.class, () -> new Settings().read(folder));

        assertTrue(e.getMessage().startsWith(file + ", line 2"), e.getMessage());
    }

    @Test
    void theEngineIsChosenByTheSettings() {
        String sync = "devices/aio_max=0";

        Cli bySetting = Cli.run("scan", Images.folderOf("pv-default"), "--config", sync);
        Cli byOption =
                Cli.run("scan", Images.folderOf("pv-default"), "--config", sync, "--aio-max", 1);

        assertTrue(bySetting.err().contains("(sync, "), bySetting.err());
        assertTrue(byOption.err().contains("(libaio, "), byOption.err());
    }

    @Test
    void aFilterKeepsAnImageFromBeingRead() {
        Cli run =
                Cli.run(
                        "scan",
                        Images.folderOf("pv-default"),
                        "--config",
                        "devices/filter=\"r|.*|\"");

        assertTrue(run.out().contains("rejected by devices/filter (--config)"), run.out());
        assertTrue(run.err().contains(", 0 reads, "), run.err());
    }

    @Test
    void aDeadlineIsNotNegative() {
        Cli run = Cli.run("scan", folder, "--deadline", -1);

        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("devio: --deadline is not negative"), run.err());
    }

    @Test
    void aPartitionedImageThatIsNamedIsReadInItsPartitions() {
        Cli run = Cli.run("scan", Images.folderOf("part-gpt").resolve("d1.img"), "--test");

        assertTrue(run.out().contains("d1.img:1"), run.out());
        assertEquals(0, run.exitCode(), run.err());
    }
}
