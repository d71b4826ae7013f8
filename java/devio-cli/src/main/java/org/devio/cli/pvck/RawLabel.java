package org.devio.cli.pvck;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.devio.format.DiskArea;
import org.devio.format.LvmCrc;
import org.devio.format.Sector;

/** The label sector as it stands; shown and doubted while it is read. */
final class RawLabel {
    static final int BYTES = Sector.BYTES;

    private static final int PV_HEADER_AT = 32;
    private static final int LOCATION_BYTES = 16;
    private static final String ID = "LABELONE";
    private static final String TYPE = "LVM2 001";
    private static final int UUID_BYTES = 32;

    private final ByteBuffer bytes;
    private final int number;
    private final int at;
    private final Findings findings;
    private final List<DiskArea> metadataAreas = new ArrayList<>();

    /**
     * Reads a label sector.
     *
     * @param sector its 512 bytes, from index 0
     * @param number which sector of the device it is
     */
    RawLabel(ByteBuffer sector, int number, Findings findings) {
        this.number = number;
        this.at = number * BYTES;
        this.bytes = sector.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.findings = findings;
        readHeader();
        readPhysicalVolume();
    }

    List<DiskArea> metadataAreas() {
        return metadataAreas;
    }

    private void readHeader() {
        String id = text(0, ID.length());
        long sector = bytes.getLong(8);
        int crc = bytes.getInt(16);
        int offset = bytes.getInt(20);
        String type = text(24, TYPE.length());
        findings.field("label_header at %d", at);
        findings.field("label_header.id %s", id);
        findings.field("label_header.sector %s", Long.toUnsignedString(sector));
        findings.field("label_header.crc 0x%x", crc);
        findings.field("label_header.offset %s", Integer.toUnsignedString(offset));
        findings.field("label_header.type %s", type);
        if (!id.equals(ID)) {
            findings.bad("label_header.id expected %s", ID);
        }
        if (sector != number) {
            findings.bad("label_header.sector expected %d", number);
        }
        int expected = LvmCrc.of(bytes, 20, BYTES - 20);
        if (crc != expected) {
            findings.bad("label_header.crc expected 0x%x", expected);
        }
        if (offset != PV_HEADER_AT) {
            findings.bad("label_header.offset expected %d", PV_HEADER_AT);
        }
        if (!type.equals(TYPE)) {
            findings.bad("label_header.type expected %s", TYPE);
        }
    }

    private void readPhysicalVolume() {
        String uuid = text(PV_HEADER_AT, UUID_BYTES);
        findings.field("pv_header at %d", at + PV_HEADER_AT);
        findings.field("pv_header.pv_uuid %s", uuid);
        findings.field(
                "pv_header.device_size %s",
                Long.toUnsignedString(bytes.getLong(PV_HEADER_AT + UUID_BYTES)));
        if (!uuid.matches("[a-zA-Z0-9!#]{32}")) {
            findings.bad("pv_header.pv_uuid invalid format");
        }
        Locations locations = new Locations("pv_header", PV_HEADER_AT + UUID_BYTES + Long.BYTES);
        locations.readList("location of data area");
        metadataAreas.addAll(locations.readList("location of metadata area"));
        readExtension(locations.next);
    }

    private void readExtension(int start) {
        if (start + 8 > BYTES) {
            return;
        }
        findings.field("pv_header_extension at %d", at + start);
        findings.field("pv_header_extension.version %d", bytes.getInt(start));
        findings.field("pv_header_extension.flags %d", bytes.getInt(start + 4));
        new Locations("pv_header_extension", start + 8).readList("bootloader area");
    }

    /** What cannot be printed becomes a question mark. */
    private String text(int from, int length) {
        byte[] raw = new byte[length];
        bytes.get(from, raw);
        return new String(raw, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
    }

    /** Lists of places, one behind the other and counted through. */
    private final class Locations {
        private final String owner;
        private int next;
        private int count;

        Locations(String owner, int start) {
            this.owner = owner;
            this.next = start;
        }

        /** Reads up to the entry that ends a list, or the end of the sector. */
        List<DiskArea> readList(String what) {
            List<DiskArea> areas = new ArrayList<>();
            while (next + LOCATION_BYTES <= BYTES) {
                DiskArea area = new DiskArea(bytes.getLong(next), bytes.getLong(next + 8));
                boolean isEnd = area.offset() == 0;
                String name = owner + ".disk_locn[" + count++ + "]";
                findings.field(
                        "%s at %d # %s", name, at + next, isEnd ? "location list end" : what);
                findings.field("%s.offset %s", name, Long.toUnsignedString(area.offset()));
                findings.field("%s.size %s", name, Long.toUnsignedString(area.size()));
                next += LOCATION_BYTES;
                if (isEnd) {
                    break;
                }
                areas.add(area);
            }
            return areas;
        }
    }
}
