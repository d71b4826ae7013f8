package org.devio.cli;

import java.util.Locale;
import picocli.CommandLine.Model.OptionSpec;

/** A number of bytes on the command line: digits, and one of k, m, g, t for powers of 1024. */
final class ByteCount {
    private static final String SUFFIXES = "kmgt";
    private static final int SHIFT = 10;

    private ByteCount() {}

    /** An option for one: its value is what was given. */
    static OptionSpec option(String description, String name) {
        return Options.word("BYTES", description, name);
    }

    /** What was given, {@code otherwise} if nothing was. */
    static long of(OptionSpec option, long otherwise) {
        String given = option.getValue();
        if (given == null) {
            return otherwise;
        }
        String text = given.toLowerCase(Locale.ROOT);
        int power = text.isEmpty() ? -1 : SUFFIXES.indexOf(text.charAt(text.length() - 1));
        try {
            long number = Long.parseLong(power < 0 ? text : text.substring(0, text.length() - 1));
            long bytes = Math.multiplyExact(number, 1L << SHIFT * (power + 1));
            if (bytes >= 0) {
                return bytes;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // Said below.
        }
        throw Options.wrongUsage(
                option, option.longestName() + " '" + given + "' is no number of bytes");
    }
}
