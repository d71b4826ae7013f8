package org.devio.report.internal;

import java.util.List;
import java.util.Optional;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.Segment;
import org.devio.metadata.SegmentArea;
import org.devio.metadata.SegmentLayout;

/**
 * A logical volume in a report: the library's view of it, and what takes its group's devices.
 *
 * @param vg its group
 * @param volume how the group describes it
 */
public record LvEntry(VgEntry vg, LogicalVolume volume) {
    /** What can be said of it without devices. */
    public LvView view() {
        return vg.relations().viewOf(volume);
    }

    /** The name; in brackets if users are not to see it. */
    public String name() {
        return view().name();
    }

    public String fullName() {
        return vg.name() + "/" + volume.name();
    }

    public long size() {
        return vg.bytesOf(volume.extentCount());
    }

    /** Without what raid keeps free for a change of its shape. */
    public long sizeForUsers() {
        return size() - vg.bytesOf(RaidShape.reshapeShare(firstSegment()));
    }

    public Segment firstSegment() {
        return volume.segments().get(0);
    }

    public SegmentLayout layout() {
        return firstSegment().layout();
    }

    public String type() {
        return firstSegment().type();
    }

    public List<SegmentEntry> segments() {
        return volume.segments().stream()
                .map(segment -> new SegmentEntry(vg, this, segment))
                .toList();
    }

    /** The segment that begins at this extent, which must exist. */
    public SegmentEntry segmentAt(long startExtent) {
        return segments().stream()
                .filter(entry -> entry.segment().startExtent() == startExtent)
                .findFirst()
                .orElseThrow();
    }

    /** What it does for other volumes in this role. */
    public List<LvUse> uses(LvRole role) {
        return vg.relations().usesOf(volume).stream().filter(use -> use.role() == role).toList();
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

    /** The words of {@code lv_health_status}. */
    public String health() {
        if (view().isPartial()) {
            return "partial";
        }
        // What raid is doing only the kernel knows, and lvm2 marks it so.
        return view().attributes().endsWith("X-") || view().attributes().endsWith("Xk")
                ? "unknown"
                : "";
    }
}
