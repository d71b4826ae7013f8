package org.devio.format.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.devio.format.LvmFormatException;

/**
 * The header of a mirror's log on disk: {@code struct log_header_disk}, little-endian. A bit for
 * each region follows it at {@link #BITS_AT}, set if the copies agree there.
 */
public final class MirrorLog {
    /** Bytes of the header to be read. */
    public static final int BYTES = 512;

    /** Where the bits begin, in bytes. */
    public static final int BITS_AT = 1024;

    private static final int MAGIC = 0x4d695272;
    private static final int VERSION = 2;

    private MirrorLog() {}

    /**
     * Reads a header.
     *
     * @param header at least its first {@link #BYTES} bytes
     * @return how many regions it has a bit for
     * @throws LvmFormatException if it is none
     */
    public static long regions(ByteBuffer header) throws LvmFormatException {
        if (header.limit() < BYTES) {
            throw new LvmFormatException(header.limit(), "mirror log is cut short");
        }
        ByteBuffer bytes = header.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.getInt(0) != MAGIC) {
            throw new LvmFormatException(0, "no mirror log");
        }
        if (bytes.getInt(4) != VERSION) {
            throw new LvmFormatException(4, "mirror log has version " + bytes.getInt(4));
        }
        if (bytes.getLong(8) < 0) {
            throw new LvmFormatException(8, "mirror log counts a negative number of regions");
        }
        return bytes.getLong(8);
    }

    /**
     * Looks at a bit.
     *
     * @param bits what stands at {@link #BITS_AT}, as far as the region
     * @param region from 0
     * @return whether the copies agree there
     */
    public static boolean isInSync(ByteBuffer bits, long region) {
        return (bits.get(Math.toIntExact(region / Byte.SIZE)) >> region % Byte.SIZE & 1) != 0;
    }
}
