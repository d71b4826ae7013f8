package org.devio.report.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.Segment;
import org.devio.metadata.SegmentArea;
import org.devio.metadata.SegmentLayout;
import org.devio.metadata.VolumeGroup;

/** A logical volume in a report: the library's view of it, and what takes its group's devices. */
public final class LvEntry {
    private final VgEntry vg;
    private final LogicalVolume volume;
    private final LvView view;

    /** Null until somebody asks: most reports have no rows for segments. */
    private List<SegmentEntry> segments;

    /** Null until somebody asks. A pool may serve thousands. */
    private Map<LvRole, List<LvUse>> uses;

    LvEntry(VgEntry vg, LogicalVolume volume, LvView view) {
        this.vg = vg;
        this.volume = volume;
        this.view = view;
    }

    /** Its group. */
    public VgEntry vg() {
        return vg;
    }

    /** Its group, as the metadata describes it. */
    public VolumeGroup group() {
        return vg.metadata().orElseThrow();
    }

    /** How the group describes it. */
    public LogicalVolume volume() {
        return volume;
    }

    /** What can be said of it without devices. */
    public LvView view() {
        return view;
    }

    /** The name; in brackets if users are not to see it. */
    public String name() {
        return view().name();
    }

    /** The name behind that of its group. */
    public String fullName() {
        return vg.name() + "/" + volume.name();
    }

    long size() {
        return vg.bytesOf(volume.extentCount());
    }

    /** Without what raid keeps free for a change of its shape. */
    public long sizeForUsers() {
        return size() - vg.bytesOf(RaidShape.reshapeShare(firstSegment()));
    }

    Segment firstSegment() {
        return volume.segments().get(0);
    }

    /** How its first segment is laid out, which decides what it is. */
    public SegmentLayout layout() {
        return firstSegment().layout();
    }

    /** Type of its first segment. */
    public String type() {
        return firstSegment().type();
    }

    /** Its segments, in rising order. */
    public List<SegmentEntry> segments() {
        if (segments == null) {
            segments =
                    volume.segments().stream()
                            .map(segment -> new SegmentEntry(vg, this, segment))
                            .toList();
        }
        return segments;
    }

    /** The segment that begins at this extent, which must exist. */
    public SegmentEntry segmentAt(long startExtent) {
        int from = 0;
        int to = segments().size() - 1;
        while (from < to) {
            int middle = (from + to + 1) / 2;
            if (segments().get(middle).segment().startExtent() <= startExtent) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return segments().get(from);
    }

    /** What it does for other volumes in this role. */
    public List<LvUse> uses(LvRole role) {
        if (uses == null) {
            uses = new EnumMap<>(LvRole.class);
            for (LvUse use : vg.relations().usesOf(volume)) {
                uses.computeIfAbsent(use.role(), one -> new ArrayList<>()).add(use);
            }
        }
        return uses.getOrDefault(role, List.of());
    }

    /** Of raid, and of images of raid that guard themselves. */
    public Optional<SegmentLayout.Integrity> integrity() {
        SegmentLayout guarded =
                layout() instanceof SegmentLayout.Raid raid
                        ? vg.lv(raid.images().get(0).name()).layout()
                        : layout();
        return guarded instanceof SegmentLayout.Integrity integrity
                ? Optional.of(integrity)
                : Optional.empty();
    }

    /** Its layout, if it is raid. */
    public Optional<SegmentLayout.Raid> raid() {
        return layout() instanceof SegmentLayout.Raid raid ? Optional.of(raid) : Optional.empty();
    }

    /** The physical volume that is being emptied. */
    public Optional<PvEntry> moveSource() {
        if (!volume.status().contains("PVMOVE")) {
            return Optional.empty();
        }
        return layout().areas().stream()
                .findFirst()
                .filter(SegmentArea::isPhysicalVolume)
                .map(area -> vg.pv(area.name()));
    }
}
