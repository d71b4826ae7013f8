package org.devio.cli;

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
    void versionNamesTheEngine() {
        Cli run = Cli.run("--version");

        assertTrue(run.out().matches("(?s)devio .*, engine (libaio|sync)\n.*"), run.out());
    }

    @Test
    void withoutCommandItIsWrongUsage() {
        Cli run = Cli.run();

        assertEquals("devio: which command? --help lists them\nTry 'devio --help'.\n", run.err());
        assertEquals(2, run.exitCode());
    }

    @Test
    void aReaderWhoHasGoneIsNoReasonToTalk() {
        PrintStream gone = new PrintStream(new Broken());
        var err = new java.io.ByteArrayOutputStream();

        int exitCode =
                Main.run(
                        gone,
                        new PrintStream(err, true),
                        "pvs",
                        Images.folderOf("vg-two").toString());

        assertEquals(1, exitCode);
        assertEquals(0, err.size());
    }

    /** A pipe whose other end is closed. */
    private static final class Broken extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
