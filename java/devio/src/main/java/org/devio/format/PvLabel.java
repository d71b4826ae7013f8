package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The label that makes a device a physical volume: {@code struct label_header} (32 bytes) and
 * {@code struct pv_header} with its extension, in one sector of 512 bytes, little-endian.
 *
 * @param sector which sector of 512 bytes holds it; 0 to 3
 * @param pvUuid UUID of the physical volume
 * @param deviceSize bytes of the device as it was when the label was written
 * @param dataAreas where extents lie; a size of 0 reaches to the end of the device
 * @param metadataAreas where metadata lies, two at most by lvm2's tools; may be empty
 * @param extensionVersion 0 without extension, 1 or 2 today
 * @param extensionFlags bit 0: a volume group uses this physical volume
 * @param bootloaderAreas areas kept free for a boot loader
 */
public record PvLabel(
        int sector,
        LvmUuid pvUuid,
        long deviceSize,
        List<DiskArea> dataAreas,
        List<DiskArea> metadataAreas,
        int extensionVersion,
        int extensionFlags,
        List<DiskArea> bootloaderAreas) {

    /** How much of a device, from its start, {@link #find} looks at: four sectors. */
    public static final int SCAN_BYTES = 4 * Sector.BYTES;

    private static final long ID = asciiLong("LABELONE");
    private static final long TYPE = asciiLong("LVM2 001");

    private static final int SECTOR_AT = 8;
    private static final int CRC_AT = 16;
    private static final int CRC_FROM = 20;
    private static final int HEADER_OFFSET_AT = 20;
    private static final int TYPE_AT = 24;

    /** The smallest header: UUID and device size. */
    private static final int HEADER_BYTES = LvmUuid.LENGTH + Long.BYTES;

    private static final int EXTENSION_BYTES = 8;
    private static final int FLAG_USED = 1;

    /**
     * Looks for a label in the first sectors of a device. The first good one wins, as in lvm2;
     * unlike lvm2 a label without its magic is not believed.
     *
     * @param start the first {@link #SCAN_BYTES} of the device, or all of a smaller one, from index
     *     0 to the limit; neither order nor position matters or changes
     * @return the label, if any, and a note for each sector that looked like one
     */
    public static LabelScan find(ByteBuffer start) {
        ByteBuffer bytes = start.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int sectors = Math.min(bytes.limit(), SCAN_BYTES) / Sector.BYTES;
        Optional<PvLabel> label = Optional.empty();
        boolean taken = false;
        List<LabelNote> notes = new ArrayList<>();
        for (int sector = 0; sector < sectors; sector++) {
            int from = sector * Sector.BYTES;
            if (bytes.getLong(from) != ID && bytes.getLong(from + TYPE_AT) != TYPE) {
                continue;
            }
            Optional<LabelNote> objection = taken ? additional(sector) : objection(bytes, sector);
            if (objection.isPresent()) {
                notes.add(objection.get());
                continue;
            }
            taken = true;
            try {
                label = Optional.of(parse(bytes, sector));
            } catch (LvmFormatException e) {
                notes.add(new LabelNote(sector, LabelNote.Reason.MALFORMED, e.getMessage()));
            }
        }
        return new LabelScan(label, notes);
    }

    /**
     * Whether a volume group says that it uses this physical volume. Known only since version 2 of
     * the extension, and the only trace of it on a physical volume without metadata.
     *
     * @return true if the flag is set
     */
    public boolean isUsed() {
        return extensionVersion >= 2 && (extensionFlags & FLAG_USED) != 0;
    }

    private static Optional<LabelNote> additional(int sector) {
        return Optional.of(
                new LabelNote(
                        sector,
                        LabelNote.Reason.ADDITIONAL,
                        "additional label in sector " + sector + " ignored"));
    }

    private static Optional<LabelNote> objection(ByteBuffer bytes, int sector) {
        int from = sector * Sector.BYTES;
        if (bytes.getLong(from) != ID) {
            return note(sector, LabelNote.Reason.ID_DESTROYED, "has no LABELONE before its type");
        }
        long ownSector = bytes.getLong(from + SECTOR_AT);
        if (ownSector != sector) {
            return note(
                    sector,
                    LabelNote.Reason.WRONG_SECTOR,
                    "belongs to sector " + Long.toUnsignedString(ownSector));
        }
        int crc = LvmCrc.of(bytes, from + CRC_FROM, Sector.BYTES - CRC_FROM);
        int storedCrc = bytes.getInt(from + CRC_AT);
        if (crc != storedCrc) {
            return note(
                    sector,
                    LabelNote.Reason.BAD_CHECKSUM,
                    String.format("checksum is %08x, label says %08x", crc, storedCrc));
        }
        if (bytes.getLong(from + TYPE_AT) != TYPE) {
            byte[] type = new byte[Long.BYTES];
            bytes.get(from + TYPE_AT, type);
            return note(
                    sector,
                    LabelNote.Reason.UNKNOWN_TYPE,
                    "is of type " + new String(type, StandardCharsets.ISO_8859_1));
        }
        return Optional.empty();
    }

    private static Optional<LabelNote> note(int sector, LabelNote.Reason reason, String claim) {
        return Optional.of(
                new LabelNote(sector, reason, "label in sector " + sector + " ignored: " + claim));
    }

    private static PvLabel parse(ByteBuffer scanned, int sector) throws LvmFormatException {
        int from = sector * Sector.BYTES;
        // Nothing of a label lies beyond its sector: let the limit say so.
        ByteBuffer bytes = scanned.duplicate().order(scanned.order()).limit(from + Sector.BYTES);
        int headerOffset = bytes.getInt(from + HEADER_OFFSET_AT);
        if (headerOffset < 0 || headerOffset > Sector.BYTES - HEADER_BYTES) {
            throw new LvmFormatException(
                    from + HEADER_OFFSET_AT,
                    "PV header is said to be at "
                            + Integer.toUnsignedString(headerOffset)
                            + " of the label sector, expected at most "
                            + (Sector.BYTES - HEADER_BYTES));
        }
        int at = from + headerOffset;
        int dataAt = at + HEADER_BYTES;
        List<DiskArea> dataAreas = DiskArea.listAt(bytes, dataAt);
        int metadataAt = dataAt + DiskArea.listBytes(dataAreas);
        List<DiskArea> metadataAreas = DiskArea.listAt(bytes, metadataAt);
        int extensionAt = metadataAt + DiskArea.listBytes(metadataAreas);
        boolean isExtended =
                extensionAt + EXTENSION_BYTES <= bytes.limit() && bytes.getInt(extensionAt) != 0;
        return new PvLabel(
                sector,
                LvmUuid.at(bytes, at),
                bytes.getLong(at + LvmUuid.LENGTH),
                dataAreas,
                metadataAreas,
                isExtended ? bytes.getInt(extensionAt) : 0,
                isExtended ? bytes.getInt(extensionAt + Integer.BYTES) : 0,
                isExtended ? bootloaderAreas(bytes, extensionAt + EXTENSION_BYTES) : List.of());
    }

    /** A list that leaves the sector spoils the extension, never the label, as in lvm2. */
    private static List<DiskArea> bootloaderAreas(ByteBuffer bytes, int at) {
        try {
            return DiskArea.listAt(bytes, at);
        } catch (LvmFormatException e) {
            return List.of();
        }
    }

    private static long asciiLong(String eight) {
        return ByteBuffer.wrap(eight.getBytes(StandardCharsets.US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }
}
