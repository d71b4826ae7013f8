package org.devio.metadata;

import java.util.List;
import java.util.Optional;
import org.devio.format.LvmFormatException;
import org.devio.format.LvmUuid;

/** Reads the segments that stand in front of another volume. */
final class LayerParser {
    private static final List<String> WRITECACHE_SETTINGS =
            List.of(
                    "high_watermark",
                    "low_watermark",
                    "writeback_jobs",
                    "autocommit_blocks",
                    "autocommit_time",
                    "fua",
                    "nofua",
                    "cleaner",
                    "max_age",
                    "metadata_only",
                    "pause_writeback");

    private static final List<String> INTEGRITY_SETTINGS =
            List.of(
                    "recalculate",
                    "journal_sectors",
                    "interleave_sectors",
                    "buffer_sectors",
                    "journal_watermark",
                    "commit_time",
                    "bitmap_flush_interval",
                    "sectors_per_bit",
                    "allow_discards");

    private LayerParser() {}

    static SegmentLayout cache(Fields fields) throws LvmFormatException {
        return new SegmentLayout.Cache(
                fields.text("origin"),
                fields.text("cache_pool"),
                fields.uint32("cleaner", 0) != 0,
                fields.has("metadata_start") ? Optional.of(cacheVolume(fields)) : Optional.empty());
    }

    private static SegmentLayout.CacheVolume cacheVolume(Fields fields) throws LvmFormatException {
        return new SegmentLayout.CacheVolume(
                PoolParser.cacheSettings(fields),
                fields.number("metadata_start", 0, Fields.MAX_SECTORS),
                fields.number("metadata_len", 0, Fields.MAX_SECTORS),
                fields.number("data_start", 0, Fields.MAX_SECTORS),
                fields.number("data_len", 0, Fields.MAX_SECTORS),
                optionalUuid(fields, "metadata_id"),
                optionalUuid(fields, "data_id"));
    }

    private static Optional<LvmUuid> optionalUuid(Fields fields, String key)
            throws LvmFormatException {
        return fields.has(key) ? Optional.of(fields.uuid(key)) : Optional.empty();
    }

    static SegmentLayout writeCache(Fields fields) throws LvmFormatException {
        if (fields.has("writecache_setting_key") != fields.has("writecache_setting_val")) {
            throw fields.failure("of a writecache setting's key and value only one is there");
        }
        return new SegmentLayout.WriteCache(
                fields.text("origin"),
                fields.text("writecache"),
                fields.uint32("writecache_block_size"),
                fields.numbers(WRITECACHE_SETTINGS),
                fields.optionalText("writecache_setting_key"),
                fields.optionalText("writecache_setting_val"));
    }

    static SegmentLayout integrity(Fields fields) throws LvmFormatException {
        return new SegmentLayout.Integrity(
                fields.text("origin"),
                fields.number("data_sectors", 0, Fields.MAX_SECTORS),
                fields.text("mode"),
                fields.uint32("tag_size"),
                fields.uint32("block_size"),
                fields.text("internal_hash"),
                fields.optionalText("meta_dev"),
                fields.numbers(INTEGRITY_SETTINGS));
    }
}
