package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Keeps the man page complete. */
class ManPageTest {
    private static final String PAGE = read();

    private static String read() {
        try {
            return Files.readString(Images.inRepository("packaging/man/devio.8"))
                    .replace("\\-", "-")
                    .replaceAll("\\\\f[BIRP]", " ");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<CommandLine> commands() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return Main.all(nowhere, nowhere).getSubcommands().values().stream().distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandAndOptionIsInTheManPage(CommandLine command) {
        List<String> missing =
                command.getCommandSpec().options().stream()
                        .map(OptionSpec::names)
                        .flatMap(Stream::of)
                        .filter(name -> !isInPage(name))
                        .toList();

        assertEquals(List.of(), missing);
        assertTrue(isInPage(command.getCommandName()), command.getCommandName());
    }

    private static boolean isInPage(String word) {
        return PAGE.matches("(?s).*[^\\w-]" + word + "(?![\\w-]).*");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpOfACommandExplainsEachOfItsOptions(CommandLine command) {
        String help = command.getUsageMessage();

        for (OptionSpec option : command.getCommandSpec().options()) {
            assertTrue(help.contains(option.longestName()), option.longestName());
            assertTrue(option.description().length > 0, option + " has no description");
        }
    }

    @Test
    void groffTakesThePage() throws Exception {
        assumeTrue(Programs.whyWithout("groff").isEmpty(), Programs.whyWithout("groff"));
        Process man =
                new ProcessBuilder(
                                "groff",
                                "-man",
                                "-ww",
                                "-Tutf8",
                                "-z",
                                Images.inRepository("packaging/man/devio.8").toString())
                        .redirectErrorStream(true)
                        .start();

        String said = new String(man.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals("", said);
        assertEquals(0, man.waitFor());
    }
}
