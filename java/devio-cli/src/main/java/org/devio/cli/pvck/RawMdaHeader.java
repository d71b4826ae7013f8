package org.devio.cli.pvck;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.devio.format.DiskArea;
import org.devio.format.LvmCrc;
import org.devio.format.MdaHeader;
import org.devio.format.RawLocation;

/** The header of a metadata area as it stands; shown and doubted while it is read. */
final class RawMdaHeader {
    private static final byte[] MAGIC = MdaHeader.MAGIC.getBytes(StandardCharsets.US_ASCII);

    private final ByteBuffer bytes;
    private final String name;
    private final DiskArea area;
    private final Findings findings;
    private final RawLocation committed;

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
        this.committed = readSlot(0, "commit");
        if (offset() != 0 && Long.compareUnsigned(size(), area.size()) > 0) {
            findings.bad("%s.raw_locn[0].size larger than metadata area size", name);
        }
        if (readSlot(1, "precommit").offset() != 0) {
            findings.odd("%s.raw_locn[1] for precommit not empty", name);
        }
    }

    String name() {
        return name;
    }

    /** Where the text in force begins in the area; 0 if there is none. */
    long offset() {
        return committed.offset();
    }

    /** Bytes of the text in force. */
    long size() {
        return committed.size();
    }

    int checksum() {
        return committed.checksum();
    }

    /** Whether there is a text, and the area is not switched off. */
    boolean isInUse() {
        return offset() != 0 && !committed.isIgnored();
    }

    private void readHead() {
        int crc = bytes.getInt(0);
        long start = bytes.getLong(MdaHeader.START_AT);
        long size = bytes.getLong(MdaHeader.SIZE_AT);
        findings.field("%s at %s # metadata area", name, Long.toUnsignedString(area.offset()));
        findings.field("%s.checksum 0x%x", name, crc);
        findings.field("%s.magic 0x%s", name, magic());
        findings.field(
                "%s.version %s",
                name, Integer.toUnsignedString(bytes.getInt(MdaHeader.VERSION_AT)));
        findings.field("%s.start %s", name, Long.toUnsignedString(start));
        findings.field("%s.size %s", name, Long.toUnsignedString(size));
        int expected = LvmCrc.of(bytes, MdaHeader.MAGIC_AT, MdaHeader.BYTES - MdaHeader.MAGIC_AT);
        if (crc != expected) {
            findings.bad("%s.checksum expected 0x%x", name, expected);
        }
        if (!bytes.slice(MdaHeader.MAGIC_AT, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            findings.bad("%s.magic expected 0x%s", name, HexFormat.of().formatHex(MAGIC));
        }
        if (bytes.getInt(MdaHeader.VERSION_AT) != MdaHeader.VERSION) {
            findings.bad("%s.version expected %d", name, MdaHeader.VERSION);
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
        for (int i = 0; i < MAGIC.length; i++) {
            digits.append(Integer.toHexString(bytes.get(MdaHeader.MAGIC_AT + i) & 0xff));
        }
        return digits.toString();
    }

    private RawLocation readSlot(int number, String what) {
        int at = MdaHeader.SLOTS_AT + number * RawLocation.BYTES;
        RawLocation location = RawLocation.at(bytes, at);
        String slot = name + ".raw_locn[" + number + "]";
        boolean isWrapped =
                Long.compareUnsigned(location.offset() + location.size(), area.size()) > 0;
        findings.field(
                "%s at %s # %s%s",
                slot, Long.toUnsignedString(area.offset() + at), what, isWrapped ? " wrapped" : "");
        findings.field("%s.offset %s", slot, Long.toUnsignedString(location.offset()));
        findings.field("%s.size %s", slot, Long.toUnsignedString(location.size()));
        findings.field("%s.checksum 0x%x", slot, location.checksum());
        findings.field(
                "%s.flags 0x%x%s",
                slot, location.flags(), location.isIgnored() ? " # RAW_LOCN_IGNORED" : "");
        return location;
    }
}
