package org.devio.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private static final int SCREEN_LINES = 24;

    @Test
    void helpFitsAScreenAndEndsWithTwoExamples() {
        Cli run = Cli.run("--help");

        List<String> lines = run.out().lines().toList();
        assertTrue(lines.size() <= SCREEN_LINES, run.out());
        assertEquals("Examples:", lines.get(lines.size() - 3));
        assertEquals(0, run.exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scan", "pvs", "vgs", "lvs", "fullreport", "config", "help"})
    void everyCommandHasHelp(String command) {
        Cli run = Cli.run(command, "--help");

        assertTrue(run.out().startsWith("Usage: devio " + command + " "), run.out());
        assertEquals(0, run.exitCode());
    }

    @Test
    void versionSaysWhatABugReportHasToSay() {
        Cli run = Cli.run("--version");

        List<String> lines = run.out().lines().toList();
        assertTrue(lines.get(0).matches("devio \\d+\\.\\d+\\.\\d+.*"), run.out());
        assertTrue(lines.get(1).matches("commit ([0-9a-f]{7,40}(-dirty)?|unknown)"), run.out());
        assertTrue(lines.get(2).startsWith("Java " + Runtime.version().feature()), run.out());
        assertTrue(lines.get(3).matches("engine (libaio|sync: .*)"), run.out());
        assertTrue(lines.get(4).matches("native code(: none| from ).*"), run.out());
        assertEquals(0, run.exitCode());
        assertEquals(run.out(), Cli.run("scan", "-V").out());
    }

    @Test
    void withoutCommandItIsWrongUsage() {
        Cli run = Cli.run();

        assertEquals("devio: which command? --help lists them\nTry 'devio --help'.\n", run.err());
        assertEquals(2, run.exitCode());
    }

    @Test
    void aReaderWhoHasGoneIsNoReasonToTalk() {
        var err = new java.io.ByteArrayOutputStream();

        int exitCode =
                Main.run(
                        new Broken("Broken pipe"),
                        new PrintStream(err, true),
                        "pvs",
                        Images.folderOf("vg-two").toString());

        assertEquals(1, exitCode);
        assertEquals(0, err.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scan IMAGE",
                "scan --json IMAGE",
                "pvs IMAGE",
                "vgs IMAGE",
                "lvs IMAGE",
                "fullreport IMAGE",
                "blkid IMAGE",
                "pvck --dump headers IMAGE",
                "vgcfgbackup vg1 -f /proc/self/cwd/target/backup IMAGE",
                "config",
                "help",
                "help fields",
                "--help",
                "--version",
                "scan --help",
                "scan --version"
            })
    void whatCannotBeWrittenIsTold(String command) {
        String image = Images.folderOf("vg-lin").resolve("d1.img").toString();
        String[] words = command.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replace("IMAGE", image);
        }
        var err = new java.io.ByteArrayOutputStream();

        int exitCode =
                Main.run(new Broken("No space left on device"), new PrintStream(err, true), words);

        assertTrue(
                err.toString(UTF_8)
                        .endsWith(
                                "devio: cannot write to standard output: No space left on device\n"),
                err.toString(UTF_8));
        assertEquals(1, exitCode);
    }

    /** Takes nothing. */
    private static final class Broken extends OutputStream {
        private final String why;

        Broken(String why) {
            this.why = why;
        }

        @Override
        public void write(int b) throws IOException {
            throw new IOException(why);
        }
    }
}
