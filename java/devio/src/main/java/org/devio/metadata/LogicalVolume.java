package org.devio.metadata;

import java.util.List;
import java.util.Optional;
import org.devio.format.LvmUuid;

/**
 * A logical volume as the metadata of its volume group describes it.
 *
 * @param name name in its volume group
 * @param id UUID, unique in its volume group
 * @param status words such as READ, WRITE, VISIBLE; all known to lvm2
 * @param flags further words; unknown ones are kept
 * @param tags as they stand in the text
 * @param creationTime seconds since 1970-01-01T00:00Z; 0 if not said
 * @param creationHost name of the host that made it
 * @param lockArgs arguments of the lock manager
 * @param allocationPolicy how space is chosen, e.g. "contiguous"
 * @param profile name of the metadata profile
 * @param readAhead sectors of 512 bytes; 0 for automatic, {@link #READ_AHEAD_NONE}
 * @param major device number wanted; -1 if none is
 * @param minor device number wanted; -1 if none is
 * @param segments tile the volume from extent 0 on, in rising order
 * @param isVisible whether users see it by its plain name; the others are shown in brackets. The
 *     store of a snapshot takes after its origin, whatever its own status says
 * @param snapshot what it is the store of, if it is one
 */
public record LogicalVolume(
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

    /** Value of {@code readAhead} that asks for no read-ahead. */
    public static final long READ_AHEAD_NONE = -1;

    /** Keeps copies of the lists. */
    public LogicalVolume {
        status = List.copyOf(status);
        flags = List.copyOf(flags);
        tags = List.copyOf(tags);
        segments = List.copyOf(segments);
    }

    /**
     * Counts the extents of the volume.
     *
     * @return extents of all segments; {@link VolumeGroup#bytesOf} gives the size
     */
    public long extentCount() {
        long count = 0;
        for (Segment segment : segments) {
            count += segment.extentCount();
        }
        return count;
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
}
