package org.devio.cli.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.Segment;
import org.devio.metadata.SegmentArea;
import org.devio.metadata.SegmentLayout;

/**
 * What reports say of a logical volume.
 *
 * @param vg its group
 * @param volume how the group describes it
 */
record LvEntry(VgEntry vg, LogicalVolume volume) {
    /** The name; in brackets if users are not to see it. */
    String name() {
        return volume.isVisible() ? volume.name() : "[" + volume.name() + "]";
    }

    long size() {
        return vg.bytesOf(volume.extentCount());
    }

    Segment firstSegment() {
        return volume.segments().get(0);
    }

    List<SegmentEntry> segments() {
        return volume.segments().stream()
                .map(segment -> new SegmentEntry(vg, this, segment))
                .toList();
    }

    /** The segment that begins at this extent, which must exist. */
    SegmentEntry segmentAt(long startExtent) {
        return segments().stream()
                .filter(entry -> entry.segment().startExtent() == startExtent)
                .findFirst()
                .orElseThrow();
    }

    SegmentLayout layout() {
        return firstSegment().layout();
    }

    String type() {
        return firstSegment().type();
    }

    /** What it does for other volumes. */
    List<LvGraph.Use> uses() {
        return vg.graph().usesOf(volume);
    }

    boolean serves(LvRole role) {
        return use(role).isPresent();
    }

    Optional<LvGraph.Use> use(LvRole role) {
        return uses().stream().filter(use -> use.role() == role).findFirst();
    }

    /** The first segment of raid images that guard themselves, or of such an image. */
    Optional<Segment> integrity() {
        Segment guarded =
                layout() instanceof SegmentLayout.Raid raid
                        ? vg.lv(raid.images().get(0).name()).firstSegment()
                        : firstSegment();
        return Optional.of(guarded).filter(segment -> segment.type().equals("integrity"));
    }

    /** Whether it holds the blocks of a cache or write cache without a pool around them. */
    boolean isCacheVolume() {
        return volume.flags().contains("CACHE_VOL");
    }

    /** Whether it is kept for the repair of pools. */
    boolean isPoolSpare() {
        return volume.name().endsWith("_pmspare") && !volume.isVisible();
    }

    /** The volume that it is a part of. */
    Optional<LvEntry> parent() {
        return uses().stream()
                .filter(use -> use.role().isPart())
                .findFirst()
                .map(use -> new LvEntry(vg, use.user()));
    }

    /** The pool or store that serves it. */
    Optional<LvEntry> pool() {
        if (layout() instanceof SegmentLayout.Thin thin) {
            return Optional.of(vg.lv(thin.pool()));
        }
        if (layout() instanceof SegmentLayout.Layered layered && !type().equals("integrity")) {
            return layered.store().map(vg::lv);
        }
        return Optional.empty();
    }

    /** What it is a snapshot of, or what it stands in front of. */
    Optional<LvEntry> origin() {
        if (volume.snapshot().isPresent()) {
            return volume.snapshot().map(link -> vg.lv(link.origin()));
        }
        if (layout() instanceof SegmentLayout.Thin thin) {
            return thin.origin().or(thin::externalOrigin).map(vg::lv);
        }
        if (layout() instanceof SegmentLayout.Layered layered) {
            return Optional.of(vg.lv(layered.origin()));
        }
        return Optional.empty();
    }

    /** The volume that holds a pool's data. */
    Optional<LvEntry> poolData() {
        if (layout() instanceof SegmentLayout.ThinPool pool) {
            return Optional.of(vg.lv(pool.data()));
        }
        if (layout() instanceof SegmentLayout.CachePool pool) {
            return Optional.of(vg.lv(pool.data()));
        }
        return Optional.empty();
    }

    /** The volume that holds a pool's metadata. */
    Optional<LvEntry> poolMetadata() {
        if (layout() instanceof SegmentLayout.ThinPool pool) {
            return Optional.of(vg.lv(pool.metadata()));
        }
        if (layout() instanceof SegmentLayout.CachePool pool) {
            return Optional.of(vg.lv(pool.metadata()));
        }
        return Optional.empty();
    }

    Optional<LvEntry> mirrorLog() {
        return layout() instanceof SegmentLayout.Mirror mirror
                ? mirror.mirrorLog().map(vg::lv)
                : Optional.empty();
    }

    /** What it is a snapshot of, and that of, up to the first. */
    List<String> ancestors() {
        List<String> names = new ArrayList<>();
        Optional<LvEntry> next = snapshotOrigin();
        while (next.isPresent()) {
            names.add(next.get().name());
            next = next.get().snapshotOrigin();
        }
        return names;
    }

    private Optional<LvEntry> snapshotOrigin() {
        return layout() instanceof SegmentLayout.Layered ? Optional.empty() : origin();
    }

    /** Its snapshots, and theirs. */
    List<String> descendants() {
        return vg.lvs().stream()
                .filter(other -> other.ancestors().contains(name()))
                .map(LvEntry::name)
                .toList();
    }

    /** Whether some of it lies on a physical volume that is missing. */
    boolean isPartial() {
        return reachable().stream()
                .flatMap(lv -> lv.volume.segments().stream())
                .flatMap(segment -> segment.layout().areas().stream())
                .filter(SegmentArea::isPhysicalVolume)
                .anyMatch(area -> vg.pv(area.name()).isMissing());
    }

    /** Device-mapper targets that it takes, by lvm2's names of their modules. */
    List<String> modules() {
        Set<String> modules = new LinkedHashSet<>();
        for (LvEntry lv : reachable()) {
            lv.volume.segments().forEach(segment -> module(segment.type()).ifPresent(modules::add));
        }
        if (serves(LvRole.THICK_ORIGIN) || volume.snapshot().isPresent()) {
            modules.add("snapshot");
        }
        return modules.stream().sorted().toList();
    }

    private static Optional<String> module(String type) {
        if (type.startsWith("raid")) {
            return Optional.of("raid");
        }
        return switch (type) {
            case "striped", "linear" -> Optional.empty();
            case "cache-pool" -> Optional.of("cache");
            default -> Optional.of(type);
        };
    }

    /** This volume and all that it needs; the metadata has been checked for circles. */
    private Collection<LvEntry> reachable() {
        Map<String, LvEntry> found = new LinkedHashMap<>();
        Deque<LvEntry> waiting = new ArrayDeque<>(List.of(this));
        while (!waiting.isEmpty()) {
            LvEntry next = waiting.pop();
            if (found.putIfAbsent(next.volume.name(), next) == null) {
                next.volume.segments().stream()
                        .flatMap(segment -> segment.layout().references().stream())
                        .forEach(name -> waiting.push(vg.lv(name)));
            }
        }
        return found.values();
    }
}
