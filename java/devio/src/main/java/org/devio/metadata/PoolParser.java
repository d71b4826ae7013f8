package org.devio.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.devio.config.ConfigEntry;
import org.devio.config.ConfigNode;
import org.devio.config.ConfigSection;
import org.devio.config.ConfigValue;
import org.devio.format.LvmFormatException;

/** Reads the segments that others draw their space from. */
final class PoolParser {
    private static final List<String> VDO_SETTINGS =
            List.of(
                    "use_compression",
                    "use_deduplication",
                    "use_metadata_hints",
                    "minimum_io_size",
                    "block_map_cache_size_mb",
                    "block_map_era_length",
                    "use_sparse_index",
                    "index_memory_size_mb",
                    "max_discard",
                    "slab_size_mb",
                    "ack_threads",
                    "bio_threads",
                    "bio_rotation",
                    "cpu_threads",
                    "hash_zone_threads",
                    "logical_threads",
                    "physical_threads");

    private PoolParser() {}

    static SegmentLayout thinPool(Fields fields) throws LvmFormatException {
        List<SegmentLayout.ThinMessage> messages = new ArrayList<>();
        for (ConfigSection section : fields.section().sections()) {
            if (section.key().startsWith("message")) {
                messages.add(message(new Fields(fields, "", section)));
            }
        }
        return new SegmentLayout.ThinPool(
                fields.text("pool"),
                fields.text("metadata"),
                fields.number("transaction_id", 0, Long.MAX_VALUE),
                fields.uint32("chunk_size"),
                fields.optionalText("discards"),
                fields.uint32("zero_new_blocks", 0) != 0,
                fields.has("crop_metadata")
                        ? Optional.of(fields.uint32("crop_metadata") != 0)
                        : Optional.empty(),
                messages);
    }

    private static SegmentLayout.ThinMessage message(Fields fields) throws LvmFormatException {
        if (fields.has("create") == fields.has("delete")) {
            throw fields.failure("needs one of create and delete");
        }
        return new SegmentLayout.ThinMessage(
                fields.optionalText("create"),
                fields.has("delete")
                        ? OptionalLong.of(fields.uint32("delete"))
                        : OptionalLong.empty());
    }

    static SegmentLayout cachePool(Fields fields) throws LvmFormatException {
        fields.uint32("chunk_size");
        return new SegmentLayout.CachePool(
                fields.text("data"), fields.text("metadata"), cacheSettings(fields));
    }

    static SegmentLayout.CacheSettings cacheSettings(Fields fields) throws LvmFormatException {
        Map<String, ConfigValue> policySettings = new LinkedHashMap<>();
        Optional<ConfigSection> section = fields.section().section("policy_settings");
        for (ConfigNode item : section.map(ConfigSection::items).orElse(List.of())) {
            if (!(item instanceof ConfigEntry entry)
                    || entry.value() instanceof ConfigValue.Array) {
                throw fields.failure("policy setting " + item.key() + " is not one value");
            }
            policySettings.putIfAbsent(entry.key(), entry.value());
        }
        return new SegmentLayout.CacheSettings(
                fields.uint32("metadata_format", 0),
                fields.uint32("chunk_size", 0),
                fields.optionalText("cache_mode"),
                fields.optionalText("policy"),
                policySettings);
    }

    static SegmentLayout vdoPool(Fields fields) throws LvmFormatException {
        return new SegmentLayout.VdoPool(
                fields.text("data"),
                fields.number("header_size", 0, Fields.MAX_SECTORS),
                fields.uint32("virtual_extents"),
                fields.numbers(VDO_SETTINGS),
                fields.optionalText("write_policy"));
    }
}
