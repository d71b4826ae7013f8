package org.devio.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.devio.config.ConfigNode;
import org.devio.config.ConfigSection;

/** Writes the inside of a segment as lvm2 writes it. */
final class SegmentWriter {
    /** What {@link #write} has written before it comes to the items that it only carries. */
    private static final Set<String> COMMON =
            Set.of("start_extent", "extent_count", "reshape_count", "type", "tags");

    /** In megabytes, and said so. */
    private static final Set<String> VDO_MEGABYTES =
            Set.of("block_map_cache_size_mb", "index_memory_size_mb", "slab_size_mb");

    private static final Set<String> VDO_SWITCHES =
            Set.of(
                    "use_compression",
                    "use_deduplication",
                    "use_metadata_hints",
                    "use_sparse_index");

    private static final long SECTORS_A_MEGABYTE = 2048;

    private final VolumeGroup group;
    private final MetadataText text;

    SegmentWriter(VolumeGroup group, MetadataText text) {
        this.group = group;
        this.text = text;
    }

    void write(Segment segment) {
        text.number("start_extent", segment.startExtent());
        extents("extent_count", segment.extentCount());
        text.blank();
        if (segment.reshapeCount() > 0) {
            extents("reshape_count", segment.reshapeCount());
        }
        List<String> type = new ArrayList<>(List.of(segment.type()));
        type.addAll(segment.typeFlags());
        text.string("type", String.join("+", type));
        text.listUnlessEmpty("tags", segment.tags());
        write(segment, segment.layout());
    }

    private void write(Segment segment, SegmentLayout layout) {
        if (layout instanceof SegmentLayout.Striped striped) {
            write(striped);
        } else if (layout instanceof SegmentLayout.Mirror mirror) {
            write(mirror);
        } else if (layout instanceof SegmentLayout.Raid raid) {
            write(segment, raid);
        } else if (layout instanceof SegmentLayout.Snapshot snapshot) {
            text.number("chunk_size", snapshot.chunkSizeSectors());
            text.string("origin", snapshot.origin());
            text.string(snapshot.isMerging() ? "merging_store" : "cow_store", snapshot.store());
        } else if (layout instanceof SegmentLayout.ThinPool pool) {
            write(pool);
        } else if (layout instanceof SegmentLayout.Thin thin) {
            write(thin);
        } else if (layout instanceof SegmentLayout.CachePool pool) {
            text.string("data", pool.data());
            text.string("metadata", pool.metadata());
            write(pool.settings());
        } else if (layout instanceof SegmentLayout.Cache cache) {
            write(cache);
        } else if (layout instanceof SegmentLayout.WriteCache cache) {
            write(cache);
        } else if (layout instanceof SegmentLayout.Integrity integrity) {
            write(integrity);
        } else if (layout instanceof SegmentLayout.VdoPool pool) {
            write(pool);
        } else if (layout instanceof SegmentLayout.Vdo vdo) {
            text.string("vdo_pool", vdo.pool());
            text.number("vdo_offset", vdo.offsetExtents());
        } else if (layout instanceof SegmentLayout.Unknown) {
            carry(segment.config());
        }
    }

    private void carry(ConfigSection config) {
        List<ConfigNode> items =
                config.items().stream().filter(item -> !COMMON.contains(item.key())).toList();
        text.carry(items);
    }

    private void write(SegmentLayout.Striped striped) {
        int count = striped.areas().size();
        text.line("stripe_count = " + count, count == 1 ? "\t# linear" : "");
        if (count > 1) {
            text.size("stripe_size", striped.stripeSizeSectors(), striped.stripeSizeSectors());
        }
        text.rows("stripes", rows(striped.areas()));
    }

    private void write(SegmentLayout.Mirror mirror) {
        text.number("mirror_count", mirror.areas().size());
        if (mirror.extentsMoved() > 0) {
            extents("extents_moved", mirror.extentsMoved());
        }
        text.string("mirror_log", mirror.mirrorLog());
        text.numberUnlessZero("region_size", mirror.regionSizeSectors());
        text.rows("mirrors", rows(mirror.areas()));
    }

    private void write(Segment segment, SegmentLayout.Raid raid) {
        boolean isStripedAlone = segment.type().startsWith("raid0");
        text.number(isStripedAlone ? "stripe_count" : "device_count", raid.images().size());
        if (segment.dataCopies() > 1) {
            text.number("data_copies", segment.dataCopies());
        }
        text.numberUnlessZero("region_size", raid.regionSizeSectors());
        text.numberUnlessZero("stripe_size", raid.stripeSizeSectors());
        text.numberUnlessZero("writebehind", raid.writeBehind());
        text.numberUnlessZero("min_recovery_rate", raid.minRecoveryRate());
        text.numberUnlessZero("max_recovery_rate", raid.maxRecoveryRate());
        raid.dataOffsetSectors().ifPresent(offset -> text.number("data_offset", offset));
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < raid.images().size(); i++) {
            String image = MetadataText.quoted(raid.images().get(i).name());
            rows.add(
                    raid.metadata().isEmpty()
                            ? image
                            : MetadataText.quoted(raid.metadata().get(i).name()) + ", " + image);
        }
        text.rows(raid.metadata().isEmpty() ? "raid0_lvs" : "raids", rows);
    }

    private void write(SegmentLayout.ThinPool pool) {
        text.string("metadata", pool.metadata());
        text.string("pool", pool.data());
        text.number("transaction_id", pool.transactionId());
        text.size("chunk_size", pool.chunkSizeSectors(), pool.chunkSizeSectors());
        text.string("discards", pool.discards());
        if (pool.isZeroing()) {
            text.number("zero_new_blocks", 1);
        }
        pool.isMetadataCropped().ifPresent(is -> text.number("crop_metadata", is ? 1 : 0));
        for (int i = 0; i < pool.messages().size(); i++) {
            if (i == 0) {
                text.blank();
            }
            SegmentLayout.ThinMessage message = pool.messages().get(i);
            text.open("message" + (i + 1));
            text.string("create", message.create());
            message.delete().ifPresent(id -> text.number("delete", id));
            text.close();
        }
    }

    private void write(SegmentLayout.Thin thin) {
        text.string("thin_pool", thin.pool());
        text.number("transaction_id", thin.transactionId());
        text.number("device_id", thin.deviceId());
        text.string("external_origin", thin.externalOrigin());
        text.string("origin", thin.origin());
        text.string("merge", thin.merge());
    }

    private void write(SegmentLayout.CacheSettings settings) {
        text.numberUnlessZero("metadata_format", settings.metadataFormat());
        text.numberUnlessZero("chunk_size", settings.chunkSizeSectors());
        text.string("cache_mode", settings.mode());
        text.string("policy", settings.policy());
        text.carry("policy_settings", settings.policySettings());
    }

    private void write(SegmentLayout.Cache cache) {
        text.string("cache_pool", cache.pool());
        text.string("origin", cache.origin());
        if (cache.isCleaning()) {
            text.number("cleaner", 1);
        }
        if (cache.cacheVolume().isPresent()) {
            SegmentLayout.CacheVolume volume = cache.cacheVolume().get();
            write(volume.settings());
            text.number("metadata_start", volume.metadataStartSectors());
            text.number("metadata_len", volume.metadataSectors());
            text.number("data_start", volume.dataStartSectors());
            text.number("data_len", volume.dataSectors());
            volume.metadataId().ifPresent(id -> text.string("metadata_id", id.dashed()));
            volume.dataId().ifPresent(id -> text.string("data_id", id.dashed()));
        }
    }

    private void write(SegmentLayout.WriteCache cache) {
        text.string("writecache", cache.cache());
        text.string("origin", cache.origin());
        text.number("writecache_block_size", cache.blockSizeBytes());
        text.numbers(cache.settings());
        text.string("writecache_setting_key", cache.otherSetting());
        text.string("writecache_setting_val", cache.otherValue());
    }

    private void write(SegmentLayout.Integrity integrity) {
        text.string("origin", integrity.origin());
        text.number("data_sectors", integrity.dataSectors());
        text.string("mode", integrity.mode());
        text.number("tag_size", integrity.tagSizeBytes());
        text.number("block_size", integrity.blockSizeBytes());
        text.string("internal_hash", integrity.internalHash());
        text.string("meta_dev", integrity.store());
        text.numbers(integrity.settings());
    }

    private void write(SegmentLayout.VdoPool pool) {
        text.string("data", pool.data());
        text.size("header_size", pool.headerSizeSectors(), pool.headerSizeSectors());
        extents("virtual_extents", pool.virtualExtents());
        text.blank();
        pool.settings().forEach(this::vdoSetting);
        // A bare word, as lvm2 writes nowhere else.
        text.word("write_policy", pool.writePolicy());
    }

    private void vdoSetting(String key, long number) {
        if (VDO_MEGABYTES.contains(key)) {
            text.size(key, number, number * SECTORS_A_MEGABYTE);
        } else if (number != 0 || !VDO_SWITCHES.contains(key)) {
            text.number(key, number);
        }
    }

    private void extents(String key, long extents) {
        text.size(key, extents, extents * group.extentSizeSectors());
    }

    /** One area a line. */
    private static List<String> rows(List<SegmentArea> areas) {
        return areas.stream()
                .map(area -> MetadataText.quoted(area.name()) + ", " + area.firstExtent())
                .toList();
    }
}
