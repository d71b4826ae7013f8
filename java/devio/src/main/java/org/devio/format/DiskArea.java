package org.devio.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where metadata or data lies on a device: {@code struct disk_locn}, 16 bytes, little-endian.
 *
 * @param offset first byte, from the start of the device; unsigned on disk, so a negative number
 *     lies beyond any device
 * @param size bytes; 0 means up to the end of the device
 */
public record DiskArea(long offset, long size) {
    static final int BYTES = 16;

    // Written out, because the JVM takes 5 ms to make up the first hashCode and equals of records.
    @Override
    public int hashCode() {
        return Long.hashCode(offset) * 31 + Long.hashCode(size);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiskArea area && area.offset == offset && area.size == size;
    }

    /**
     * Reads areas from {@code at} up to the zero entry that ends the list.
     *
     * @param bytes little-endian; the list must end before its limit
     */
    static List<DiskArea> listAt(ByteBuffer bytes, int at) throws LvmFormatException {
        List<DiskArea> areas = new ArrayList<>();
        for (int p = at; p + BYTES <= bytes.limit(); p += BYTES) {
            long offset = bytes.getLong(p);
            if (offset == 0) {
                return List.copyOf(areas);
            }
            areas.add(new DiskArea(offset, bytes.getLong(p + 8)));
        }
        throw new LvmFormatException(at, "list of areas does not end inside the label sector");
    }

    /** Bytes that a list of this many areas takes on disk, its end included. */
    static int listBytes(List<DiskArea> areas) {
        return (areas.size() + 1) * BYTES;
    }
}
