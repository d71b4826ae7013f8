package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The UUID of a physical volume, volume group or logical volume: 32 characters out of {@code 0-9},
 * {@code a-z}, {@code A-Z}, {@code !} and {@code #}. It is not a UUID of RFC 4122.
 *
 * @param compact the 32 characters without dashes, as a label holds them
 */
public record LvmUuid(String compact) implements Comparable<LvmUuid> {
    /** Characters of the form without dashes, and bytes of it in a label. */
    public static final int LENGTH = 32;

    private static final int DASHED_LENGTH = 38;

    /** Where the dashes stand in the form 6-4-4-4-4-4-6. */
    private static final int[] DASHES = {6, 11, 16, 21, 26, 31};

    /**
     * Takes a UUID known to be good.
     *
     * @throws IllegalArgumentException if {@code compact} is not 32 characters of the alphabet
     */
    public LvmUuid {
        if (compact.length() != LENGTH || badIndex(compact) >= 0) {
            throw new IllegalArgumentException("not a UUID of LVM: " + compact);
        }
    }

    // Written out, because the JVM takes 5 ms to make up the first hashCode and equals of records.
    @Override
    public int hashCode() {
        return compact.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LvmUuid id && id.compact.equals(compact);
    }

    /**
     * Reads either form, with or without dashes.
     *
     * @param text 38 characters in groups of 6-4-4-4-4-4-6, or 32 characters
     * @return the UUID
     * @throws LvmFormatException if the length, a dash or a character is wrong; its offset counts
     *     from the start of {@code text}
     */
    public static LvmUuid parse(String text) throws LvmFormatException {
        if (text.length() != LENGTH && text.length() != DASHED_LENGTH) {
            throw new LvmFormatException(
                    0, "UUID has " + text.length() + " characters, expected 38 or 32");
        }
        String compact = text.length() == LENGTH ? text : withoutDashes(text);
        int bad = badIndex(compact);
        if (bad >= 0) {
            int place = bad;
            for (int dash : DASHES) {
                place += text.length() == DASHED_LENGTH && place >= dash ? 1 : 0;
            }
            throw new LvmFormatException(
                    place, "UUID has a character outside its alphabet: " + text);
        }
        return new LvmUuid(compact);
    }

    private static String withoutDashes(String text) throws LvmFormatException {
        StringBuilder compact = new StringBuilder(LENGTH);
        int from = 0;
        for (int dash : DASHES) {
            if (text.charAt(dash) != '-') {
                throw new LvmFormatException(dash, "UUID lacks a dash: " + text);
            }
            compact.append(text, from, dash);
            from = dash + 1;
        }
        return compact.append(text, from, text.length()).toString();
    }

    /** Reads the 32 bytes at {@code at}, which must lie inside {@code bytes}. */
    static LvmUuid at(ByteBuffer bytes, int at) throws LvmFormatException {
        byte[] raw = new byte[LENGTH];
        bytes.get(at, raw);
        String compact = new String(raw, StandardCharsets.ISO_8859_1);
        int bad = badIndex(compact);
        if (bad >= 0) {
            throw new LvmFormatException(
                    at + bad, "UUID has a character outside its alphabet: " + compact);
        }
        return new LvmUuid(compact);
    }

    /**
     * The form for people.
     *
     * @return 38 characters, in groups of 6-4-4-4-4-4-6
     */
    public String dashed() {
        StringBuilder dashed = new StringBuilder(DASHED_LENGTH).append(compact);
        for (int dash : DASHES) {
            dashed.insert(dash, '-');
        }
        return dashed.toString();
    }

    /** By the characters, so that maps stay fast for UUIDs made to have one hash. */
    @Override
    public int compareTo(LvmUuid other) {
        return compact.compareTo(other.compact);
    }

    /** The dashed form. */
    @Override
    public String toString() {
        return dashed();
    }

    private static int badIndex(String compact) {
        for (int i = 0; i < compact.length(); i++) {
            char c = compact.charAt(i);
            boolean good =
                    c >= '0' && c <= '9'
                            || c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c == '!'
                            || c == '#';
            if (!good) {
                return i;
            }
        }
        return -1;
    }
}
