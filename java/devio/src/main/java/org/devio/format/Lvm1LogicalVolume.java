package org.devio.format;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A logical volume of LVM1: {@code struct lv_disk}, 328 bytes, little-endian.
 *
 * @param name its name, without the path in which LVM1 kept it
 * @param number its number in the group; 0 to 255
 * @param isActive whether it was active when written
 * @param isWritable whether it may be written
 * @param originNumber the logical volume of which it is a snapshot; empty if it is none
 * @param sizeSectors size in sectors of 512 bytes
 * @param extentCount logical extents, on all physical volumes
 * @param stripes stripes; 1 if it is linear
 * @param stripeSizeSectors size of a stripe in sectors of 512 bytes; 0 if it is linear
 * @param chunkSizeSectors chunk size of a snapshot in sectors of 512 bytes; else 0
 * @param isContiguous whether its extents must be in order and without gaps
 * @param readAheadSectors read-ahead in sectors of 512 bytes
 */
public record Lvm1LogicalVolume(
        String name,
        int number,
        boolean isActive,
        boolean isWritable,
        OptionalInt originNumber,
        long sizeSectors,
        long extentCount,
        long stripes,
        long stripeSizeSectors,
        int chunkSizeSectors,
        boolean isContiguous,
        long readAheadSectors) {
    static final int BYTES = 328;

    private static final int ACCESS_AT = 256;
    private static final int STATUS_AT = 260;
    private static final int NUMBER_AT = 272;
    private static final int SIZE_AT = 288;
    private static final int ORIGIN_AT = 292;
    private static final int CHUNK_SIZE_AT = 296;
    private static final int EXTENT_COUNT_AT = 300;
    private static final int STRIPES_AT = 304;
    private static final int STRIPE_SIZE_AT = 308;
    private static final int ALLOCATION_AT = 316;
    private static final int READ_AHEAD_AT = 324;

    private static final int WRITE = 2;
    private static final int SNAPSHOT = 4;
    private static final int ACTIVE = 1;
    private static final int CONTIGUOUS = 2;

    /**
     * Reads one of the descriptors.
     *
     * @param bytes little-endian; the descriptor lies inside it
     * @param offset where {@code at} is on the device, for messages
     * @return empty if the place is free
     */
    static Optional<Lvm1LogicalVolume> at(ByteBuffer bytes, int at, long offset)
            throws LvmFormatException {
        String path = FixedText.at(bytes, at, Lvm1Label.NAME_BYTES);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (!LvmName.isValid(name)) {
            throw new LvmFormatException(offset, "not the name of a logical volume: " + path);
        }
        int number = numberAt(bytes, at, NUMBER_AT, offset);
        int access = bytes.getInt(at + ACCESS_AT);
        boolean isSnapshot = (access & SNAPSHOT) != 0;
        return Optional.of(
                new Lvm1LogicalVolume(
                        name,
                        number,
                        (bytes.getInt(at + STATUS_AT) & ACTIVE) != 0,
                        (access & WRITE) != 0,
                        isSnapshot
                                ? OptionalInt.of(numberAt(bytes, at, ORIGIN_AT, offset))
                                : OptionalInt.empty(),
                        Lvm1Label.unsigned(bytes, at + SIZE_AT),
                        Lvm1Label.unsigned(bytes, at + EXTENT_COUNT_AT),
                        Lvm1Label.unsigned(bytes, at + STRIPES_AT),
                        Lvm1Label.unsigned(bytes, at + STRIPE_SIZE_AT),
                        Short.toUnsignedInt(bytes.getShort(at + CHUNK_SIZE_AT)),
                        (bytes.getInt(at + ALLOCATION_AT) & CONTIGUOUS) != 0,
                        Lvm1Label.unsigned(bytes, at + READ_AHEAD_AT)));
    }

    private static int numberAt(ByteBuffer bytes, int at, int field, long offset)
            throws LvmFormatException {
        int number = bytes.getInt(at + field);
        if (number < 0 || number >= Lvm1Label.MAX_VOLUMES) {
            throw new LvmFormatException(
                    offset + field,
                    "logical volume has number "
                            + Integer.toUnsignedString(number)
                            + ", expected less than "
                            + Lvm1Label.MAX_VOLUMES);
        }
        return number;
    }
}
