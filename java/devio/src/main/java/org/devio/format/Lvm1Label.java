package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * The descriptor that makes a device a physical volume of LVM1: {@code struct pv_disk}, 468 bytes
 * at the start of the device, little-endian. lvm2 dropped the format in 2.02.178.
 *
 * @param version 1 or 2; they differ in where the extents begin
 * @param volumeGroupArea where the descriptor of the volume group lies
 * @param uuidArea where the UUIDs of all physical volumes of the group lie
 * @param logicalVolumeArea where the descriptors of logical volumes lie
 * @param extentMapArea where the extent map lies; its size is what is used of it
 * @param pvUuid UUID of the physical volume; the oldest had none
 * @param vgName name of its volume group, without the mark of an exported one; empty if it has none
 * @param isExported whether the group is exported
 * @param systemId the machine that wrote or exported it; may be empty
 * @param number place in the volume group, from 1
 * @param isAllocatable whether new extents may be allocated on it
 * @param sizeSectors size of the device, in sectors of 512 bytes
 * @param extentSizeSectors size of an extent, in sectors of 512 bytes
 * @param extentCount extents on it
 * @param allocatedExtents how many of them are in use
 * @param dataStartSectors where extent 0 begins, in sectors of 512 bytes
 */
public record Lvm1Label(
        int version,
        DiskArea volumeGroupArea,
        DiskArea uuidArea,
        DiskArea logicalVolumeArea,
        DiskArea extentMapArea,
        Optional<LvmUuid> pvUuid,
        String vgName,
        boolean isExported,
        String systemId,
        long number,
        boolean isAllocatable,
        long sizeSectors,
        long extentSizeSectors,
        int extentCount,
        long allocatedExtents,
        long dataStartSectors) {

    /** How much of a device, from its start, {@link #find} looks at. */
    public static final int SCAN_BYTES = Sector.BYTES;

    /**
     * The most extents that are read: 2 TiB, which is as far as its numbers of sectors reach, in
     * extents of 2 MiB.
     */
    public static final int MAX_EXTENTS = 1 << 20;

    /** The most physical volumes, and the most logical volumes, of a group. */
    static final int MAX_VOLUMES = 256;

    static final int NAME_BYTES = 128;

    private static final short ID = 'H' | 'M' << 8;
    private static final String EXPORTED = "PV_EXP";

    private static final int VERSION_AT = 2;
    private static final int VG_AREA_AT = 12;
    private static final int UUID_AREA_AT = 20;
    private static final int LV_AREA_AT = 28;
    private static final int MAP_AREA_AT = 36;
    private static final int[] AREAS_AT = {VG_AREA_AT, UUID_AREA_AT, LV_AREA_AT, MAP_AREA_AT};
    private static final int PV_UUID_AT = 44;
    private static final int VG_NAME_AT = 172;
    private static final int SYSTEM_ID_AT = 300;
    private static final int NUMBER_AT = 432;
    private static final int ALLOCATABLE_AT = 440;
    private static final int SIZE_AT = 444;
    private static final int EXTENT_SIZE_AT = 452;
    private static final int EXTENT_COUNT_AT = 456;
    private static final int ALLOCATED_AT = 460;
    private static final int DATA_START_AT = 464;
    private static final int ALLOCATABLE = 2;

    /**
     * Looks for a label.
     *
     * @param start the first {@link #SCAN_BYTES} of the device, or all of a smaller one, from index
     *     0 to the limit; neither order nor position matters or changes
     * @return the label; empty if there is none
     * @throws LvmFormatException if there is one and a name, a UUID or the extent map is impossible
     */
    public static Optional<Lvm1Label> find(ByteBuffer start) throws LvmFormatException {
        ByteBuffer bytes = start.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() < SCAN_BYTES || bytes.getShort(0) != ID) {
            return Optional.empty();
        }
        int version = bytes.getShort(VERSION_AT);
        return version == 1 || version == 2 ? Optional.of(parse(bytes, version)) : Optional.empty();
    }

    /**
     * What {@link Lvm1Metadata#parse} needs to have read: volume group, UUIDs, logical volumes and
     * extent map, in this order, none larger than its format allows.
     *
     * @param deviceSize bytes of the device
     * @return four areas on the device, none empty, none above 4 MiB; no areas if the physical
     *     volume is in no group
     * @throws LvmFormatException if an area leaves the device or is too small for what it is said
     *     to hold
     */
    public List<DiskArea> metadataAreas(long deviceSize) throws LvmFormatException {
        if (vgName.isEmpty()) {
            return List.of();
        }
        List<DiskArea> areas = areas();
        for (int i = 0; i < areas.size(); i++) {
            DiskArea area = areas.get(i);
            if (area.offset() + area.size() > deviceSize) {
                throw new LvmFormatException(
                        AREAS_AT[i],
                        "LVM1 metadata of %d bytes at %d ends beyond the device, which has %d"
                                .formatted(area.size(), area.offset(), deviceSize));
            }
        }
        return areas;
    }

    /** Volume group, UUIDs, logical volumes, extent map: what is read of them. */
    List<DiskArea> areas() throws LvmFormatException {
        return List.of(
                part(volumeGroupArea, VG_AREA_AT, Lvm1Metadata.GROUP_BYTES, 1),
                part(uuidArea, UUID_AREA_AT, NAME_BYTES, MAX_VOLUMES),
                part(logicalVolumeArea, LV_AREA_AT, Lvm1LogicalVolume.BYTES, MAX_VOLUMES),
                part(extentMapArea, MAP_AREA_AT, Lvm1Metadata.EXTENT_BYTES, MAX_EXTENTS));
    }

    private static DiskArea part(DiskArea area, int claimedAt, int recordBytes, int mostRecords)
            throws LvmFormatException {
        if (area.size() < recordBytes) {
            throw new LvmFormatException(
                    claimedAt,
                    "LVM1 metadata at %d is said to have %d bytes, expected at least %d"
                            .formatted(area.offset(), area.size(), recordBytes));
        }
        long most = (long) recordBytes * mostRecords;
        return new DiskArea(area.offset(), Math.min(area.size(), most));
    }

    private static Lvm1Label parse(ByteBuffer bytes, int version) throws LvmFormatException {
        DiskArea map = areaAt(bytes, MAP_AREA_AT);
        long extentCount = unsigned(bytes, EXTENT_COUNT_AT);
        long dataStart =
                version == 1
                        ? (map.offset() + map.size()) / Sector.BYTES
                        : unsigned(bytes, DATA_START_AT);
        long mapEnd = version == 1 ? map.offset() + map.size() : dataStart * Sector.BYTES;
        long mapBytes = extentCount * Lvm1Metadata.EXTENT_BYTES;
        if (extentCount > MAX_EXTENTS || mapBytes > mapEnd - map.offset()) {
            throw new LvmFormatException(
                    EXTENT_COUNT_AT,
                    "LVM1 map of %d extents from %d to %d; it does not fit, or is of more than %d"
                            .formatted(extentCount, map.offset(), mapEnd, MAX_EXTENTS));
        }
        String name = FixedText.at(bytes, VG_NAME_AT, NAME_BYTES);
        boolean isExported = name.endsWith(EXPORTED);
        return new Lvm1Label(
                version,
                areaAt(bytes, VG_AREA_AT),
                areaAt(bytes, UUID_AREA_AT),
                areaAt(bytes, LV_AREA_AT),
                new DiskArea(map.offset(), mapBytes),
                uuidAt(bytes, PV_UUID_AT, NAME_BYTES, PV_UUID_AT),
                vgName(isExported ? name.substring(0, name.length() - EXPORTED.length()) : name),
                isExported,
                Printable.of(FixedText.at(bytes, SYSTEM_ID_AT, NAME_BYTES)),
                unsigned(bytes, NUMBER_AT),
                (bytes.getInt(ALLOCATABLE_AT) & ALLOCATABLE) != 0,
                unsigned(bytes, SIZE_AT),
                unsigned(bytes, EXTENT_SIZE_AT),
                (int) extentCount,
                unsigned(bytes, ALLOCATED_AT),
                dataStart);
    }

    private static String vgName(String name) throws LvmFormatException {
        if (!name.isEmpty() && !LvmName.isValid(name)) {
            throw new LvmFormatException(VG_NAME_AT, "not the name of a volume group: " + name);
        }
        return name;
    }

    /**
     * Reads a UUID of LVM1: the last 32 characters of the text in a field. Its alphabet had a slash
     * where that of lvm2 has a hash.
     *
     * @param offset where {@code at} is on the device, for messages
     * @return empty if the field is
     */
    static Optional<LvmUuid> uuidAt(ByteBuffer bytes, int at, int size, long offset)
            throws LvmFormatException {
        String text = FixedText.at(bytes, at, size).replace('/', '#');
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int from = Math.max(0, text.length() - LvmUuid.LENGTH);
        try {
            return Optional.of(LvmUuid.parse(text.substring(from)));
        } catch (LvmFormatException e) {
            throw new LvmFormatException(offset + from + e.offset(), "not a UUID of LVM1: " + text);
        }
    }

    static long unsigned(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    private static DiskArea areaAt(ByteBuffer bytes, int at) {
        return new DiskArea(unsigned(bytes, at), unsigned(bytes, at + Integer.BYTES));
    }
}
