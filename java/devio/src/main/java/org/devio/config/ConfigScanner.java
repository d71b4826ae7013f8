package org.devio.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.devio.format.LvmFormatException;

/** Takes a configuration text apart into keys, scalars and punctuation, from left to right. */
final class ConfigScanner {
    private static final int SPACE = 1;
    private static final int ENDS_BARE = 2;
    private static final byte[] CLASSES = new byte[256];

    static {
        for (char c : " \t\n\013\f\r".toCharArray()) {
            CLASSES[c] = SPACE | ENDS_BARE;
        }
        for (char c : "\0#={}".toCharArray()) {
            CLASSES[c] = ENDS_BARE;
        }
    }

    /** Power of two. Metadata repeats some forty short words; a miss only costs a new string. */
    private static final int KNOWN_WORDS = 512;

    private static final int LONGEST_KNOWN_WORD = 24;

    /** Short enough to be cheap and never infinite. */
    private static final int LONGEST_REAL = 300;

    /** So many digits of any number fit 64 bits. */
    private static final int SAFE_DIGITS = 18;

    private final byte[] text;
    private final String[] knownWords = new String[KNOWN_WORDS];

    /** Where in the text each of the known words was met: its first byte, and behind its last. */
    private final int[] knownFrom = new int[KNOWN_WORDS];

    private final int[] knownTo = new int[KNOWN_WORDS];

    private int at;

    ConfigScanner(byte[] text) {
        this.text = text;
    }

    int offset() {
        return at;
    }

    boolean atEnd() {
        return at == text.length || text[at] == 0;
    }

    boolean isAt(char c) {
        return at < text.length && text[at] == c;
    }

    boolean isAtQuote() {
        return isAt('"') || isAt('\'');
    }

    /** Steps over {@code c} if it is next. */
    boolean skip(char c) {
        if (!isAt(c)) {
            return false;
        }
        at++;
        return true;
    }

    /** Steps over white space and comments. */
    void skipSpace() {
        while (at < text.length) {
            if ((CLASSES[text[at] & 0xff] & SPACE) != 0) {
                at++;
            } else if (text[at] == '#') {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipComment() {
        while (!atEnd() && text[at] != '\n') {
            at++;
        }
    }

    /** Reads the comment that begins at {@code from} or behind white space there. */
    static Optional<String> commentAt(byte[] text, int from) {
        int start = from;
        while (start < text.length && (text[start] == ' ' || text[start] == '\t')) {
            start++;
        }
        if (start == text.length || text[start] != '#') {
            return Optional.empty();
        }
        start++;
        int end = start;
        while (end < text.length && text[end] != '\n' && text[end] != 0) {
            end++;
        }
        if (start < end && text[start] == ' ') {
            start++;
        }
        return Optional.of(decode(text, start, end - start));
    }

    String key() throws LvmFormatException {
        String key = isAtQuote() ? quoted() : isAtBareWord() ? bare() : "";
        if (key.isEmpty()) {
            throw failure("expected a key");
        }
        return key;
    }

    ConfigValue scalar() throws LvmFormatException {
        if (isAtQuote()) {
            return new ConfigValue.Text(quoted());
        }
        if (isAtNumber()) {
            return number();
        }
        if (isAtBareWord()) {
            return new ConfigValue.Text(bare());
        }
        throw failure("expected a value");
    }

    /** Describes what is wrong here. */
    LvmFormatException failure(String message) {
        return failure(at, message);
    }

    private LvmFormatException failure(int offset, String message) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            if (text[i] == '\n') {
                line++;
            }
        }
        return new LvmFormatException(offset, "line " + line + ": " + message);
    }

    private boolean isAtBareWord() {
        return at < text.length
                && (CLASSES[text[at] & 0xff] & ENDS_BARE) == 0
                && !isAt('[')
                && !isAt(']')
                && !isAt(',');
    }

    private boolean isAtNumber() {
        return at < text.length && (isDigit(at) || isAt('.') || isAt('+') || isAt('-'));
    }

    private boolean isDigit(int index) {
        return index < text.length && text[index] >= '0' && text[index] <= '9';
    }

    private String bare() {
        int from = at;
        int hash = 0;
        while (at < text.length && (CLASSES[text[at] & 0xff] & ENDS_BARE) == 0) {
            hash = 31 * hash + text[at];
            at++;
        }
        return word(from, at, hash);
    }

    private String quoted() throws LvmFormatException {
        byte quote = text[at];
        int from = at + 1;
        boolean isEscaped = false;
        int hash = 0;
        for (int i = from; i < text.length && text[i] != 0; i++) {
            if (text[i] == quote) {
                at = i + 1;
                return isEscaped ? unescaped(from, i) : word(from, i, hash);
            }
            hash = 31 * hash + text[i];
            if (quote == '"' && text[i] == '\\' && isEscape(i)) {
                isEscaped = true;
                i++;
            }
        }
        throw failure("string has no end");
    }

    /** Whether the backslash at {@code index} hides a meaning; any other one stands for itself. */
    private boolean isEscape(int index) {
        return index + 1 < text.length && (text[index + 1] == '"' || text[index + 1] == '\\');
    }

    private String unescaped(int from, int to) {
        byte[] plain = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (text[i] == '\\' && isEscape(i)) {
                i++;
            }
            plain[length++] = text[i];
        }
        return decode(plain, 0, length);
    }

    private ConfigValue number() throws LvmFormatException {
        int from = at;
        int points = 0;
        int digits = 0;
        if (isAt('+') || isAt('-')) {
            at++;
        }
        while (isDigit(at) || (points == 0 && isAt('.'))) {
            if (text[at] == '.') {
                points++;
            } else {
                digits++;
            }
            at++;
        }
        if (digits == 0) {
            throw failure(from, "expected a value");
        }
        return points == 0 ? whole(from, at) : real(from, at);
    }

    private ConfigValue whole(int from, int to) throws LvmFormatException {
        boolean isNegative = text[from] == '-';
        int first = isNegative || text[from] == '+' ? from + 1 : from;
        int radix = text[first] == '0' ? 8 : 10;
        // Counted downwards, because there is one more number below zero than above.
        long number = 0;
        for (int i = first; i < to; i++) {
            int digit = text[i] - '0';
            if (digit >= radix) {
                throw failure(from, "octal number with digit " + digit);
            }
            if (i - first >= SAFE_DIGITS && number < (Long.MIN_VALUE + digit) / radix) {
                throw failure(from, "number does not fit 64 bits");
            }
            number = number * radix - digit;
        }
        if (!isNegative && number == Long.MIN_VALUE) {
            throw failure(from, "number does not fit 64 bits");
        }
        return new ConfigValue.Whole(isNegative ? number : -number);
    }

    private ConfigValue real(int from, int to) throws LvmFormatException {
        if (to - from > LONGEST_REAL) {
            throw failure(from, "number has " + (to - from) + " characters");
        }
        return new ConfigValue.Real(
                Double.parseDouble(new String(text, from, to - from, StandardCharsets.ISO_8859_1)));
    }

    /** Finds the string of these bytes among those met before, or makes it. */
    private String word(int from, int to, int hash) {
        int length = to - from;
        if (length == 0) {
            return "";
        }
        if (length > LONGEST_KNOWN_WORD) {
            return decode(text, from, length);
        }
        int slot = (hash ^ (hash >>> 9)) & (KNOWN_WORDS - 1);
        if (!Arrays.equals(text, knownFrom[slot], knownTo[slot], text, from, to)) {
            knownWords[slot] = decode(text, from, length);
            knownFrom[slot] = from;
            knownTo[slot] = to;
        }
        return knownWords[slot];
    }

    private static String decode(byte[] bytes, int from, int length) {
        int bits = 0;
        for (int i = from; i < from + length; i++) {
            bits |= bytes[i];
        }
        if (bits >= 0) {
            return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        }
        // Not by an exception: a text may hold a million strings that are no UTF-8.
        CharBuffer chars = CharBuffer.allocate(length);
        boolean isUtf8 =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, from, length), chars, true)
                        .isUnderflow();
        return isUtf8
                ? chars.flip().toString()
                : new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
}
