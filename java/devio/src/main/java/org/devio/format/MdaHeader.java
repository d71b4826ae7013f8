package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The header of a metadata area: {@code struct mda_header}, 512 bytes, little-endian. What follows
 * it in the area is a ring that holds the metadata text.
 *
 * @param area the whole metadata area with this header, as the header itself says; may differ in
 *     size from what the label says, and lvm2 believes the header
 * @param slots the first two places for text: committed, then precommitted; an unused one has
 *     offset 0
 */
public record MdaHeader(DiskArea area, List<RawLocation> slots) {
    /** Size of the header, and offset of the ring in the metadata area. */
    public static final int BYTES = Sector.BYTES;

    /** What stands at {@link #MAGIC_AT}, in ASCII. */
    public static final String MAGIC = " LVM2 x[5A%r0N*>";

    /** What stands at {@link #VERSION_AT}. */
    public static final int VERSION = 1;

    /** Where the magic stands, and the bytes begin that the checksum at 0 is of. */
    public static final int MAGIC_AT = 4;

    /** Where the version stands, an int. */
    public static final int VERSION_AT = 20;

    /** Where the header says where its area begins, a long. */
    public static final int START_AT = 24;

    /** Where it says how large that is, a long. */
    public static final int SIZE_AT = 32;

    /** Where the places for text begin, each of {@link RawLocation#BYTES}. */
    public static final int SLOTS_AT = 40;

    /** Keeps a copy of the slots. */
    public MdaHeader {
        slots = List.copyOf(slots);
    }

    /**
     * Reads a header. All of checksum, magic, version and start are checked before it is refused,
     * so that the message names everything wrong with it.
     *
     * @param header the first {@link #BYTES} of the metadata area, from index 0; more is ignored
     * @param expected where the label says that the metadata area is
     * @return the header
     * @throws LvmFormatException if it is cut short or not a header of this place
     */
    public static MdaHeader parse(ByteBuffer header, DiskArea expected) throws LvmFormatException {
        ByteBuffer bytes = header.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() < BYTES) {
            throw new LvmFormatException(
                    expected.offset(),
                    "metadata header has " + bytes.limit() + " bytes, expected " + BYTES);
        }
        String faults = faults(bytes, expected);
        if (!faults.isEmpty()) {
            throw new LvmFormatException(expected.offset(), "metadata header: " + faults);
        }
        long size = bytes.getLong(SIZE_AT);
        // Nor may it end beyond what a long can count.
        if (size < BYTES || size > Long.MAX_VALUE - expected.offset()) {
            throw new LvmFormatException(
                    expected.offset() + SIZE_AT,
                    "metadata area has "
                            + Long.toUnsignedString(size)
                            + " bytes by its header, expected at least "
                            + BYTES);
        }
        return new MdaHeader(
                new DiskArea(expected.offset(), size),
                List.of(
                        RawLocation.at(bytes, SLOTS_AT),
                        RawLocation.at(bytes, SLOTS_AT + RawLocation.BYTES)));
    }

    /**
     * Where the metadata in force lies.
     *
     * @return empty if the area holds none, which is no error
     */
    public Optional<RawLocation> committed() {
        return Optional.of(slots.get(0)).filter(slot -> slot.offset() != 0);
    }

    /**
     * Where metadata lies that was written but not yet put in force; left behind by a crash. An
     * ordinary reader never looks at it.
     *
     * @return empty if there is none
     */
    public Optional<RawLocation> precommitted() {
        return Optional.of(slots.get(1))
                .filter(slot -> slot.size() != 0 && slot.offset() != slots.get(0).offset());
    }

    /**
     * Whether this metadata area is switched off ({@code pvchange --metadataignore}).
     *
     * @return true if its text is to be left alone
     */
    public boolean isIgnored() {
        return slots.get(0).isIgnored();
    }

    /**
     * Computes where a text lies on the device.
     *
     * @param location one of {@link #slots}
     * @return its one or two extents
     * @throws LvmFormatException if it does not fit the ring or is longer than {@link
     *     TextLocation#MAX_BYTES}
     */
    public TextLocation locate(RawLocation location) throws LvmFormatException {
        long offset = location.offset();
        long size = location.size();
        long ringBytes = area.size() - BYTES;
        if (offset < BYTES || offset >= area.size()) {
            throw misplaced("begins at %s, outside the %s bytes of its area", offset, area.size());
        }
        if (size < 1 || size > ringBytes) {
            throw misplaced("has %s bytes, its circular buffer %s", size, ringBytes);
        }
        if (size > TextLocation.MAX_BYTES) {
            throw misplaced("has %s bytes, at most %s are read", size, TextLocation.MAX_BYTES);
        }
        long beforeEnd = Math.min(size, area.size() - offset);
        List<DiskArea> extents = new ArrayList<>(2);
        extents.add(new DiskArea(area.offset() + offset, beforeEnd));
        if (beforeEnd < size) {
            extents.add(new DiskArea(area.offset() + BYTES, size - beforeEnd));
        }
        return new TextLocation(extents, location.checksum());
    }

    private LvmFormatException misplaced(String claim, long number, long expected) {
        return new LvmFormatException(
                area.offset() + SLOTS_AT,
                "VG metadata "
                        + String.format(
                                claim,
                                Long.toUnsignedString(number),
                                Long.toUnsignedString(expected)));
    }

    private static String faults(ByteBuffer header, DiskArea expected) {
        StringJoiner faults = new StringJoiner("; ");
        int crc = LvmCrc.of(header, MAGIC_AT, BYTES - MAGIC_AT);
        int storedCrc = header.getInt(0);
        if (crc != storedCrc) {
            faults.add(String.format("checksum is %08x, header says %08x", crc, storedCrc));
        }
        if (!FixedText.at(header, MAGIC_AT, MAGIC.length()).equals(MAGIC)) {
            faults.add("wrong magic number");
        }
        int version = header.getInt(VERSION_AT);
        if (version != VERSION) {
            faults.add("version is " + Integer.toUnsignedString(version) + ", expected 1");
        }
        long start = header.getLong(START_AT);
        if (start != expected.offset()) {
            faults.add(
                    "says it starts at "
                            + Long.toUnsignedString(start)
                            + ", found at "
                            + Long.toUnsignedString(expected.offset()));
        }
        return faults.toString();
    }
}
