package org.devio.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.devio.format.Sector;

/**
 * Writes sizes as lvm2 does ({@code --units}). Lower case counts in 1024, upper case in 1000.
 *
 * <p>{@code h} takes the largest unit that leaves at least 1; {@code r} does too and marks a number
 * that was rounded up with {@code <}. {@code b} and {@code s} are bytes and sectors of 512 bytes,
 * whole numbers; {@code k m g t p e} have two decimals. A number before the letter makes a unit of
 * that many.
 */
public final class Units {
    private static final String LETTERS = "kmgtpe";
    private static final Pattern SYNTAX =
            Pattern.compile("(\\d+(?:\\.\\d+)?)?([hrbskmgtpe])", Pattern.CASE_INSENSITIVE);

    /** Bytes; 0 if it depends on the size. No BigDecimal: JDK 25 takes 14 ms to initialize that. */
    private final double divisor;

    private final String suffix;
    private final int decimals;
    private final boolean isHuman;
    private final boolean marksRounding;
    private final int base;
    private final boolean showsSuffix;
    private final boolean hasCapitals;

    private Units(
            double divisor,
            String suffix,
            int decimals,
            char letter,
            boolean showsSuffix,
            boolean hasCapitals) {
        this.divisor = divisor;
        this.suffix = hasCapitals ? suffix.toUpperCase(Locale.ROOT) : suffix;
        this.decimals = decimals;
        this.isHuman = divisor == 0;
        this.marksRounding = isHuman && Character.toLowerCase(letter) == 'r';
        this.base = Character.isUpperCase(letter) ? 1000 : 1024;
        this.showsSuffix = showsSuffix;
        this.hasCapitals = hasCapitals || base == 1000;
    }

    /**
     * Reads the value of {@code --units}.
     *
     * @param text a letter, with a number before it or without
     * @param showsSuffix whether sizes end with their unit; {@code h} and {@code r} always do
     * @param hasCapitals whether they end with capitals even where they count in 1024
     * @return empty if it is none
     */
    public static Optional<Units> parse(String text, boolean showsSuffix, boolean hasCapitals) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String factor = matcher.group(1);
        char letter = matcher.group(2).charAt(0);
        char lower = Character.toLowerCase(letter);
        if (lower == 'h' || lower == 'r') {
            return factor == null
                    ? Optional.of(new Units(0, "", 2, letter, showsSuffix, hasCapitals))
                    : Optional.empty();
        }
        long unit = bytesOf(letter);
        if (factor == null) {
            boolean isWhole = lower == 'b' || lower == 's';
            String suffix = isWhole ? matcher.group(2).toUpperCase(Locale.ROOT) : matcher.group(2);
            int decimals = isWhole ? 0 : 2;
            return Optional.of(new Units(unit, suffix, decimals, letter, showsSuffix, hasCapitals));
        }
        double divisor = new BigDecimal(unit).multiply(new BigDecimal(factor)).doubleValue();
        if (divisor == 0) {
            return Optional.empty();
        }
        // lvm2 has a letter for "custom", yet shows it for whole numbers only.
        String suffix = factor.contains(".") ? matcher.group(2) : "U";
        return Optional.of(new Units(divisor, suffix, 2, letter, showsSuffix, hasCapitals));
    }

    /** Bytes of one unit; upper case counts in 1000. */
    static long bytesOf(char letter) {
        char lower = Character.toLowerCase(letter);
        if (lower == 'b') {
            return 1;
        }
        if (lower == 's') {
            return Sector.BYTES;
        }
        long bytes = 1;
        for (int i = 0; i <= LETTERS.indexOf(lower); i++) {
            bytes *= Character.isUpperCase(letter) ? 1000 : 1024;
        }
        return bytes;
    }

    /** The size in this unit. */
    String format(long bytes) {
        if (isHuman) {
            return human(bytes);
        }
        String ending = showsSuffix ? suffix : "";
        return (bytes == 0 ? "0" : divided(bytes, divisor).toPlainString()) + ending;
    }

    private String human(long bytes) {
        if (bytes == 0) {
            return showsSuffix ? "0 " : "0";
        }
        if (bytes < base) {
            return bytes + (hasCapitals ? "B" : "b");
        }
        int power = 0;
        long unit = base;
        while (power + 1 < LETTERS.length() && bytes / unit >= base) {
            unit *= base;
            power++;
        }
        BigDecimal exact = new BigDecimal(unit);
        BigDecimal shown = divided(bytes, (double) unit);
        boolean wasRaised =
                marksRounding && shown.multiply(exact).compareTo(new BigDecimal(bytes)) > 0;
        char letter = LETTERS.charAt(power);
        return (wasRaised ? "<" : "")
                + shown.toPlainString()
                + (hasCapitals ? Character.toUpperCase(letter) : letter);
    }

    /** Rounds as C prints a double: to even where the double lies exactly between two. */
    private BigDecimal divided(long bytes, double by) {
        return new BigDecimal(bytes / by).setScale(decimals, RoundingMode.HALF_EVEN);
    }
}
