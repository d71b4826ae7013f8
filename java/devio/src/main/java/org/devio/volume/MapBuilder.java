package org.devio.volume;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.Segment;
import org.devio.metadata.SegmentArea;
import org.devio.metadata.SegmentLayout;
import org.devio.metadata.VolumeGroup;

/**
 * Makes the map of a volume out of the metadata text, and of what the kernel keeps on disk beside
 * the data. The text is not trusted to make sense: it ends at a depth that lvm2 never reaches.
 */
final class MapBuilder {
    /** lvm2 stacks some six. */
    private static final int MOST_DEPTH = 32;

    private final VolumeGroup group;
    private final PvSources pvs;
    private final MapReader reader;
    private final String name;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Mapping> made = new HashMap<>();
    private final Set<String> images = new HashSet<>();

    /**
     * A builder for one volume.
     *
     * @param name as it was asked for, {@code vg/lv}
     */
    MapBuilder(VolumeGroup group, PvSources pvs, MapReader reader, String name) {
        this.group = group;
        this.pvs = pvs;
        this.reader = reader;
        this.name = name;
    }

    MapReader reader() {
        return reader;
    }

    /** What whoever reads the volume should know of its state. */
    List<String> notes() {
        return notes;
    }

    void note(String text) {
        notes.add(text);
    }

    UnreadableVolumeException refusal(String why) {
        return new UnreadableVolumeException(name, why);
    }

    /** The map of the volume that users mean by its name. */
    Mapping volume(LogicalVolume volume) throws UnreadableVolumeException {
        if (volume.isSnapshotLink()) {
            throw refusal("is no volume but what ties a snapshot to its origin");
        }
        if (volume.snapshot().isPresent()) {
            throw refusal("snapshots are not read yet");
        }
        for (LogicalVolume other : group.logicalVolumes().values()) {
            for (Segment segment : other.segments()) {
                if (segment.layout() instanceof SegmentLayout.Snapshot link
                        && link.isMerging()
                        && link.origin().equals(volume.name())) {
                    throw refusal("a snapshot is being merged into it, which is not read yet");
                }
            }
        }
        return mapping(volume.name(), 0);
    }

    /** The map of an image of an array, of which there can be but one user. */
    Mapping image(String volume, int depth) throws UnreadableVolumeException {
        if (!images.add(volume)) {
            throw refusal("its metadata uses volume " + volume + " twice");
        }
        return mapping(volume, depth);
    }

    /** The map of what a volume holds itself, whatever stands on it. */
    private Mapping mapping(String volume, int depth) throws UnreadableVolumeException {
        if (depth > MOST_DEPTH) {
            throw refusal("volumes lie on each other more than " + MOST_DEPTH + " deep");
        }
        Mapping mapping = made.get(volume);
        if (mapping == null) {
            List<Mapping> segments = new ArrayList<>();
            LogicalVolume described = group.logicalVolumes().get(volume);
            for (Segment segment : described.segments()) {
                segments.add(segment(described, segment, depth));
            }
            mapping = Joined.of(segments);
            made.put(volume, mapping);
        }
        return mapping;
    }

    private Mapping segment(LogicalVolume volume, Segment segment, int depth)
            throws UnreadableVolumeException {
        SegmentLayout layout = segment.layout();
        if (layout instanceof SegmentLayout.Striped striped) {
            return striped(segment, striped, depth);
        }
        if (layout instanceof SegmentLayout.Raid raid) {
            return new RaidBuilder(this, group, volume, segment, raid, depth).build();
        }
        if (layout instanceof SegmentLayout.Mirror mirror) {
            return volume.status().contains("PVMOVE")
                    ? moving(segment, mirror, depth)
                    : new MirrorBuilder(this, group, volume, segment, mirror, depth).build();
        }
        if (layout instanceof SegmentLayout.Virtual) {
            long size = group.bytesOf(segment.extentCount());
            return segment.type().equals("zero")
                    ? Uniform.zero(size)
                    : Uniform.lost(size, "a segment of type " + segment.type());
        }
        if (layout instanceof SegmentLayout.Integrity integrity) {
            long size = group.bytesOf(segment.extentCount());
            return new IntegrityBuilder(this, volume, integrity, size, depth).build();
        }
        throw refusal("type " + segment.type() + " of " + volume.name() + " is not read yet");
    }

    private Mapping striped(Segment segment, SegmentLayout.Striped striped, int depth)
            throws UnreadableVolumeException {
        int count = striped.areas().size();
        long size = group.bytesOf(segment.extentCount());
        if (count == 1) {
            return area(striped.areas().get(0), size, depth);
        }
        long chunk = striped.stripeSizeSectors() * VolumeGroup.SECTOR_BYTES;
        if (chunk == 0 || size / count % chunk != 0) {
            throw refusal(
                    "its stripes of %d bytes are not made of chunks of %d"
                            .formatted(size / count, chunk));
        }
        Image[] stripes = new Image[count];
        for (int i = 0; i < count; i++) {
            stripes[i] = Image.good(area(striped.areas().get(i), size / count, depth));
        }
        return Copies.striped(size, chunk, stripes);
    }

    /** A segment of a move is at its old place until all of it is at the new one. */
    private Mapping moving(Segment segment, SegmentLayout.Mirror mirror, int depth)
            throws UnreadableVolumeException {
        if (mirror.areas().size() != 2) {
            throw refusal(
                    "a move from one place to another has %d".formatted(mirror.areas().size()));
        }
        boolean isMoved = mirror.extentsMoved() >= segment.extentCount();
        return area(
                mirror.areas().get(isMoved ? 1 : 0), group.bytesOf(segment.extentCount()), depth);
    }

    /** A run of extents of a physical volume or of another logical one. */
    Mapping area(SegmentArea area, long size, int depth) throws UnreadableVolumeException {
        long first = group.bytesOf(area.firstExtent());
        if (area.isPhysicalVolume()) {
            PvSource pv = pvs.named(area.name());
            long start = pv.metadata().peStartSectors() * VolumeGroup.SECTOR_BYTES;
            return new Linear(pv, start + first, size);
        }
        Mapping below = mapping(area.name(), depth + 1);
        if (size > below.size() || first > below.size() - size || first < 0) {
            throw refusal(
                    "%d bytes at %d leave %s, which has %d"
                            .formatted(size, first, area.name(), below.size()));
        }
        return first == 0 && size == below.size() ? below : new Part(below, first, size);
    }
}
