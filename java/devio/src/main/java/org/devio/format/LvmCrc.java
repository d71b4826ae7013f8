package org.devio.format;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The checksum of labels, metadata headers and metadata text: CRC-32 (reflected, polynomial
 * 0xEDB88320) that begins with 0xf597a6cf and is not inverted at the end.
 *
 * <p>Thread-safe; no state.
 */
public final class LvmCrc {
    /** What the checksum of no bytes is; every checksum on disk begins with it. */
    public static final int INITIAL = 0xf597a6cf;

    private static final int POLYNOMIAL = 0xedb88320;

    private LvmCrc() {}

    /**
     * Computes the checksum of one range.
     *
     * @param bytes where they are; any kind of buffer, its position is neither read nor moved
     * @param at index of the first byte
     * @param length how many bytes
     * @return the checksum as LVM stores it
     * @throws IndexOutOfBoundsException if the range leaves {@code [0, limit)}
     */
    public static int of(ByteBuffer bytes, int at, int length) {
        return update(INITIAL, bytes, at, length);
    }

    /**
     * Goes on with a checksum, as for text that continues at the start of its ring.
     *
     * @param crc the checksum so far; {@link #INITIAL} at first
     * @param bytes where they are; any kind of buffer, its position is neither read nor moved
     * @param at index of the first byte
     * @param length how many bytes
     * @return the checksum of all bytes so far
     * @throws IndexOutOfBoundsException if the range leaves {@code [0, limit)}
     */
    public static int update(int crc, ByteBuffer bytes, int at, int length) {
        ByteBuffer range = bytes.slice(at, length);
        if (length < Integer.BYTES) {
            return updateByBits(crc, range);
        }
        // The JDK's CRC32 runs on the CPU's own instructions but always begins with all ones.
        // A CRC register is only ever XORed into the next four bytes: the difference between the
        // two beginnings can just as well be put there.
        int difference = ~crc;
        byte[] head = new byte[Integer.BYTES];
        for (int i = 0; i < head.length; i++) {
            head[i] = (byte) (range.get(i) ^ (difference >>> (8 * i)));
        }
        CRC32 standard = new CRC32();
        standard.update(head);
        standard.update(range.position(head.length));
        return ~(int) standard.getValue();
    }

    private static int updateByBits(int crc, ByteBuffer range) {
        int register = crc;
        for (int i = 0; i < range.limit(); i++) {
            register ^= Byte.toUnsignedInt(range.get(i));
            for (int bit = 0; bit < 8; bit++) {
                register = (register >>> 1) ^ (POLYNOMIAL & -(register & 1));
            }
        }
        return register;
    }
}
