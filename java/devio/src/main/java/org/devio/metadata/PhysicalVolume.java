package org.devio.metadata;

import java.util.List;
import java.util.Optional;
import org.devio.format.LvmUuid;

/** A physical volume as the metadata of its volume group describes it. */
public final class PhysicalVolume {
    private final String sectionName;
    private final LvmUuid id;
    private final Optional<String> device;
    private final List<String> status;
    private final List<String> flags;
    private final List<String> tags;
    private final long devSizeSectors;
    private final long peStartSectors;
    private final long peCount;
    private final long baStartSectors;
    private final long baSizeSectors;
    private final Optional<String> deviceId;
    private final Optional<String> deviceIdType;
    private final List<Allocation> allocations;
    private final long allocatedCount;

    PhysicalVolume(
            String sectionName,
            LvmUuid id,
            Optional<String> device,
            List<String> status,
            List<String> flags,
            List<String> tags,
            long devSizeSectors,
            long peStartSectors,
            long peCount,
            long baStartSectors,
            long baSizeSectors,
            Optional<String> deviceId,
            Optional<String> deviceIdType,
            List<Allocation> allocations) {
        this.sectionName = sectionName;
        this.id = id;
        this.device = device;
        this.status = List.copyOf(status);
        this.flags = List.copyOf(flags);
        this.tags = List.copyOf(tags);
        this.devSizeSectors = devSizeSectors;
        this.peStartSectors = peStartSectors;
        this.peCount = peCount;
        this.baStartSectors = baStartSectors;
        this.baSizeSectors = baSizeSectors;
        this.deviceId = deviceId;
        this.deviceIdType = deviceIdType;
        this.allocations = List.copyOf(allocations);
        this.allocatedCount = this.allocations.stream().mapToLong(Allocation::extentCount).sum();
    }

    /** How segments refer to it, e.g. "pv0". */
    public String sectionName() {
        return sectionName;
    }

    /** Its UUID, the same as in its label. */
    public LvmUuid id() {
        return id;
    }

    /** Path it had when the text was written; a hint, never to be trusted. */
    public Optional<String> device() {
        return device;
    }

    /** Words such as ALLOCATABLE, EXPORTED, MISSING; all known to lvm2. */
    public List<String> status() {
        return status;
    }

    /** Further words; unknown ones are kept. */
    public List<String> flags() {
        return flags;
    }

    /** Tags as they stand in the text. */
    public List<String> tags() {
        return tags;
    }

    /** Size of the device in sectors of 512 bytes; 0 if not said. */
    public long devSizeSectors() {
        return devSizeSectors;
    }

    /** Where the first extent begins, in sectors of 512 bytes. */
    public long peStartSectors() {
        return peStartSectors;
    }

    /** How many extents it has. */
    public long peCount() {
        return peCount;
    }

    /** Where the boot loader area begins, in sectors; 0 without one. */
    public long baStartSectors() {
        return baStartSectors;
    }

    /** Size of the boot loader area in sectors; 0 without one. */
    public long baSizeSectors() {
        return baSizeSectors;
    }

    /** What lvm2's devices file knows the device by. */
    public Optional<String> deviceId() {
        return deviceId;
    }

    /** Kind of that ID, e.g. "sys_wwid". */
    public Optional<String> deviceIdType() {
        return deviceIdType;
    }

    /** The extents in use, in rising order, without overlap. */
    public List<Allocation> allocations() {
        return allocations;
    }

    /**
     * Counts the extents in use.
     *
     * @return how many of {@link #peCount}
     */
    public long allocatedCount() {
        return allocatedCount;
    }

    /**
     * Counts the extents that no segment uses.
     *
     * @return how many of {@link #peCount}
     */
    public long freeCount() {
        return peCount - allocatedCount();
    }

    /**
     * Whether new extents may be allocated here.
     *
     * @return true if so
     */
    public boolean isAllocatable() {
        return status.contains("ALLOCATABLE");
    }

    /**
     * Whether the volume group was exported while it held this volume.
     *
     * @return true if so
     */
    public boolean isExported() {
        return status.contains("EXPORTED");
    }

    /**
     * Whether lvm2 has marked this volume as missing.
     *
     * @return true even if the device has come back since
     */
    public boolean isMissing() {
        return flags.contains("MISSING") || status.contains("MISSING");
    }

    PhysicalVolume with(List<Allocation> newAllocations) {
        return new PhysicalVolume(
                sectionName,
                id,
                device,
                status,
                flags,
                tags,
                devSizeSectors,
                peStartSectors,
                peCount,
                baStartSectors,
                baSizeSectors,
                deviceId,
                deviceIdType,
                newAllocations);
    }

    private List<Object> parts() {
        return List.of(
                sectionName,
                id,
                device,
                status,
                flags,
                tags,
                devSizeSectors,
                peStartSectors,
                peCount,
                baStartSectors,
                baSizeSectors,
                deviceId,
                deviceIdType,
                allocations);
    }

    /** Whether the metadata says the same of both. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PhysicalVolume that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** Its kind and name. */
    @Override
    public String toString() {
        return "PV " + id.dashed();
    }
}
