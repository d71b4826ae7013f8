package org.devio.metadata;

import java.util.List;
import java.util.Optional;
import org.devio.format.LvmUuid;

/** A logical volume as the metadata of its volume group describes it. */
public final class LogicalVolume {
    /** Value of {@code readAhead} that asks for no read-ahead. */
    public static final long READ_AHEAD_NONE = -1;

    private final String name;
    private final LvmUuid id;
    private final List<String> status;
    private final List<String> flags;
    private final List<String> tags;
    private final long creationTime;
    private final Optional<String> creationHost;
    private final Optional<String> lockArgs;
    private final Optional<String> allocationPolicy;
    private final Optional<String> profile;
    private final long readAhead;
    private final int major;
    private final int minor;
    private final List<Segment> segments;
    private final boolean isVisible;
    private final Optional<SegmentLayout.Snapshot> snapshot;
    private final long extentCount;

    LogicalVolume(
            String name,
            LvmUuid id,
            List<String> status,
            List<String> flags,
            List<String> tags,
            long creationTime,
            Optional<String> creationHost,
            Optional<String> lockArgs,
            Optional<String> allocationPolicy,
            Optional<String> profile,
            long readAhead,
            int major,
            int minor,
            List<Segment> segments,
            boolean isVisible,
            Optional<SegmentLayout.Snapshot> snapshot) {
        this.name = name;
        this.id = id;
        this.status = List.copyOf(status);
        this.flags = List.copyOf(flags);
        this.tags = List.copyOf(tags);
        this.creationTime = creationTime;
        this.creationHost = creationHost;
        this.lockArgs = lockArgs;
        this.allocationPolicy = allocationPolicy;
        this.profile = profile;
        this.readAhead = readAhead;
        this.major = major;
        this.minor = minor;
        this.segments = List.copyOf(segments);
        this.isVisible = isVisible;
        this.snapshot = snapshot;
        this.extentCount = this.segments.stream().mapToLong(Segment::extentCount).sum();
    }

    /** Name in its volume group. */
    public String name() {
        return name;
    }

    /** UUID, unique in its volume group. */
    public LvmUuid id() {
        return id;
    }

    /** Words such as READ, WRITE, VISIBLE; all known to lvm2. */
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

    /** When it was made, seconds since 1970-01-01T00:00Z; 0 if not said. */
    public long creationTime() {
        return creationTime;
    }

    /** Name of the host that made it. */
    public Optional<String> creationHost() {
        return creationHost;
    }

    /** Arguments of the lock manager. */
    public Optional<String> lockArgs() {
        return lockArgs;
    }

    /** How space is chosen, e.g. "contiguous". */
    public Optional<String> allocationPolicy() {
        return allocationPolicy;
    }

    /** Name of the metadata profile. */
    public Optional<String> profile() {
        return profile;
    }

    /** Read-ahead in sectors of 512 bytes; 0 for automatic, {@link #READ_AHEAD_NONE}. */
    public long readAhead() {
        return readAhead;
    }

    /** Device number wanted; -1 if none is. */
    public int major() {
        return major;
    }

    /** Device number wanted; -1 if none is. */
    public int minor() {
        return minor;
    }

    /** Tile the volume from extent 0 on, in rising order. */
    public List<Segment> segments() {
        return segments;
    }

    /**
     * Whether users see it by its plain name; the others are shown in brackets. The store of a
     * snapshot takes after its origin, whatever its own status says.
     */
    public boolean isVisible() {
        return isVisible;
    }

    /** What it is the store of, if it is one. */
    public Optional<SegmentLayout.Snapshot> snapshot() {
        return snapshot;
    }

    /**
     * Counts the extents of the volume.
     *
     * @return extents of all segments; {@link VolumeGroup#bytesOf} gives the size
     */
    public long extentCount() {
        return extentCount;
    }

    /**
     * Whether the volume may be written.
     *
     * @return true if WRITE is in its status, or WRITE_LOCKED in its flags, which hides WRITE from
     *     older versions of lvm2
     */
    public boolean isWritable() {
        return status.contains("WRITE") || flags.contains("WRITE_LOCKED");
    }

    /**
     * Whether this is no volume but the entry that ties a snapshot's store to its origin.
     *
     * @return true if its first segment is of type snapshot
     */
    public boolean isSnapshotLink() {
        return !segments.isEmpty() && segments.get(0).layout() instanceof SegmentLayout.Snapshot;
    }

    LogicalVolume asStoreOf(SegmentLayout.Snapshot link, boolean isStoreVisible) {
        return new LogicalVolume(
                name,
                id,
                status,
                flags,
                tags,
                creationTime,
                creationHost,
                lockArgs,
                allocationPolicy,
                profile,
                readAhead,
                major,
                minor,
                segments,
                isStoreVisible,
                Optional.of(link));
    }

    private List<Object> parts() {
        return List.of(
                name,
                id,
                status,
                flags,
                tags,
                creationTime,
                creationHost,
                lockArgs,
                allocationPolicy,
                profile,
                readAhead,
                major,
                minor,
                segments,
                isVisible,
                snapshot);
    }

    /** Whether the metadata says the same of both. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LogicalVolume that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** Its kind and name. */
    @Override
    public String toString() {
        return "LV " + name;
    }
}
