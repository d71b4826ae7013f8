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
 */
public final class VolumeGroup {
    /** Bytes of the sectors that the text counts in, whatever the device's own are. */
    public static final int SECTOR_BYTES = Sector.BYTES;

    private final String name;
    private final LvmUuid id;
    private final long seqno;
    private final Optional<String> format;
    private final List<String> status;
    private final List<String> flags;
    private final List<String> tags;
    private final Optional<String> systemId;
    private final Optional<String> lockType;
    private final Optional<String> lockArgs;
    private final long extentSizeSectors;
    private final long maxLv;
    private final long maxPv;
    private final Optional<String> allocationPolicy;
    private final Optional<String> profile;
    private final long metadataCopies;
    private final Map<String, PhysicalVolume> physicalVolumes;
    private final Map<String, LogicalVolume> logicalVolumes;
    private final List<HistoricalVolume> historicalLogicalVolumes;
    private final TextHeader header;
    private final ConfigSection config;

    VolumeGroup(
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
        this.name = name;
        this.id = id;
        this.seqno = seqno;
        this.format = format;
        this.status = List.copyOf(status);
        this.flags = List.copyOf(flags);
        this.tags = List.copyOf(tags);
        this.systemId = systemId;
        this.lockType = lockType;
        this.lockArgs = lockArgs;
        this.extentSizeSectors = extentSizeSectors;
        this.maxLv = maxLv;
        this.maxPv = maxPv;
        this.allocationPolicy = allocationPolicy;
        this.profile = profile;
        this.metadataCopies = metadataCopies;
        this.physicalVolumes = Collections.unmodifiableMap(new LinkedHashMap<>(physicalVolumes));
        this.logicalVolumes = Collections.unmodifiableMap(new LinkedHashMap<>(logicalVolumes));
        this.historicalLogicalVolumes = List.copyOf(historicalLogicalVolumes);
        this.header = header;
        this.config = config;
    }

    /** Name of the volume group. */
    public String name() {
        return name;
    }

    /** Its UUID. */
    public LvmUuid id() {
        return id;
    }

    /**
     * Number of this version of the metadata; grows by one with each change; the highest among
     * copies is in force.
     */
    public long seqno() {
        return seqno;
    }

    /** Format of the text; informational, "lvm2" where it is given. */
    public Optional<String> format() {
        return format;
    }

    /** Words such as RESIZEABLE, READ, WRITE, EXPORTED; all known to lvm2. */
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

    /** System ID of the host that owns it. */
    public Optional<String> systemId() {
        return systemId;
    }

    /** How hosts share it, e.g. "sanlock", "dlm". */
    public Optional<String> lockType() {
        return lockType;
    }

    /** Arguments of the lock manager. */
    public Optional<String> lockArgs() {
        return lockArgs;
    }

    /** Size of every extent in sectors of 512 bytes; at least 1. */
    public long extentSizeSectors() {
        return extentSizeSectors;
    }

    /** Most logical volumes allowed; 0 for no limit. */
    public long maxLv() {
        return maxLv;
    }

    /** Most physical volumes allowed; 0 for no limit. */
    public long maxPv() {
        return maxPv;
    }

    /** How space is chosen, e.g. "normal". */
    public Optional<String> allocationPolicy() {
        return allocationPolicy;
    }

    /** Name of the metadata profile. */
    public Optional<String> profile() {
        return profile;
    }

    /** How many copies lvm2 is to keep; 0 for all areas. */
    public long metadataCopies() {
        return metadataCopies;
    }

    /** Physical volumes by section name ("pv0"), in the order of the text. */
    public Map<String, PhysicalVolume> physicalVolumes() {
        return physicalVolumes;
    }

    /** Logical volumes by name, in the order of the text, internal ones too. */
    public Map<String, LogicalVolume> logicalVolumes() {
        return logicalVolumes;
    }

    /** Removed volumes that are still remembered. */
    public List<HistoricalVolume> historicalLogicalVolumes() {
        return historicalLogicalVolumes;
    }

    /** What the text says of itself. */
    public TextHeader header() {
        return header;
    }

    /** The section all this was read from. */
    public ConfigSection config() {
        return config;
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

    private List<Object> parts() {
        return List.of(
                name,
                id,
                seqno,
                format,
                status,
                flags,
                tags,
                systemId,
                lockType,
                lockArgs,
                extentSizeSectors,
                maxLv,
                maxPv,
                allocationPolicy,
                profile,
                metadataCopies,
                physicalVolumes,
                logicalVolumes,
                historicalLogicalVolumes,
                header,
                config);
    }

    /** Whether the metadata says the same of both. */
    @Override
    public boolean equals(Object other) {
        return other instanceof VolumeGroup that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** Its kind and name. */
    @Override
    public String toString() {
        return "VG " + name;
    }
}
