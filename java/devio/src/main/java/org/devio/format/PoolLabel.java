package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The label of a device in a pool of GFS: {@code struct pool_disk}, 512 bytes at the start of the
 * device, big-endian. lvm2 dropped the format in 2.02.178.
 *
 * @param poolId identifies the pool
 * @param name name of the pool
 * @param version of the format: major in bits 16 and up, minor in bits 8 to 15, update below
 * @param subpools subpools of the pool
 * @param subpool which of them this device belongs to, from 0
 * @param devices devices of that subpool
 * @param device which of them this is, from 0
 * @param subpoolType kind of the subpool
 * @param sizeSectors size of the device's part, in sectors of 512 bytes
 * @param stripeSectors size of a stripe in sectors of 512 bytes; 0 if the subpool is linear
 */
public record PoolLabel(
        long poolId,
        String name,
        int version,
        long subpools,
        long subpool,
        long devices,
        long device,
        int subpoolType,
        long sizeSectors,
        long stripeSectors) {
    /** How much of a device, from its start, {@link #find} looks at. */
    public static final int SCAN_BYTES = Sector.BYTES;

    private static final long MAGIC = 0x011670;
    private static final int MAJOR_AND_MINOR = 0x0401;
    private static final int NAME_BYTES = 256;

    private static final int POOL_ID_AT = 8;
    private static final int NAME_AT = 16;
    private static final int VERSION_AT = 272;
    private static final int SUBPOOLS_AT = 276;
    private static final int SUBPOOL_AT = 280;
    private static final int DEVICES_AT = 284;
    private static final int DEVICE_AT = 288;
    private static final int TYPE_AT = 292;
    private static final int SIZE_AT = 296;
    private static final int STRIPE_AT = 304;

    /**
     * Looks for a label.
     *
     * @param start the first {@link #SCAN_BYTES} of the device, or all of a smaller one, from index
     *     0 to the limit; neither order nor position matters or changes
     * @return the label; empty if there is none, or one of another version
     * @throws LvmFormatException if there is one and its name or a number in it is impossible
     */
    public static Optional<PoolLabel> find(ByteBuffer start) throws LvmFormatException {
        ByteBuffer bytes = start.duplicate().order(ByteOrder.BIG_ENDIAN);
        if (bytes.limit() < SCAN_BYTES
                || bytes.getLong(0) != MAGIC
                || bytes.getInt(VERSION_AT) >>> 8 != MAJOR_AND_MINOR) {
            return Optional.empty();
        }
        String name = FixedText.at(bytes, NAME_AT, NAME_BYTES);
        if (!LvmName.isValid(name)) {
            throw new LvmFormatException(NAME_AT, "not the name of a pool: " + name);
        }
        return Optional.of(
                new PoolLabel(
                        bytes.getLong(POOL_ID_AT),
                        name,
                        bytes.getInt(VERSION_AT),
                        unsigned(bytes, SUBPOOLS_AT),
                        oneOf(bytes, SUBPOOL_AT, SUBPOOLS_AT, "subpool"),
                        unsigned(bytes, DEVICES_AT),
                        oneOf(bytes, DEVICE_AT, DEVICES_AT, "device"),
                        bytes.getInt(TYPE_AT),
                        size(bytes),
                        unsigned(bytes, STRIPE_AT)));
    }

    private static long oneOf(ByteBuffer bytes, int at, int countAt, String what)
            throws LvmFormatException {
        long number = unsigned(bytes, at);
        long count = unsigned(bytes, countAt);
        if (number >= count) {
            throw new LvmFormatException(
                    at, "pool label is of %s %d of %d".formatted(what, number, count));
        }
        return number;
    }

    private static long size(ByteBuffer bytes) throws LvmFormatException {
        long sectors = bytes.getLong(SIZE_AT);
        if (sectors < 0 || sectors > Long.MAX_VALUE >> 9) {
            throw new LvmFormatException(
                    SIZE_AT, "pool label is of " + Long.toUnsignedString(sectors) + " sectors");
        }
        return sectors;
    }

    private static long unsigned(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }
}
