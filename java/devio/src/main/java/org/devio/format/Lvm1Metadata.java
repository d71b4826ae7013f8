package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one physical volume of LVM1 says of its volume group: {@code struct vg_disk}, the list of
 * UUIDs, {@code struct lv_disk}s and {@code struct pe_disk}s, all little-endian. Each physical
 * volume maps its own extents alone; the whole map is that of all of them.
 *
 * @param vgUuid UUID of the volume group; the oldest had none
 * @param isExported whether the group is exported
 * @param isWritable whether the group may be changed
 * @param maxLogicalVolumes how many logical volumes it may have
 * @param maxPhysicalVolumes how many physical volumes it may have
 * @param extentSizeSectors size of an extent in sectors of 512 bytes
 * @param extentCount extents of the whole group
 * @param allocatedExtents how many of them are in use
 * @param physicalVolumes UUIDs of all physical volumes, in order of their numbers
 * @param logicalVolumes all logical volumes, in their order on disk
 * @param runs what lies where on this physical volume, in order of place; free extents are left out
 */
public record Lvm1Metadata(
        Optional<LvmUuid> vgUuid,
        boolean isExported,
        boolean isWritable,
        long maxLogicalVolumes,
        long maxPhysicalVolumes,
        long extentSizeSectors,
        long extentCount,
        long allocatedExtents,
        List<LvmUuid> physicalVolumes,
        List<Lvm1LogicalVolume> logicalVolumes,
        List<Run> runs) {

    static final int GROUP_BYTES = 188;
    static final int EXTENT_BYTES = 4;

    private static final int ACCESS_AT = 132;
    private static final int STATUS_AT = 136;
    private static final int LV_MAX_AT = 140;
    private static final int LV_COUNT_AT = 144;
    private static final int PV_MAX_AT = 152;
    private static final int PV_COUNT_AT = 156;
    private static final int EXTENT_SIZE_AT = 172;
    private static final int EXTENT_COUNT_AT = 176;
    private static final int ALLOCATED_AT = 180;
    private static final int EXPORTED = 2;
    private static final int WRITE = 2;

    /**
     * Neighbouring extents of a physical volume that hold neighbouring extents of a logical volume.
     *
     * @param physicalExtent the first on the physical volume, from 0
     * @param count how many; at least 1
     * @param logicalVolume number of the logical volume
     * @param logicalExtent the first of the logical volume, from 0
     */
    public record Run(int physicalExtent, int count, int logicalVolume, int logicalExtent) {
        private boolean isContinuedBy(int physical, int volume, int logical) {
            return physical == physicalExtent + count
                    && volume == logicalVolume
                    && logical == logicalExtent + count;
        }
    }

    /** Keeps copies of the lists. */
    public Lvm1Metadata {
        physicalVolumes = List.copyOf(physicalVolumes);
        logicalVolumes = List.copyOf(logicalVolumes);
        runs = List.copyOf(runs);
    }

    /**
     * Reads the metadata.
     *
     * @param label the label of the same device
     * @param areas the bytes of {@link Lvm1Label#metadataAreas}, each from index 0 to the limit;
     *     neither order nor position matters or changes
     * @return the metadata
     * @throws LvmFormatException if an area is cut short or is not what the label says; offsets are
     *     those of the device
     * @throws IllegalArgumentException if there are not four buffers, or the label is in no group
     */
    public static Lvm1Metadata parse(Lvm1Label label, List<ByteBuffer> areas)
            throws LvmFormatException {
        List<DiskArea> places = label.areas();
        if (label.vgName().isEmpty() || areas.size() != places.size()) {
            throw new IllegalArgumentException(
                    "%d areas of the LVM1 group '%s'".formatted(areas.size(), label.vgName()));
        }
        List<ByteBuffer> bytes = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            bytes.add(whole(areas.get(i), places.get(i)));
        }
        ByteBuffer group = bytes.get(0);
        List<Lvm1LogicalVolume> logicalVolumes =
                logicalVolumes(
                        bytes.get(2),
                        places.get(2).offset(),
                        Lvm1Label.unsigned(group, LV_COUNT_AT));
        return new Lvm1Metadata(
                Lvm1Label.uuidAt(group, 0, LvmUuid.LENGTH, places.get(0).offset()),
                (group.getInt(STATUS_AT) & EXPORTED) != 0,
                (group.getInt(ACCESS_AT) & WRITE) != 0,
                Lvm1Label.unsigned(group, LV_MAX_AT),
                Lvm1Label.unsigned(group, PV_MAX_AT),
                Lvm1Label.unsigned(group, EXTENT_SIZE_AT),
                Lvm1Label.unsigned(group, EXTENT_COUNT_AT),
                Lvm1Label.unsigned(group, ALLOCATED_AT),
                uuids(bytes.get(1), places.get(1).offset(), Lvm1Label.unsigned(group, PV_COUNT_AT)),
                logicalVolumes,
                runs(bytes.get(3), places.get(3).offset(), logicalVolumes));
    }

    private static ByteBuffer whole(ByteBuffer area, DiskArea place) throws LvmFormatException {
        if (area.limit() < place.size()) {
            throw new LvmFormatException(
                    place.offset(),
                    "LVM1 metadata has %d bytes here, expected %d"
                            .formatted(area.limit(), place.size()));
        }
        return area.duplicate().limit((int) place.size()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static List<LvmUuid> uuids(ByteBuffer bytes, long offset, long count)
            throws LvmFormatException {
        List<LvmUuid> uuids = new ArrayList<>();
        int places = bytes.limit() / Lvm1Label.NAME_BYTES;
        for (int i = 0; i < places && uuids.size() < count; i++) {
            int at = i * Lvm1Label.NAME_BYTES;
            Lvm1Label.uuidAt(bytes, at, Lvm1Label.NAME_BYTES, offset + at).ifPresent(uuids::add);
        }
        if (uuids.size() != count) {
            throw new LvmFormatException(
                    offset,
                    "volume group has %d physical volumes, but UUIDs of %d"
                            .formatted(count, uuids.size()));
        }
        return uuids;
    }

    private static List<Lvm1LogicalVolume> logicalVolumes(ByteBuffer bytes, long offset, long count)
            throws LvmFormatException {
        List<Lvm1LogicalVolume> volumes = new ArrayList<>();
        for (int at = 0;
                at + Lvm1LogicalVolume.BYTES <= bytes.limit() && volumes.size() < count;
                at += Lvm1LogicalVolume.BYTES) {
            Optional<Lvm1LogicalVolume> volume = Lvm1LogicalVolume.at(bytes, at, offset + at);
            volume.ifPresent(volumes::add);
        }
        if (volumes.size() != count) {
            throw new LvmFormatException(
                    offset,
                    "volume group has %d logical volumes, but descriptors of %d"
                            .formatted(count, volumes.size()));
        }
        return volumes;
    }

    private static List<Run> runs(ByteBuffer map, long offset, List<Lvm1LogicalVolume> volumes)
            throws LvmFormatException {
        Map<Integer, Lvm1LogicalVolume> byNumber = new HashMap<>();
        for (Lvm1LogicalVolume volume : volumes) {
            if (byNumber.put(volume.number(), volume) != null) {
                throw new LvmFormatException(
                        offset, "two logical volumes have number " + volume.number());
            }
        }
        List<Run> runs = new ArrayList<>();
        for (int at = 0; at < map.limit(); at += EXTENT_BYTES) {
            // On disk the numbers of logical volumes begin with 1; 0 says that the extent is free.
            int number = Short.toUnsignedInt(map.getShort(at)) - 1;
            if (number < 0) {
                continue;
            }
            int logical = Short.toUnsignedInt(map.getShort(at + Short.BYTES));
            Lvm1LogicalVolume volume = byNumber.get(number);
            if (volume == null || logical >= volume.extentCount()) {
                throw new LvmFormatException(
                        offset + at,
                        "LVM1 map leads to extent %d of logical volume %d, which has none such"
                                .formatted(logical, number));
            }
            append(runs, at / EXTENT_BYTES, number, logical);
        }
        return runs;
    }

    private static void append(List<Run> runs, int physical, int volume, int logical) {
        int last = runs.size() - 1;
        if (last >= 0 && runs.get(last).isContinuedBy(physical, volume, logical)) {
            Run run = runs.get(last);
            runs.set(
                    last,
                    new Run(run.physicalExtent(), run.count() + 1, volume, run.logicalExtent()));
        } else {
            runs.add(new Run(physical, 1, volume, logical));
        }
    }
}
