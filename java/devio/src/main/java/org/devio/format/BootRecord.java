package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A sector with a table of four DOS partitions: the first of a disk (MBR) or of a link in the chain
 * of logical partitions (EBR). 512 bytes, little-endian.
 *
 * @param diskId identifies the disk; means nothing in an EBR
 * @param entries all four
 */
record BootRecord(int diskId, List<Entry> entries) {
    static final int BYTES = Sector.BYTES;

    private static final int DISK_ID_AT = 440;
    private static final int ENTRIES_AT = 446;
    private static final int ENTRY_BYTES = 16;
    private static final int ENTRIES = 4;
    private static final int SIGNATURE_AT = 510;
    private static final short SIGNATURE = (short) 0xaa55;

    private static final int BOOT_AT = 0;
    private static final int TYPE_AT = 4;
    private static final int FIRST_AT = 8;
    private static final int SECTORS_AT = 12;
    private static final int BOOTABLE = 0x80;
    private static final int PROTECTIVE = 0xee;

    /**
     * One partition.
     *
     * @param boot 0 or 0x80
     * @param type what it is for
     * @param first its first sector: from the start of the disk in an MBR
     * @param sectors how many; 0 if the entry is free. Counts logical sectors
     */
    record Entry(int boot, int type, long first, long sectors) {
        boolean isUsed() {
            return sectors != 0;
        }

        /** Whether it holds logical partitions: CHS, LBA, and that of Linux. */
        boolean isExtended() {
            return type == 0x05 || type == 0x0f || type == 0x85;
        }
    }

    /** Reads a sector; empty if its last two bytes do not say that it is a boot record. */
    static Optional<BootRecord> of(ByteBuffer sector) {
        ByteBuffer bytes = sector.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() < BYTES || bytes.getShort(SIGNATURE_AT) != SIGNATURE) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>(ENTRIES);
        for (int i = 0; i < ENTRIES; i++) {
            int at = ENTRIES_AT + i * ENTRY_BYTES;
            entries.add(
                    new Entry(
                            Byte.toUnsignedInt(bytes.get(at + BOOT_AT)),
                            Byte.toUnsignedInt(bytes.get(at + TYPE_AT)),
                            Integer.toUnsignedLong(bytes.getInt(at + FIRST_AT)),
                            Integer.toUnsignedLong(bytes.getInt(at + SECTORS_AT))));
        }
        return Optional.of(new BootRecord(bytes.getInt(DISK_ID_AT), entries));
    }

    /**
     * Whether this is a table and not the code of a boot loader, which ends in the same two bytes:
     * every entry either boots or does not, and one at least is used.
     */
    boolean isPartitionTable() {
        return entries.stream().allMatch(entry -> entry.boot() == 0 || entry.boot() == BOOTABLE)
                && entries.stream().anyMatch(Entry::isUsed);
    }

    /**
     * Whether it stands guard before a GPT. Also when it names other partitions beside ("hybrid"):
     * the GPT counts, as it does for Linux.
     */
    boolean isProtective() {
        return entries.stream().anyMatch(entry -> entry.type() == PROTECTIVE);
    }

    /** Eight hexadecimal digits. */
    String id() {
        return String.format("%08x", diskId);
    }
}
