package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The header of a GUID partition table, as UEFI specifies it: 92 bytes or more, little-endian. One
 * stands in sector 1, its backup in the last sector of the disk.
 *
 * @param diskGuid identifies the disk
 * @param firstUsable first sector that a partition may have
 * @param lastUsable last sector that a partition may have
 * @param entries where the partitions are described
 * @param entriesChecksum CRC-32 of all of {@code entries}
 */
record GptHeader(
        String diskGuid, long firstUsable, long lastUsable, DiskArea entries, int entriesChecksum) {
    /** How much of the sector is needed; a header could be longer but has no more fields. */
    static final int BYTES = Sector.BYTES;

    /** The most bytes of entries that are read: 32768 partitions, where 128 are usual. */
    static final int MAX_ENTRIES_BYTES = 4 << 20;

    /** Entries of 128 partitions, which every program makes. */
    static final int USUAL_ENTRIES_BYTES = 128 * 128;

    private static final int ENTRY_BYTES = 128;

    private static final long SIGNATURE = 0x5452415020494645L;
    private static final int HEADER_BYTES = 92;

    private static final int HEADER_SIZE_AT = 12;
    private static final int CRC_AT = 16;
    private static final int OWN_SECTOR_AT = 24;
    private static final int FIRST_USABLE_AT = 40;
    private static final int LAST_USABLE_AT = 48;
    private static final int GUID_AT = 56;
    private static final int ENTRIES_AT = 72;
    private static final int COUNT_AT = 80;
    private static final int ENTRY_SIZE_AT = 84;
    private static final int ENTRIES_CRC_AT = 88;

    private static final int PARTITION_GUID_AT = 16;
    private static final int FIRST_AT = 32;
    private static final int LAST_AT = 40;
    private static final int NAME_AT = 56;
    private static final int NAME_BYTES = 72;

    static boolean hasSignature(ByteBuffer sector) {
        ByteBuffer bytes = sector.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return bytes.limit() >= BYTES && bytes.getLong(0) == SIGNATURE;
    }

    /**
     * Reads a header.
     *
     * @param sector its first {@link #BYTES}
     * @param offset where it was read
     * @param disk size of the disk and its logical sectors
     */
    static GptHeader parse(ByteBuffer sector, long offset, SectorSpan disk)
            throws LvmFormatException {
        if (!hasSignature(sector)) {
            throw new LvmFormatException(offset, "no GPT header");
        }
        ByteBuffer bytes = sector.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int headerSize = bytes.getInt(HEADER_SIZE_AT);
        if (headerSize < HEADER_BYTES || headerSize > BYTES) {
            throw wrong(offset, HEADER_SIZE_AT, "is of " + headerSize + " bytes");
        }
        int crc = headerChecksum(bytes, headerSize);
        if (crc != bytes.getInt(CRC_AT)) {
            throw wrong(
                    offset,
                    CRC_AT,
                    "has checksum %08x, says %08x".formatted(crc, bytes.getInt(CRC_AT)));
        }
        if (bytes.getLong(OWN_SECTOR_AT) != offset / disk.sectorBytes()) {
            throw wrong(
                    offset,
                    OWN_SECTOR_AT,
                    "belongs to sector " + Long.toUnsignedString(bytes.getLong(OWN_SECTOR_AT)));
        }
        long firstUsable = bytes.getLong(FIRST_USABLE_AT);
        long lastUsable = bytes.getLong(LAST_USABLE_AT);
        if (firstUsable < 0 || firstUsable > lastUsable || lastUsable > disk.last()) {
            throw wrong(
                    offset,
                    FIRST_USABLE_AT,
                    "is for sectors %s to %s of a disk that ends with %d"
                            .formatted(
                                    Long.toUnsignedString(firstUsable),
                                    Long.toUnsignedString(lastUsable),
                                    disk.last()));
        }
        return new GptHeader(
                guidAt(bytes, GUID_AT),
                firstUsable,
                lastUsable,
                entries(bytes, offset, disk),
                bytes.getInt(ENTRIES_CRC_AT));
    }

    /**
     * Reads the partitions. One that leaves the usable sectors is passed over.
     *
     * @param table all bytes of {@link #entries}
     * @param problems takes a line for each partition passed over
     */
    List<Partition> partitions(ByteBuffer table, int sectorBytes, List<String> problems)
            throws LvmFormatException {
        ByteBuffer bytes = table.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        CRC32 crc = new CRC32();
        crc.update(bytes.slice(0, (int) entries.size()));
        if ((int) crc.getValue() != entriesChecksum) {
            throw new LvmFormatException(
                    entries.offset(),
                    "GPT entries have checksum %08x, header says %08x"
                            .formatted((int) crc.getValue(), entriesChecksum));
        }
        List<Partition> partitions = new ArrayList<>();
        for (int at = 0; at < entries.size(); at += ENTRY_BYTES) {
            if (bytes.getLong(at) == 0 && bytes.getLong(at + Long.BYTES) == 0) {
                continue;
            }
            int number = at / ENTRY_BYTES + 1;
            long first = bytes.getLong(at + FIRST_AT);
            long last = bytes.getLong(at + LAST_AT);
            if (first < firstUsable || first > last || last > lastUsable) {
                problems.add(
                        "partition %d is of sectors %s to %s, outside %d to %d"
                                .formatted(
                                        number,
                                        Long.toUnsignedString(first),
                                        Long.toUnsignedString(last),
                                        firstUsable,
                                        lastUsable));
                continue;
            }
            partitions.add(
                    new Partition(
                            number,
                            first * sectorBytes,
                            (last - first + 1) * sectorBytes,
                            guidAt(bytes, at),
                            guidAt(bytes, at + PARTITION_GUID_AT),
                            nameAt(bytes, at + NAME_AT),
                            false));
        }
        return partitions;
    }

    private static int headerChecksum(ByteBuffer bytes, int headerSize) {
        byte[] header = new byte[headerSize];
        bytes.get(0, header);
        for (int i = 0; i < Integer.BYTES; i++) {
            header[CRC_AT + i] = 0;
        }
        CRC32 crc = new CRC32();
        crc.update(header);
        return (int) crc.getValue();
    }

    private static DiskArea entries(ByteBuffer bytes, long offset, SectorSpan disk)
            throws LvmFormatException {
        long first = bytes.getLong(ENTRIES_AT);
        long size = Integer.toUnsignedLong(bytes.getInt(COUNT_AT)) * ENTRY_BYTES;
        // UEFI would allow 256, 512, ...; Linux and libblkid take 128 alone.
        if (bytes.getInt(ENTRY_SIZE_AT) != ENTRY_BYTES || size == 0 || size > MAX_ENTRIES_BYTES) {
            throw wrong(
                    offset,
                    COUNT_AT,
                    "has %s entries of %s bytes"
                            .formatted(
                                    Integer.toUnsignedString(bytes.getInt(COUNT_AT)),
                                    Integer.toUnsignedString(bytes.getInt(ENTRY_SIZE_AT))));
        }
        if (first < 1 || !disk.holds(first, size)) {
            throw wrong(
                    offset,
                    ENTRIES_AT,
                    "has its entries at sector " + Long.toUnsignedString(first));
        }
        return new DiskArea(first * disk.sectorBytes(), size);
    }

    private static LvmFormatException wrong(long offset, int at, String what) {
        return new LvmFormatException(offset + at, "GPT header " + what);
    }

    private static String nameAt(ByteBuffer bytes, int at) {
        byte[] name = new byte[NAME_BYTES];
        bytes.get(at, name);
        String text = new String(name, StandardCharsets.UTF_16LE);
        int end = text.indexOf(0);
        return Printable.of(end < 0 ? text : text.substring(0, end));
    }

    /** The first three fields of a GUID are little-endian numbers, the rest are bytes. */
    private static String guidAt(ByteBuffer bytes, int at) {
        ByteBuffer bigEndian = bytes.duplicate().order(ByteOrder.BIG_ENDIAN);
        return "%08x-%04x-%04x-%04x-%012x"
                .formatted(
                        bytes.getInt(at),
                        bytes.getShort(at + 4),
                        bytes.getShort(at + 6),
                        bigEndian.getShort(at + 8),
                        bigEndian.getLong(at + 8) & 0xffff_ffff_ffffL);
    }
}
