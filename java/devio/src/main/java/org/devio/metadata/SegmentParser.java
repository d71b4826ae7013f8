package org.devio.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.devio.config.ConfigEntry;
import org.devio.config.ConfigValue;
import org.devio.format.LvmFormatException;

/** Turns a section of a segment into a checked {@link Segment}. */
final class SegmentParser {
    /** All suffixes that lvm2 knows together have half as many characters. */
    private static final int LONGEST_TYPE = 256;

    /** What lvm2 may append to a type. One that is not known may change what the rest means. */
    private static final Set<String> KNOWN_FLAGS =
            Set.of(
                    "RESHAPE",
                    "RESHAPE_DATA_OFFSET",
                    "RESHAPE_DELTA_DISKS_PLUS",
                    "RESHAPE_DELTA_DISKS_MINUS",
                    "REMOVE_AFTER_RESHAPE",
                    "METADATA_FORMAT",
                    "CROP_METADATA",
                    "CACHE_USES_CACHEVOL");

    private final Set<String> physicalVolumes;
    private final Set<String> logicalVolumes;

    /**
     * Reads segments that may lie on these volumes.
     *
     * @param physicalVolumes section names
     * @param logicalVolumes names
     */
    SegmentParser(Set<String> physicalVolumes, Set<String> logicalVolumes) {
        this.physicalVolumes = physicalVolumes;
        this.logicalVolumes = logicalVolumes;
    }

    Segment parse(Fields fields) throws LvmFormatException {
        String typeWithFlags = fields.optionalText("type").orElse("striped");
        if (typeWithFlags.length() > LONGEST_TYPE) {
            throw fields.failure("type has " + typeWithFlags.length() + " characters");
        }
        List<String> type =
                typeWithFlags.indexOf('+') < 0
                        ? List.of(typeWithFlags)
                        : List.of(typeWithFlags.split("\\+", -1));
        long extentCount = fields.number("extent_count", 1, Fields.MAX_UINT32);
        SegmentLayout layout = layout(type, fields);
        for (String name : layout.references()) {
            demandVolume(fields, name);
        }
        if (layout instanceof SegmentLayout.ThinPool pool) {
            for (SegmentLayout.ThinMessage message : pool.messages()) {
                if (message.create().isPresent()) {
                    demandVolume(fields, message.create().get());
                }
            }
        }
        if (layout instanceof SegmentLayout.Striped striped
                && extentCount % striped.areas().size() != 0) {
            throw fields.failure(
                    extentCount + " extents do not divide by " + striped.areas().size());
        }
        return new Segment(
                fields.uint32("start_extent"),
                extentCount,
                type.get(0),
                type.subList(1, type.size()),
                fields.texts("tags"),
                fields.uint32("reshape_count", 0),
                fields.uint32("data_copies", 1),
                layout,
                fields.section());
    }

    private void demandVolume(Fields fields, String name) throws LvmFormatException {
        if (!logicalVolumes.contains(name)) {
            throw fields.failure("there is no LV " + name);
        }
    }

    private SegmentLayout layout(List<String> type, Fields fields) throws LvmFormatException {
        if (!KNOWN_FLAGS.containsAll(type.subList(1, type.size()))) {
            return new SegmentLayout.Unknown();
        }
        if (type.get(0).startsWith("raid")) {
            return raid(fields);
        }
        return switch (type.get(0)) {
            case "striped", "linear" -> striped(fields);
            case "mirror" ->
                    new SegmentLayout.Mirror(
                            areas(fields, "mirrors", fields.uint32("mirror_count")),
                            fields.optionalText("mirror_log"),
                            fields.uint32("region_size", 0),
                            fields.uint32("extents_moved", 0));
            case "snapshot" -> snapshot(fields);
            case "thin-pool" -> PoolParser.thinPool(fields);
            case "thin" ->
                    new SegmentLayout.Thin(
                            fields.text("thin_pool"),
                            fields.number("transaction_id", 0, Long.MAX_VALUE),
                            fields.uint32("device_id"),
                            fields.optionalText("origin"),
                            fields.optionalText("external_origin"),
                            fields.optionalText("merge"));
            case "cache-pool" -> PoolParser.cachePool(fields);
            case "cache" -> LayerParser.cache(fields);
            case "writecache" -> LayerParser.writeCache(fields);
            case "integrity" -> LayerParser.integrity(fields);
            case "vdo-pool" -> PoolParser.vdoPool(fields);
            case "vdo" ->
                    new SegmentLayout.Vdo(fields.text("vdo_pool"), fields.uint32("vdo_offset", 0));
            case "error", "zero" -> new SegmentLayout.Virtual();
            default -> new SegmentLayout.Unknown();
        };
    }

    private SegmentLayout striped(Fields fields) throws LvmFormatException {
        long count = fields.number("stripe_count", 1, Fields.MAX_UINT32);
        return new SegmentLayout.Striped(
                count > 1 ? fields.uint32("stripe_size") : 0, areas(fields, "stripes", count));
    }

    private static SegmentLayout snapshot(Fields fields) throws LvmFormatException {
        Optional<String> merging = fields.optionalText("merging_store");
        if (merging.isPresent() && fields.has("cow_store")) {
            throw fields.failure("of cow_store and merging_store both are there");
        }
        return new SegmentLayout.Snapshot(
                fields.uint32("chunk_size"),
                fields.text("origin"),
                merging.isPresent() ? merging.get() : fields.text("cow_store"),
                merging.isPresent());
    }

    /** Images stand alone (raid0), or each behind the volume of its metadata. */
    private static SegmentLayout raid(Fields fields) throws LvmFormatException {
        String countKey = fields.has("device_count") ? "device_count" : "stripe_count";
        long count = fields.number(countKey, 1, Fields.MAX_UINT32);
        String key = fields.has("raid0_lvs") ? "raid0_lvs" : "raids";
        List<String> names = fields.texts(key);
        boolean isPaired = names.size() == 2 * count;
        if (!isPaired && names.size() != count) {
            throw fields.failure(
                    key + " names " + names.size() + " volumes, " + countKey + " says " + count);
        }
        List<SegmentArea> metadata = new ArrayList<>();
        List<SegmentArea> images = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            (isPaired && i % 2 == 0 ? metadata : images)
                    .add(new SegmentArea(names.get(i), false, 0));
        }
        return new SegmentLayout.Raid(
                images,
                metadata,
                fields.uint32("region_size", 0),
                fields.uint32("stripe_size", 0),
                fields.uint32("writebehind", 0),
                fields.uint32("min_recovery_rate", 0),
                fields.uint32("max_recovery_rate", 0),
                fields.has("data_offset")
                        ? OptionalLong.of(fields.number("data_offset", 0, Fields.MAX_SECTORS))
                        : OptionalLong.empty());
    }

    /** Reads a list {@code ["name", extent, ...]} that must have {@code count} pairs. */
    private List<SegmentArea> areas(Fields fields, String key, long count)
            throws LvmFormatException {
        ConfigEntry entry = fields.section().entry(key).orElseThrow(() -> fields.missing(key));
        List<ConfigValue> scalars = entry.value().scalars();
        if (scalars.size() != 2 * count || count == 0) {
            throw fields.failure(
                    entry, "has " + scalars.size() + " elements, expected " + 2 * count);
        }
        List<SegmentArea> areas = new ArrayList<>(scalars.size() / 2);
        for (int i = 0; i < scalars.size(); i += 2) {
            if (!(scalars.get(i) instanceof ConfigValue.Text name)
                    || !(scalars.get(i + 1) instanceof ConfigValue.Whole extent)
                    || extent.number() < 0
                    || extent.number() > Fields.MAX_UINT32) {
                throw fields.failure(entry, "is not a list of names and extents");
            }
            areas.add(
                    new SegmentArea(
                            name.text(), physicalVolumes.contains(name.text()), extent.number()));
        }
        return areas;
    }
}
