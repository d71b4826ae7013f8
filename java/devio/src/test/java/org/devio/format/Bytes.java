package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Builds labels and metadata headers byte by byte, with the checksums they need. */
final class Bytes {
    static final LvmUuid UUID = new LvmUuid("PV0aaaBBBBccccDDDDeeeeFFFFgggg00");

    private Bytes() {}

    /** Four sectors with a good label in sector 1. */
    static ByteBuffer label(List<DiskArea> data, List<DiskArea> metadata) {
        ByteBuffer bytes = zeros(PvLabel.SCAN_BYTES);
        bytes.put(512, ascii("LABELONE"));
        bytes.putLong(520, 1);
        bytes.putInt(532, 32);
        bytes.put(536, ascii("LVM2 001"));
        bytes.put(544, ascii(UUID.compact()));
        bytes.putLong(576, 32 << 20);
        int at = putAreas(bytes, 584, data);
        at = putAreas(bytes, at, metadata);
        bytes.putInt(at, 2);
        bytes.putInt(at + 4, 1);
        return sealLabel(bytes, 1);
    }

    /** Writes the checksum that makes the label in a sector good again. */
    static ByteBuffer sealLabel(ByteBuffer bytes, int sector) {
        return bytes.putInt(sector * 512 + 16, LvmCrc.of(bytes, sector * 512 + 20, 492));
    }

    /** A good header of a metadata area of this place and size. */
    static ByteBuffer mdaHeader(DiskArea area, RawLocation... slots) {
        ByteBuffer bytes = zeros(MdaHeader.BYTES);
        bytes.put(4, ascii(" LVM2 x[5A%r0N*>"));
        bytes.putInt(20, 1);
        bytes.putLong(24, area.offset());
        bytes.putLong(32, area.size());
        for (int i = 0; i < slots.length; i++) {
            int at = 40 + 24 * i;
            bytes.putLong(at, slots[i].offset());
            bytes.putLong(at + 8, slots[i].size());
            bytes.putInt(at + 16, slots[i].checksum());
            bytes.putInt(at + 20, slots[i].flags());
        }
        return sealHeader(bytes);
    }

    /** Writes the checksum that makes a header of a metadata area good again. */
    static ByteBuffer sealHeader(ByteBuffer bytes) {
        return bytes.putInt(0, LvmCrc.of(bytes, 4, 508));
    }

    static ByteBuffer zeros(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int putAreas(ByteBuffer bytes, int at, List<DiskArea> areas) {
        int next = at;
        for (DiskArea area : areas) {
            bytes.putLong(next, area.offset());
            bytes.putLong(next + 8, area.size());
            next += 16;
        }
        return next + 16;
    }
}
