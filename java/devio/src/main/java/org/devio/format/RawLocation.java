package org.devio.format;

import java.nio.ByteBuffer;

/**
 * Where one version of the metadata text lies in its metadata area: {@code struct raw_locn}, 24
 * bytes, little-endian.
 *
 * @param offset first byte of the text, from the start of the metadata area; 0 if there is no text
 * @param size bytes of the text with the NUL that ends it
 * @param checksum {@link LvmCrc} over these bytes
 * @param flags bit 0: the metadata area is to be ignored
 */
public record RawLocation(long offset, long size, int checksum, int flags) {
    /** Its bytes on disk. */
    public static final int BYTES = 24;

    private static final int FLAG_IGNORED = 1;

    /**
     * Reads one, whatever it says.
     *
     * @param bytes little-endian
     * @param at its index
     * @return the values as they stand there
     */
    public static RawLocation at(ByteBuffer bytes, int at) {
        return new RawLocation(
                bytes.getLong(at),
                bytes.getLong(at + 8),
                bytes.getInt(at + 16),
                bytes.getInt(at + 20));
    }

    /**
     * Whether the flags ask that the metadata area be ignored.
     *
     * @return true if they do; only the first slot of a header is asked
     */
    public boolean isIgnored() {
        return (flags & FLAG_IGNORED) != 0;
    }
}
