package org.devio.cli.pvck;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.devio.format.DiskArea;
import org.devio.format.LvmCrc;

/** The header of a metadata area as it stands; shown and doubted while it is read. */
final class RawMdaHeader {
    static final int BYTES = 512;

    private static final String MAGIC = "204c564d3220785b35412572304e2a3e";
    private static final int MAGIC_AT = 4;
    private static final int MAGIC_BYTES = 16;
    private static final int SLOTS_AT = 40;
    private static final int SLOT_BYTES = 24;
    private static final int FLAG_IGNORED = 1;

    private final ByteBuffer bytes;
    private final String name;
    private final DiskArea area;
    private final Findings findings;

    /**
     * Reads a header.
     *
     * @param header its 512 bytes, from index 0
     * @param number its place in the label's list, from 1
     * @param area where the label says that its area is
     */
    RawMdaHeader(ByteBuffer header, int number, DiskArea area, Findings findings) {
        this.bytes = header.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.name = "mda_header_" + number;
        this.area = area;
        this.findings = findings;
        readHead();
        readSlot(0, "commit");
        if (offset() != 0 && Long.compareUnsigned(size(), area.size()) > 0) {
            findings.bad("%s.raw_locn[0].size larger than metadata area size", name);
        }
        readSlot(1, "precommit");
        if (bytes.getLong(SLOTS_AT + SLOT_BYTES) != 0) {
            findings.odd("%s.raw_locn[1] for precommit not empty", name);
        }
    }

    String name() {
        return name;
    }

    /** Where the text in force begins in the area; 0 if there is none. */
    long offset() {
        return bytes.getLong(SLOTS_AT);
    }

    /** Bytes of the text in force. */
    long size() {
        return bytes.getLong(SLOTS_AT + 8);
    }

    int checksum() {
        return bytes.getInt(SLOTS_AT + 16);
    }

    /** Whether there is a text, and the area is not switched off. */
    boolean isInUse() {
        return offset() != 0 && (bytes.getInt(SLOTS_AT + 20) & FLAG_IGNORED) == 0;
    }

    private void readHead() {
        int crc = bytes.getInt(0);
        long start = bytes.getLong(24);
        long size = bytes.getLong(32);
        findings.field("%s at %s # metadata area", name, Long.toUnsignedString(area.offset()));
        findings.field("%s.checksum 0x%x", name, crc);
        findings.field("%s.magic 0x%s", name, magic());
        findings.field("%s.version %s", name, Integer.toUnsignedString(bytes.getInt(20)));
        findings.field("%s.start %s", name, Long.toUnsignedString(start));
        findings.field("%s.size %s", name, Long.toUnsignedString(size));
        int expected = LvmCrc.of(bytes, MAGIC_AT, BYTES - MAGIC_AT);
        if (crc != expected) {
            findings.bad("%s.checksum expected 0x%x", name, expected);
        }
        byte[] magic = new byte[MAGIC_BYTES];
        bytes.get(MAGIC_AT, magic);
        if (!HexFormat.of().formatHex(magic).equals(MAGIC)) {
            findings.bad("%s.magic expected 0x%s", name, MAGIC);
        }
        if (bytes.getInt(20) != 1) {
            findings.bad("%s.version expected 1", name);
        }
        if (start != area.offset()) {
            findings.bad(
                    "%s.start does not match pv_header.disk_locn.offset %s",
                    name, Long.toUnsignedString(area.offset()));
        }
        if (size != area.size()) {
            findings.bad(
                    "%s.size does not match pv_header.disk_locn.size %s",
                    name, Long.toUnsignedString(area.size()));
        }
    }

    /** lvm2 prints a byte below 16 as one digit. */
    private String magic() {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < MAGIC_BYTES; i++) {
            digits.append(Integer.toHexString(bytes.get(MAGIC_AT + i) & 0xff));
        }
        return digits.toString();
    }

    private void readSlot(int number, String what) {
        int at = SLOTS_AT + number * SLOT_BYTES;
        long offset = bytes.getLong(at);
        long size = bytes.getLong(at + 8);
        int flags = bytes.getInt(at + 20);
        String slot = name + ".raw_locn[" + number + "]";
        boolean isWrapped = Long.compareUnsigned(offset + size, area.size()) > 0;
        findings.field(
                "%s at %s # %s%s",
                slot, Long.toUnsignedString(area.offset() + at), what, isWrapped ? " wrapped" : "");
        findings.field("%s.offset %s", slot, Long.toUnsignedString(offset));
        findings.field("%s.size %s", slot, Long.toUnsignedString(size));
        findings.field("%s.checksum 0x%x", slot, bytes.getInt(at + 16));
        findings.field(
                "%s.flags 0x%x%s",
                slot, flags, (flags & FLAG_IGNORED) != 0 ? " # RAW_LOCN_IGNORED" : "");
    }
}
