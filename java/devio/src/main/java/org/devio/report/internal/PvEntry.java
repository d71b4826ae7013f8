package org.devio.report.internal;

import java.util.List;
import java.util.Optional;
import org.devio.format.DiskArea;
import org.devio.format.PvLabel;
import org.devio.metadata.Allocation;
import org.devio.metadata.PhysicalVolume;
import org.devio.metadata.VolumeGroup;
import org.devio.scan.FoundPhysicalVolume;
import org.devio.scan.ScannedArea;
import org.devio.scan.ScannedDevice;

/**
 * What reports say of a physical volume, or of a device that is none.
 *
 * @param vg the group it belongs to
 * @param metadata how the group describes it; empty for all that belong to none
 * @param device where it is; empty if it is missing
 * @param isUnusedCopy whether another device with its UUID is used
 */
public record PvEntry(
        VgEntry vg,
        Optional<PhysicalVolume> metadata,
        Optional<ScannedDevice> device,
        boolean isUnusedCopy) {

    static PvEntry of(VgEntry vg, FoundPhysicalVolume pv) {
        return new PvEntry(vg, Optional.of(pv.metadata()), pv.device(), false);
    }

    /** A physical volume without a group; or no physical volume at all. */
    public static PvEntry ofOutsider(ScannedDevice device) {
        VgEntry vg =
                device.label().isEmpty()
                        ? VgEntry.NONE
                        : device.label().get().isUsed() ? VgEntry.UNKNOWN : VgEntry.ORPHANS;
        return new PvEntry(vg, Optional.empty(), Optional.of(device), false);
    }

    /** A device that is not used because another one with its UUID is. */
    public static PvEntry ofUnusedCopy(ScannedDevice device, Optional<VolumeGroup> group) {
        return new PvEntry(
                VgEntry.ofUnusedCopy(group), Optional.empty(), Optional.of(device), true);
    }

    /** Its label; none for an unused copy, of which lvm2 tells little. */
    public Optional<PvLabel> label() {
        return isUnusedCopy ? Optional.empty() : device.flatMap(ScannedDevice::label);
    }

    /** Path of its device, or a word for that. */
    public String name() {
        return device.map(found -> found.path().toString()).orElse("[unknown]");
    }

    /** The format of its metadata; empty if it is no physical volume. */
    public String format() {
        return metadata.isPresent() || device.flatMap(ScannedDevice::label).isPresent()
                ? "lvm2"
                : "";
    }

    /** Its UUID; empty if it is no physical volume. */
    public String uuid() {
        return metadata.map(pv -> pv.id().dashed())
                .or(
                        () ->
                                device.flatMap(ScannedDevice::label)
                                        .map(known -> known.pvUuid().dashed()))
                .orElse("");
    }

    /** Bytes of its device; 0 if it is missing. */
    public long deviceSize() {
        return device.map(ScannedDevice::size).orElse(0L);
    }

    /** Three letters: use, export, whether it is missing. */
    public String attributes() {
        String use = "-";
        if (isUnusedCopy) {
            use = "d";
        } else if (isAllocatable()) {
            use = "a";
        } else if (isInUse()) {
            use = "u";
        }
        return use + (isExported() ? "x" : "-") + (isMissing() ? "m" : "-");
    }

    /** Whether new extents may be allocated here. */
    public boolean isAllocatable() {
        return metadata.map(PhysicalVolume::isAllocatable).orElse(false);
    }

    /** Whether it, or its group, was exported. */
    public boolean isExported() {
        return metadata.map(PhysicalVolume::isExported).orElse(false) || vg.isExported();
    }

    /** Whether no device has it, or lvm2 has given it up and it holds extents still. */
    public boolean isMissing() {
        return metadata.isPresent()
                && (device.isEmpty() || metadata.get().isMissing() && !isReappearedUnused());
    }

    /** lvm2 takes a volume back by itself when it has come back and nothing lies on it. */
    private boolean isReappearedUnused() {
        return metadata.orElseThrow().allocations().isEmpty();
    }

    /** Whether some group uses it. */
    public boolean isInUse() {
        return isUnusedCopy || metadata.isPresent() || label().map(PvLabel::isUsed).orElse(false);
    }

    /** Its extents; or all of it while it has none. */
    public long size() {
        long extents = extentCount();
        if (extents > 0) {
            return vg.bytesOf(extents);
        }
        return metadata.map(pv -> pv.devSizeSectors() * VolumeGroup.SECTOR_BYTES)
                .or(() -> label().map(PvLabel::deviceSize))
                .orElse(0L);
    }

    /** Bytes that no volume uses. */
    public long free() {
        return metadata.isEmpty() && !isInUse()
                ? size()
                : vg.bytesOf(metadata.map(PhysicalVolume::freeCount).orElse(0L));
    }

    /** How many extents it has; 0 without a group. */
    public long extentCount() {
        return metadata.map(PhysicalVolume::peCount).orElse(0L);
    }

    /** The extents in use, in rising order. */
    public List<Allocation> allocations() {
        return metadata.map(PhysicalVolume::allocations).orElse(List.of());
    }

    /** How many extents are in use. */
    public long allocatedCount() {
        return metadata.map(PhysicalVolume::allocatedCount).orElse(0L);
    }

    /** Where its first extent begins, in bytes. */
    public long dataStart() {
        return metadata.map(pv -> pv.peStartSectors() * VolumeGroup.SECTOR_BYTES)
                .or(() -> label().flatMap(known -> first(known.dataAreas())).map(DiskArea::offset))
                .orElse(0L);
    }

    /** The area for a boot loader; of size 0 if there is none. */
    public DiskArea bootloaderArea() {
        return label().flatMap(known -> first(known.bootloaderAreas()))
                .or(
                        () ->
                                metadata.map(
                                        pv ->
                                                new DiskArea(
                                                        pv.baStartSectors()
                                                                * VolumeGroup.SECTOR_BYTES,
                                                        pv.baSizeSectors()
                                                                * VolumeGroup.SECTOR_BYTES)))
                .orElse(new DiskArea(0, 0));
    }

    private static Optional<DiskArea> first(List<DiskArea> areas) {
        return areas.stream().findFirst();
    }

    /** Its metadata areas that could be read. */
    public List<ScannedArea> areas() {
        return isUnusedCopy
                ? List.of()
                : MetadataAreas.good(device.map(ScannedDevice::areas).orElse(List.of()));
    }
}
