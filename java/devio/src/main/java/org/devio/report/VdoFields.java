package org.devio.report;

import java.util.List;
import java.util.function.Function;
import org.devio.metadata.SegmentLayout;
import org.devio.metadata.VolumeGroup;
import org.devio.report.internal.SegmentEntry;

/** The fields of segments that tell how a VDO pool was set up. */
final class VdoFields {
    private static final long MIB = 1 << 20;

    static final List<Column<?>> ALL =
            List.of(
                    enabled("vdo_compression", "VDOCompression", "use_compression"),
                    enabled("vdo_deduplication", "VDODeduplication", "use_deduplication"),
                    enabled("vdo_use_metadata_hints", "VDOMetadataHints", "use_metadata_hints"),
                    setting(
                            "vdo_minimum_io_size",
                            "VDOMinimumIOSize",
                            Column.Kind.SIZE,
                            "minimum_io_size",
                            1),
                    setting(
                            "vdo_block_map_cache_size",
                            "VDOBlockMapCacheSize",
                            Column.Kind.SIZE,
                            "block_map_cache_size_mb",
                            MIB),
                    count("vdo_block_map_era_length", "VDOBlockMapEraLength"),
                    enabled("vdo_use_sparse_index", "VDOSparseIndex", "use_sparse_index"),
                    setting(
                            "vdo_index_memory_size",
                            "VDOIndexMemorySize",
                            Column.Kind.SIZE,
                            "index_memory_size_mb",
                            MIB),
                    setting("vdo_slab_size", "VDOSlabSize", Column.Kind.SIZE, "slab_size_mb", MIB),
                    count("vdo_ack_threads", "VDOAckThreads"),
                    count("vdo_bio_threads", "VDOBioThreads"),
                    count("vdo_bio_rotation", "VDOBioRotation"),
                    count("vdo_cpu_threads", "VDOCPUThreads"),
                    count("vdo_hash_zone_threads", "VDOHashZoneThreads"),
                    count("vdo_logical_threads", "VDOLogicalThreads"),
                    count("vdo_physical_threads", "VDOPhysicalThreads"),
                    count("vdo_max_discard", "VDOMaxDiscard"),
                    field(
                            "vdo_write_policy",
                            "VDOWritePolicy",
                            Column.Kind.TEXT,
                            pool -> pool.writePolicy().orElse("auto")),
                    field(
                            "vdo_header_size",
                            "VDOHeaderSize",
                            Column.Kind.SIZE,
                            pool -> pool.headerSizeSectors() * VolumeGroup.SECTOR_BYTES));

    private VdoFields() {}

    /** Of a pool, or of the pool of a volume; other segments have nothing. */
    private static <T> Column<T> field(
            String name,
            String heading,
            Column.Kind kind,
            Function<SegmentLayout.VdoPool, T> value) {
        return Column.of(
                Subject.SEGMENT,
                SegmentEntry.class,
                name,
                heading,
                kind,
                segment -> segment.vdoPool().map(value).orElse(null));
    }

    private static Column<Long> setting(
            String name, String heading, Column.Kind kind, String key, long unit) {
        return field(
                name,
                heading,
                kind,
                pool -> pool.settings().containsKey(key) ? pool.settings().get(key) * unit : null);
    }

    /** A number whose key is its field's name without the prefix. */
    private static Column<Long> count(String name, String heading) {
        return setting(name, heading, Column.Kind.NUMBER, name.substring("vdo_".length()), 1);
    }

    private static Column<Boolean> enabled(String name, String heading, String key) {
        return field(
                        name,
                        heading,
                        Column.Kind.FLAG,
                        pool -> pool.settings().getOrDefault(key, 0L) == 1)
                .called("enabled");
    }
}
