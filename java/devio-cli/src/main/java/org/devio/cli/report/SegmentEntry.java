package org.devio.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.devio.format.ConfigEntry;
import org.devio.format.ConfigNode;
import org.devio.format.ConfigSection;
import org.devio.format.ConfigValue;
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
record SegmentEntry(VgEntry vg, LvEntry lv, Segment segment) {
    private static final ConfigSection NO_TEXT = new ConfigSection("", List.of(), 0, 0);

    /** Extents of a physical volume that no volume uses. */
    static SegmentEntry free(VgEntry vg, long extentCount) {
        Segment nothing =
                new Segment(
                        0,
                        extentCount,
                        "free",
                        List.of(),
                        List.of(),
                        0,
                        1,
                        new SegmentLayout.Virtual(),
                        NO_TEXT);
        return new SegmentEntry(vg, null, nothing);
    }

    SegmentLayout layout() {
        return segment.layout();
    }

    List<SegmentArea> areas() {
        return layout().areas();
    }

    String type() {
        return layout() instanceof SegmentLayout.Striped && areas().size() == 1
                ? "linear"
                : segment.type();
    }

    RaidShape shape() {
        return RaidShape.of(segment);
    }

    /** Extents kept free for a change of shape; an image of raid has its share. */
    Long reshapeExtents() {
        if (lv == null || !lv.serves(LvRole.RAID_IMAGE)) {
            return shape().reshapeExtents();
        }
        Segment raid = lv.use(LvRole.RAID_IMAGE).orElseThrow().segment();
        Long all = RaidShape.of(raid).reshapeExtents();
        return all == null ? null : (Long) (all / raid.layout().areas().size());
    }

    long startBytes() {
        return vg.bytesOf(segment.startExtent());
    }

    long bytes() {
        return vg.bytesOf(segment.extentCount());
    }

    long stripeBytes() {
        if (layout() instanceof SegmentLayout.Striped striped) {
            return bytes(striped.stripeSizeSectors());
        }
        return layout() instanceof SegmentLayout.Raid raid ? bytes(raid.stripeSizeSectors()) : 0;
    }

    long regionBytes() {
        if (layout() instanceof SegmentLayout.Mirror mirror) {
            return bytes(mirror.regionSizeSectors());
        }
        return layout() instanceof SegmentLayout.Raid raid ? bytes(raid.regionSizeSectors()) : 0;
    }

    /** Of a pool, a cached volume or the store of a snapshot. */
    long chunkBytes() {
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

    Long thinCount() {
        return layout() instanceof SegmentLayout.ThinPool
                ? lv.uses().stream().filter(use -> use.role() == LvRole.THIN_POOL).count()
                : null;
    }

    String discards() {
        return thinPool().flatMap(SegmentLayout.ThinPool::discards).orElse("");
    }

    /** Whether new blocks are zeroed; only thin pools can tell. */
    String zero() {
        return thinPool().map(pool -> pool.isZeroing() ? "zero" : "").orElse("unknown");
    }

    Long transactionId() {
        if (layout() instanceof SegmentLayout.Thin thin) {
            return thin.transactionId();
        }
        return layout() instanceof SegmentLayout.ThinPool pool ? pool.transactionId() : null;
    }

    Long thinId() {
        return layout() instanceof SegmentLayout.Thin thin ? thin.deviceId() : null;
    }

    private Optional<SegmentLayout.ThinPool> thinPool() {
        SegmentLayout found =
                layout() instanceof SegmentLayout.Thin thin
                        ? vg.lv(thin.pool()).layout()
                        : layout();
        return found instanceof SegmentLayout.ThinPool pool ? Optional.of(pool) : Optional.empty();
    }

    Long cacheMetadataFormat() {
        return cacheNumber("metadata_format").orElse(null);
    }

    String cacheMode() {
        return cacheText("cache_mode");
    }

    String cachePolicy() {
        return cacheText("policy");
    }

    List<String> cacheSettings() {
        return cacheSegment()
                .flatMap(settings -> settings.config().section("policy_settings"))
                .map(ConfigSection::items)
                .orElse(List.of())
                .stream()
                .map(SegmentEntry::setting)
                .toList();
    }

    private static String setting(ConfigNode node) {
        return node instanceof ConfigEntry entry && entry.value() instanceof ConfigValue.Whole whole
                ? entry.key() + "=" + whole.number()
                : node.key();
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
        return lv.pool()
                .map(LvEntry::firstSegment)
                .filter(store -> store.type().equals("cache-pool"))
                .or(() -> Optional.of(segment));
    }

    /** What it lies on, each with the first extent there: {@code /dev/sda(0)}. */
    List<String> devices() {
        return areas().stream().map(this::device).toList();
    }

    List<String> metadataDevices() {
        return metadataAreas().stream().map(this::device).toList();
    }

    private String device(SegmentArea area) {
        String name = area.isPhysicalVolume() ? vg.pv(area.name()).name() : area.name();
        return name + "(" + area.firstExtent() + ")";
    }

    /** The extents it lies on: {@code /dev/sda:0-9}; the names of hidden volumes plain. */
    String physicalRanges() {
        List<String> ranges = new ArrayList<>();
        for (SegmentArea area : areas()) {
            String name = area.isPhysicalVolume() ? vg.pv(area.name()).name() : area.name();
            ranges.add(range(name, area, shape().extentsPerArea()));
        }
        return String.join(" ", ranges);
    }

    /** The same, with the names of hidden volumes in brackets. */
    List<String> logicalRanges() {
        return areas().stream()
                .map(area -> range(shownName(area), area, shape().extentsPerArea()))
                .toList();
    }

    List<String> metadataRanges() {
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
