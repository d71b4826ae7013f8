package org.devio.metadata;

import java.util.List;
import java.util.Optional;
import org.devio.format.LvmUuid;

/**
 * A physical volume as the metadata of its volume group describes it.
 *
 * @param sectionName how segments refer to it, e.g. "pv0"
 * @param id its UUID, the same as in its label
 * @param device path it had when the text was written; a hint, never to be trusted
 * @param status words such as ALLOCATABLE, EXPORTED, MISSING; all known to lvm2
 * @param flags further words; unknown ones are kept
 * @param tags as they stand in the text
 * @param devSizeSectors size of the device in sectors of 512 bytes; 0 if not said
 * @param peStartSectors where the first extent begins, in sectors of 512 bytes
 * @param peCount how many extents it has
 * @param baStartSectors where the boot loader area begins, in sectors; 0 without one
 * @param baSizeSectors size of the boot loader area in sectors; 0 without one
 * @param deviceId what lvm2's devices file knows the device by
 * @param deviceIdType kind of that ID, e.g. "sys_wwid"
 * @param allocations the extents in use, in rising order, without overlap
 */
public record PhysicalVolume(
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

    /** Keeps copies of the lists. */
    public PhysicalVolume {
        status = List.copyOf(status);
        flags = List.copyOf(flags);
        tags = List.copyOf(tags);
        allocations = List.copyOf(allocations);
    }

    /**
     * Counts the extents in use.
     *
     * @return how many of {@link #peCount}
     */
    public long allocatedCount() {
        return allocations.stream().mapToLong(Allocation::extentCount).sum();
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
}
