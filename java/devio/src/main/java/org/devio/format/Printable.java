package org.devio.format;

/**
 * Makes text from a disk fit for a terminal and a log: short, on one line, no control characters.
 */
final class Printable {
    private static final int LONGEST = 300;

    private Printable() {}

    static String of(String text) {
        StringBuilder printable = new StringBuilder();
        int shown = Math.min(text.length(), LONGEST);
        for (int i = 0; i < shown; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                printable.append(c < 0x10 ? "\\x0" : "\\x").append(Integer.toHexString(c));
            } else {
                printable.append(c);
            }
        }
        return printable.append(shown < text.length() ? "..." : "").toString();
    }
}
