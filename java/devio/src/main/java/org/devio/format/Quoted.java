package org.devio.format;

/** Makes text from a disk fit to stand in a message: short, printable, on one line. */
final class Quoted {
    private static final int LONGEST = 80;

    private Quoted() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        int shown = Math.min(text.length(), LONGEST);
        for (int i = 0; i < shown; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != 0x7f && !(c >= 0x80 && c < 0xa0)) {
                quoted.append(c);
            } else {
                quoted.append(String.format("\\x%02x", (int) c));
            }
        }
        return quoted.append(shown < text.length() ? "...\"" : "\"").toString();
    }
}
