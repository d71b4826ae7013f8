package org.devio.metadata;

import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.devio.config.ConfigSection;
import org.devio.format.LvmFormatException;
import org.devio.format.LvmUuid;
import org.devio.format.Sector;

/**
 * A volume group as one metadata text describes it. A value that was parsed has been checked:
 * segments tile their volumes, names lead somewhere, no extent has two owners.
 *
 * <p>Extents are counted, not measured: {@link #bytesOf} turns them into bytes.
 *
 * @param name name of the volume group
 * @param id its UUID
 * @param seqno grows by one with each change; the highest among copies is in force
 * @param format informational; "lvm2" where it is given
 * @param status words such as RESIZEABLE, READ, WRITE, EXPORTED; all known to lvm2
 * @param flags further words; unknown ones are kept
 * @param tags as they stand in the text
 * @param systemId which host owns it
 * @param lockType how hosts share it, e.g. "sanlock", "dlm"
 * @param lockArgs arguments of the lock manager
 * @param extentSizeSectors size of every extent in sectors of 512 bytes; at least 1
 * @param maxLv most logical volumes allowed; 0 for no limit
 * @param maxPv most physical volumes allowed; 0 for no limit
 * @param allocationPolicy how space is chosen, e.g. "normal"
 * @param profile name of the metadata profile
 * @param metadataCopies how many copies lvm2 is to keep; 0 for all areas
 * @param physicalVolumes by section name ("pv0"), in the order of the text
 * @param logicalVolumes by name, in the order of the text, internal ones too
 * @param historicalLogicalVolumes removed volumes that are still remembered
 * @param header what the text says of itself
 * @param config the section all this was read from
 */
public record VolumeGroup(
        String name,
        LvmUuid id,
        long seqno,
        Optional<String> format,
        List<String> status,
        List<String> flags,
        List<String> tags,
        Optional<String> systemId,
        Optional<String> lockType,
        Optional<String> lockArgs,
        long extentSizeSectors,
        long maxLv,
        long maxPv,
        Optional<String> allocationPolicy,
        Optional<String> profile,
        long metadataCopies,
        Map<String, PhysicalVolume> physicalVolumes,
        Map<String, LogicalVolume> logicalVolumes,
        List<HistoricalVolume> historicalLogicalVolumes,
        TextHeader header,
        ConfigSection config) {

    /** Bytes of the sectors that the text counts in, whatever the device's own are. */
    public static final int SECTOR_BYTES = Sector.BYTES;

    /** Keeps copies of the collections. */
    public VolumeGroup {
        status = List.copyOf(status);
        flags = List.copyOf(flags);
        tags = List.copyOf(tags);
        physicalVolumes = Collections.unmodifiableMap(new LinkedHashMap<>(physicalVolumes));
        logicalVolumes = Collections.unmodifiableMap(new LinkedHashMap<>(logicalVolumes));
        historicalLogicalVolumes = List.copyOf(historicalLogicalVolumes);
    }

    /**
     * Reads a metadata text, from disk or from a backup file.
     *
     * @param text all of it; what follows a NUL is ignored
     * @return the volume group
     * @throws LvmFormatException if the text breaks its grammar or describes no possible volume
     *     group
     */
    public static VolumeGroup parse(byte[] text) throws LvmFormatException {
        return VolumeGroupParser.parse(text);
    }

    /**
     * Reads a metadata text, from disk or from a backup file.
     *
     * @param text all of it, from index 0 to the limit; what follows a NUL is ignored
     * @return the volume group
     * @throws LvmFormatException if the text breaks its grammar or describes no possible volume
     *     group
     */
    public static VolumeGroup parse(ByteBuffer text) throws LvmFormatException {
        byte[] bytes = new byte[text.limit()];
        text.get(0, bytes);
        return VolumeGroupParser.parse(bytes);
    }

    /**
     * Writes the text as lvm2 keeps it on disk: the group first, no indentation, no comments on
     * sizes.
     *
     * @return the text with the NUL that ends it, as a slot of a metadata header counts it; the
     *     bytes that were parsed, if lvm2 2.03 wrote them
     */
    public byte[] toDiskText() {
        return MetadataWriter.diskText(this);
    }

    /**
     * Writes the text as lvm2 keeps it in backup files: the header first, indented, with comments
     * on sizes and times. lvm2's {@code vgcfgrestore} takes it.
     *
     * @param newHeader what the text is to say of itself
     * @param zone of the times in comments
     * @return the text, without a NUL
     */
    public byte[] toBackupText(TextHeader newHeader, ZoneId zone) {
        return MetadataWriter.backupText(this, newHeader, zone);
    }

    /**
     * Measures extents.
     *
     * @param extents how many; no more than a physical or logical volume of this group has, or all
     *     physical volumes together
     * @return their bytes
     */
    public long bytesOf(long extents) {
        return extents * extentSizeSectors * SECTOR_BYTES;
    }

    /**
     * Counts the extents of all physical volumes.
     *
     * @return free and allocated ones
     */
    public long extentCount() {
        return physicalVolumes.values().stream().mapToLong(PhysicalVolume::peCount).sum();
    }

    /**
     * Counts the extents that no segment uses.
     *
     * @return how many of {@link #extentCount}
     */
    public long freeCount() {
        return extentCount()
                - physicalVolumes.values().stream().mapToLong(PhysicalVolume::allocatedCount).sum();
    }

    /**
     * Whether a physical volume is marked as missing.
     *
     * @return true if at least one is
     */
    public boolean hasMissingPhysicalVolumes() {
        return physicalVolumes.values().stream().anyMatch(PhysicalVolume::isMissing);
    }

    /**
     * Whether the group was exported, to be imported elsewhere.
     *
     * @return true if so
     */
    public boolean isExported() {
        return status.contains("EXPORTED");
    }

    /**
     * Lists the logical volumes as reports do: without the entries that only tie a snapshot to its
     * origin and are no volumes of their own.
     *
     * @return visible and hidden ones, in the order of the text
     */
    public List<LogicalVolume> reportedLogicalVolumes() {
        return logicalVolumes.values().stream().filter(lv -> !lv.isSnapshotLink()).toList();
    }

    /**
     * Puts the logical volumes in an order in which each comes behind all that it lies on, so that
     * what is found out of those can be handed up.
     *
     * @return all of them, internal ones and snapshots' links too
     */
    public List<LogicalVolume> usedFirst() {
        return References.usedFirst(logicalVolumes).stream().map(logicalVolumes::get).toList();
    }
}
