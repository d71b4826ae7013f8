package org.devio.report.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.devio.config.ConfigEntry;
import org.devio.config.ConfigNode;
import org.devio.config.ConfigSection;
import org.devio.config.ConfigValue;
import org.devio.metadata.Segment;
import org.devio.metadata.SegmentArea;
import org.devio.metadata.SegmentLayout;
import org.devio.metadata.VolumeGroup;

/**
 * What reports say of a segment of a logical volume, or of free extents.
 *
 * @param vg its group
 * @param lv its volume; null for free extents
 * @param segment how the metadata describes it
 */
public record SegmentEntry(VgEntry vg, LvEntry lv, Segment segment) {
    /** Extents of a physical volume that no volume uses. */
    public static SegmentEntry free(VgEntry vg, long extentCount) {
        return nothing(vg, extentCount, "free");
    }

    /** A segment that lies on nothing and is part of no volume. */
    public static SegmentEntry nothing(VgEntry vg, long extentCount, String type) {
        return new SegmentEntry(vg, null, Segment.empty(type, extentCount));
    }

    /** How it is laid out. */
    public SegmentLayout layout() {
        return segment.layout();
    }

    /** What it lies on. */
    public List<SegmentArea> areas() {
        return layout().areas();
    }

    /** Its type, with suffixes that nobody knows. */
    public String type() {
        if (layout() instanceof SegmentLayout.Unknown && !segment.typeFlags().isEmpty()) {
            return segment.type() + "+" + String.join("+", segment.typeFlags());
        }
        return layout() instanceof SegmentLayout.Striped && areas().size() == 1
                ? "linear"
                : segment.type();
    }

    /** How its areas share its data. */
    public RaidShape shape() {
        return RaidShape.of(segment);
    }

    /** Extents kept free for a change of shape; an image of raid that could has none of its own. */
    public Long reshapeExtents() {
        List<LvUse> uses = lv == null ? List.of() : lv.uses(LvRole.RAID_IMAGE);
        if (uses.isEmpty()) {
            return shape().reshapeExtents();
        }
        return RaidShape.of(uses.get(0).segment()).reshapeExtents() == null ? null : (Long) 0L;
    }

    /** Where it begins in its volume. */
    public long startBytes() {
        return vg.bytesOf(segment.startExtent());
    }

    /** How long it is. */
    public long bytes() {
        return vg.bytesOf(segment.extentCount());
    }

    /** Size of a stripe; 0 without any. */
    public long stripeBytes() {
        if (layout() instanceof SegmentLayout.Striped striped) {
            return bytes(striped.stripeSizeSectors());
        }
        return layout() instanceof SegmentLayout.Raid raid ? bytes(raid.stripeSizeSectors()) : 0;
    }

    /** Size of a region of a mirror or raid; 0 for others. */
    public long regionBytes() {
        if (layout() instanceof SegmentLayout.Mirror mirror) {
            return bytes(mirror.regionSizeSectors());
        }
        return layout() instanceof SegmentLayout.Raid raid ? bytes(raid.regionSizeSectors()) : 0;
    }

    /** Of a pool, a cached volume or the store of a snapshot. */
    public long chunkBytes() {
        if (layout() instanceof SegmentLayout.ThinPool pool) {
            return bytes(pool.chunkSizeSectors());
        }
        if (lv != null && lv.volume().snapshot().isPresent()) {
            return bytes(lv.volume().snapshot().get().chunkSizeSectors());
        }
        return cacheNumber("chunk_size").map(SegmentEntry::bytes).orElse(0L);
    }

    private static long bytes(long sectors) {
        return sectors * VolumeGroup.SECTOR_BYTES;
    }

    /** How many volumes a thin pool has; null for others. */
    public Long thinCount() {
        return layout() instanceof SegmentLayout.ThinPool
                ? (long) lv.uses(LvRole.THIN_POOL).size()
                : null;
    }

    /** What a thin pool does with discards. */
    public String discards() {
        return thinPool().flatMap(SegmentLayout.ThinPool::discards).orElse("");
    }

    /** Whether new blocks are zeroed; null where no thin pool can tell. */
    public Boolean zero() {
        return thinPool().map(SegmentLayout.ThinPool::isZeroing).orElse(null);
    }

    /** Of a thin pool or volume; null for others. */
    public Long transactionId() {
        if (layout() instanceof SegmentLayout.Thin thin) {
            return thin.transactionId();
        }
        return layout() instanceof SegmentLayout.ThinPool pool ? pool.transactionId() : null;
    }

    /** The settings of a VDO pool, told of its volumes too. */
    public Optional<SegmentLayout.VdoPool> vdoPool() {
        SegmentLayout found =
                layout() instanceof SegmentLayout.Vdo vdo ? vg.lv(vdo.pool()).layout() : layout();
        return found instanceof SegmentLayout.VdoPool pool ? Optional.of(pool) : Optional.empty();
    }

    /** Number of a thin volume in its pool; null for others. */
    public Long thinId() {
        return layout() instanceof SegmentLayout.Thin thin ? thin.deviceId() : null;
    }

    private Optional<SegmentLayout.ThinPool> thinPool() {
        SegmentLayout found =
                layout() instanceof SegmentLayout.Thin thin
                        ? vg.lv(thin.pool()).layout()
                        : layout();
        return found instanceof SegmentLayout.ThinPool pool ? Optional.of(pool) : Optional.empty();
    }

    /** Of a cache; null for others. */
    public Long cacheMetadataFormat() {
        return cacheNumber("metadata_format").orElse(null);
    }

    /** Of a cache; empty for others. */
    public String cacheMode() {
        return cacheText("cache_mode");
    }

    /** Of a cache; empty for others. */
    public String cachePolicy() {
        return cacheText("policy");
    }

    /** Of a cache or write cache, each as key and value. */
    public List<String> cacheSettings() {
        if (layout() instanceof SegmentLayout.WriteCache cache) {
            List<String> settings = new ArrayList<>();
            cache.settings().forEach((name, value) -> settings.add(name + "=" + value));
            cache.otherSetting()
                    .ifPresent(name -> settings.add(name + "=" + cache.otherValue().orElse("")));
            return settings;
        }
        return cacheSegment()
                .flatMap(settings -> settings.config().section("policy_settings"))
                .map(ConfigSection::items)
                .orElse(List.of())
                .stream()
                .map(SegmentEntry::setting)
                .toList();
    }

    private static String setting(ConfigNode node) {
        if (!(node instanceof ConfigEntry entry)) {
            return node.key();
        }
        if (entry.value() instanceof ConfigValue.Whole whole) {
            return entry.key() + "=" + whole.number();
        }
        return entry.value() instanceof ConfigValue.Text text
                ? entry.key() + "=\"" + text.text() + "\""
                : entry.key();
    }

    /** Whether dmeventd watches: only known without asking where it never does. */
    public String monitoring() {
        boolean isNeverWatched =
                segment.type().startsWith("raid0")
                        || lv != null && lv.volume().status().contains("PVMOVE");
        return isNeverWatched ? "not monitored" : "";
    }

    private String cacheText(String key) {
        return cacheEntry(key)
                .map(value -> value instanceof ConfigValue.Text text ? text.text() : "")
                .orElse("");
    }

    private Optional<Long> cacheNumber(String key) {
        return cacheEntry(key)
                .map(value -> value instanceof ConfigValue.Whole whole ? whole.number() : 0L);
    }

    private Optional<ConfigValue> cacheEntry(String key) {
        return cacheSegment()
                .flatMap(settings -> settings.config().entry(key))
                .map(ConfigEntry::value);
    }

    /** Where a cache's settings stand: with its pool, or with itself if it has a volume instead. */
    private Optional<Segment> cacheSegment() {
        if (segment.type().equals("cache-pool")) {
            return Optional.of(segment);
        }
        if (!segment.type().equals("cache")) {
            return Optional.empty();
        }
        return lv.view()
                .pool()
                .map(pool -> pool.volume().segments().get(0))
                .filter(store -> store.type().equals("cache-pool"))
                .or(() -> Optional.of(segment));
    }

    /** What it lies on, each with the first extent there: {@code /dev/sda(0)}. */
    public List<String> devices() {
        return areas().stream().map(this::device).toList();
    }

    /** The same of what holds the state of raid images. */
    public List<String> metadataDevices() {
        return metadataAreas().stream().map(this::device).toList();
    }

    private String device(SegmentArea area) {
        String name = area.isPhysicalVolume() ? vg.pv(area.name()).name() : area.name();
        return name + "(" + area.firstExtent() + ")";
    }

    /** The extents it lies on: {@code /dev/sda:0-9}; the names of hidden volumes plain. */
    public String physicalRanges() {
        List<String> ranges = new ArrayList<>();
        for (SegmentArea area : areas()) {
            String name = area.isPhysicalVolume() ? vg.pv(area.name()).name() : area.name();
            ranges.add(range(name, area, extentsPerArea()));
        }
        return String.join(" ", ranges);
    }

    /** The same, with the names of hidden volumes in brackets. */
    public List<String> logicalRanges() {
        return areas().stream()
                .map(area -> range(shownName(area), area, extentsPerArea()))
                .toList();
    }

    /** A VDO volume has more extents than its pool, and is said to lie on all of these. */
    private long extentsPerArea() {
        return layout() instanceof SegmentLayout.Vdo vdo
                ? vg.lv(vdo.pool()).volume().extentCount()
                : shape().extentsPerArea();
    }

    /** The same of what holds the state of raid images, in full. */
    public List<String> metadataRanges() {
        return metadataAreas().stream()
                .map(
                        area ->
                                range(
                                        shownName(area),
                                        area,
                                        vg.lv(area.name()).volume().extentCount()))
                .toList();
    }

    private String shownName(SegmentArea area) {
        return area.isPhysicalVolume() ? vg.pv(area.name()).name() : vg.lv(area.name()).name();
    }

    private static String range(String name, SegmentArea area, long extents) {
        return name + ":" + area.firstExtent() + "-" + (area.firstExtent() + extents - 1);
    }

    private List<SegmentArea> metadataAreas() {
        return layout() instanceof SegmentLayout.Raid raid ? raid.metadata() : List.of();
    }
}
