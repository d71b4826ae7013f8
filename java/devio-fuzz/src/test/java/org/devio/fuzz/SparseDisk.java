package org.devio.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.devio.format.DiskArea;

/**
 * A disk made of few bytes: one whose lowest bit asks for sectors of 4096 bytes, four with its size
 * in sectors of 512, then its sectors that are not all zero, each as four bytes with its number and
 * 512 with what it holds. Numbers are little-endian.
 */
final class SparseDisk {
    static final int HEADER_BYTES = 5;
    static final int SECTOR_BYTES = 512;
    static final int RECORD_BYTES = Integer.BYTES + SECTOR_BYTES;

    private static final long GPT = 0x5452415020494645L;
    private static final int GPT_HEADER_BYTES = 92;
    private static final int GPT_CRC_AT = 16;
    private static final int GPT_ENTRIES_AT = 72;
    private static final int GPT_COUNT_AT = 80;
    private static final int GPT_ENTRIES_CRC_AT = 88;
    private static final int MOST_SEALED = 1 << 16;

    private final Input input;
    private final ByteBuffer bytes;

    SparseDisk(Input input) {
        this.input = input;
        this.bytes = ByteBuffer.wrap(input.bytes().clone()).order(ByteOrder.LITTLE_ENDIAN);
        input.standsFor(size());
    }

    int logicalBlockSize() {
        return bytes.limit() > 0 && (bytes.get(0) & 1) == 1 ? 4096 : 512;
    }

    long size() {
        return bytes.limit() < HEADER_BYTES ? 0 : sectors(1) * SECTOR_BYTES;
    }

    /** Bytes of the disk, fewer where it ends. */
    ByteBuffer read(DiskArea area) {
        long length = Math.max(0, Math.min(area.size(), size() - area.offset()));
        return input.give(length, () -> filled(area.offset(), (int) length));
    }

    private ByteBuffer filled(long offset, int length) {
        ByteBuffer read = ByteBuffer.allocate(length);
        for (int at = HEADER_BYTES; at + Integer.BYTES < bytes.limit(); at += RECORD_BYTES) {
            long sector = sectors(at) * SECTOR_BYTES;
            int held = Math.min(SECTOR_BYTES, bytes.limit() - at - Integer.BYTES);
            long from = Math.max(sector, offset);
            long to = Math.min(sector + held, offset + length);
            if (from < to) {
                int index = at + Integer.BYTES + (int) (from - sector);
                read.put((int) (from - offset), bytes, index, (int) (to - from));
            }
        }
        return read;
    }

    /**
     * Writes the checksums that make the headers of a GPT, and what they say of the entries, good.
     */
    void sealGpt() {
        for (int at = HEADER_BYTES; at + RECORD_BYTES <= bytes.limit(); at += RECORD_BYTES) {
            int header = at + Integer.BYTES;
            long entries = bytes.getLong(header + GPT_ENTRIES_AT) * logicalBlockSize();
            int size = bytes.getInt(header + GPT_COUNT_AT) * 128;
            if (bytes.getLong(header) == GPT && size > 0 && size <= MOST_SEALED) {
                bytes.putInt(header + GPT_ENTRIES_CRC_AT, crc(filled(entries, size)));
                bytes.putInt(header + GPT_CRC_AT, 0);
                bytes.putInt(header + GPT_CRC_AT, crc(bytes.slice(header, GPT_HEADER_BYTES)));
            }
        }
    }

    private static int crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private long sectors(int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }
}
