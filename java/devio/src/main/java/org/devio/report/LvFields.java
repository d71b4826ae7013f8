package org.devio.report;

import static org.devio.report.Field.Kind.FLAG;
import static org.devio.report.Field.Kind.LIST;
import static org.devio.report.Field.Kind.NUMBER;
import static org.devio.report.Field.Kind.SIZE;
import static org.devio.report.Field.Kind.TEXT;
import static org.devio.report.Field.Kind.TIME;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.SegmentLayout;
import org.devio.metadata.VolumeGroup;
import org.devio.report.internal.LvEntry;
import org.devio.report.internal.LvView;
import org.devio.report.internal.PvEntry;

/** The fields of logical volumes. */
final class LvFields {
    /** What the metadata says. */
    static final List<Field> METADATA =
            List.of(
                    field("lv_uuid", "LV UUID", TEXT, lv -> lv.volume().id().dashed()).wide(38),
                    field("lv_name", "LV", TEXT, LvEntry::name).wide(4),
                    field("lv_full_name", "LV", TEXT, LvEntry::fullName),
                    field("lv_path", "Path", TEXT, lv -> lv.view().path().orElse("")),
                    field("lv_dm_path", "DMPath", TEXT, lv -> lv.view().deviceMapperPath()),
                    field("lv_parent", "Parent", TEXT, name(LvView::parent)),
                    field("lv_layout", "Layout", LIST, lv -> lv.view().layoutWords()).wide(10),
                    field("lv_role", "Role", LIST, lv -> lv.view().roleWords()).wide(10),
                    flag(
                                    "lv_initial_image_sync",
                                    "InitImgSync",
                                    "initial image sync",
                                    LvFields::isInitiallySynced)
                            .wide(10),
                    without("lv_image_synced", "ImgSynced", FLAG, "").wide(10),
                    flag("lv_merging", "Merging", "merging", lv -> lv.view().isMerging()).wide(10),
                    without("lv_converting", "Converting", FLAG, ""),
                    field(
                                    "lv_allocation_policy",
                                    "AllocPol",
                                    TEXT,
                                    lv -> lv.volume().allocationPolicy().orElse("inherit"))
                            .wide(10),
                    flag("lv_allocation_locked", "AllocLock", "allocation locked", status("LOCKED"))
                            .wide(10),
                    flag("lv_fixed_minor", "FixMin", "fixed minor", LvFields::isFixed).wide(10),
                    flag(
                                    "lv_skip_activation",
                                    "SkipAct",
                                    "skip activation",
                                    flagged("ACTIVATION_SKIP"))
                            .wide(15),
                    flag(
                            "lv_autoactivation",
                            "AutoAct",
                            "enabled",
                            lv -> !flagged("NOAUTOACTIVATE").apply(lv)),
                    field("lv_when_full", "WhenFull", TEXT, LvFields::whenFull).wide(15),
                    without("lv_active", "Active", TEXT, "unknown").wide(7),
                    without("lv_active_locally", "ActLocal", FLAG, "unknown").wide(10),
                    without("lv_active_remotely", "ActRemote", FLAG, "unknown").wide(10),
                    without("lv_active_exclusively", "ActExcl", FLAG, "unknown").wide(10),
                    field("lv_major", "Maj", NUMBER, LvFields::major),
                    field(
                            "lv_minor",
                            "Min",
                            NUMBER,
                            lv -> isFixed(lv) ? (long) lv.volume().minor() : -1L),
                    field("lv_read_ahead", "Rahead", SIZE, LvFields::readAhead),
                    size(),
                    field(
                            "lv_metadata_size",
                            "MSize",
                            SIZE,
                            lv -> orNull(lv.view().metadataBytes())),
                    field("seg_count", "#Seg", NUMBER, lv -> (long) lv.volume().segments().size()),
                    field("origin", "Origin", TEXT, name(LvView::origin)),
                    field("origin_uuid", "Origin UUID", TEXT, uuid(LvView::origin)).wide(38),
                    field("origin_size", "OSize", SIZE, LvFields::originSize),
                    field("lv_ancestors", "Ancestors", LIST, lv -> lv.view().ancestors()),
                    field(
                            "lv_full_ancestors",
                            "FAncestors",
                            LIST,
                            lv -> lv.vg().fullAncestorsOf(lv.volume().name())),
                    field("lv_descendants", "Descendants", LIST, lv -> lv.view().descendants()),
                    field(
                            "lv_full_descendants",
                            "FDescendants",
                            LIST,
                            lv -> lv.vg().fullDescendantsOf(lv.volume().name())),
                    without("raid_mismatch_count", "Mismatches", NUMBER, ""),
                    without("raid_sync_action", "SyncAction", TEXT, ""),
                    raid("raid_write_behind", "WBehind", SegmentLayout.Raid::writeBehind),
                    raid("raid_min_recovery_rate", "MinSync", SegmentLayout.Raid::minRecoveryRate),
                    raid("raid_max_recovery_rate", "MaxSync", SegmentLayout.Raid::maxRecoveryRate),
                    field("raidintegritymode", "IntegMode", TEXT, LvFields::integrityMode),
                    field(
                            "raidintegrityblocksize",
                            "IntegBlkSize",
                            NUMBER,
                            lv ->
                                    lv.integrity()
                                            .map(SegmentLayout.Integrity::blockSizeBytes)
                                            .orElse(-1L)),
                    without("integritymismatches", "IntegMismatches", NUMBER, ""),
                    field(
                            "move_pv",
                            "Move",
                            TEXT,
                            lv -> lv.moveSource().map(PvEntry::name).orElse("")),
                    field(
                                    "move_pv_uuid",
                                    "Move UUID",
                                    TEXT,
                                    lv -> lv.moveSource().map(PvEntry::uuid).orElse(""))
                            .wide(38),
                    without("convert_lv", "Convert", TEXT, ""),
                    without("convert_lv_uuid", "Convert UUID", TEXT, "").wide(38),
                    field("mirror_log", "Log", TEXT, name(LvView::mirrorLog)),
                    field("mirror_log_uuid", "Log UUID", TEXT, uuid(LvView::mirrorLog)).wide(38),
                    field("data_lv", "Data", TEXT, name(LvView::poolData)),
                    field("data_lv_uuid", "Data UUID", TEXT, uuid(LvView::poolData)).wide(38),
                    field("metadata_lv", "Meta", TEXT, name(LvView::poolMetadata)),
                    field("metadata_lv_uuid", "Meta UUID", TEXT, uuid(LvView::poolMetadata))
                            .wide(38),
                    field("pool_lv", "Pool", TEXT, name(LvView::pool)),
                    field("pool_lv_uuid", "Pool UUID", TEXT, uuid(LvView::pool)).wide(38),
                    field(
                            "lv_tags",
                            "LV Tags",
                            LIST,
                            lv -> lv.volume().tags().stream().sorted().toList()),
                    field("lv_profile", "LProfile", TEXT, lv -> lv.volume().profile().orElse("")),
                    field(
                            "lv_lockargs",
                            "LLockArgs",
                            TEXT,
                            lv -> lv.volume().lockArgs().orElse("")),
                    field("lv_time", "CTime", TIME, lv -> lv.volume().creationTime()).wide(26),
                    field("lv_time_removed", "RTime", TIME, lv -> 0L).wide(26),
                    field("lv_host", "Host", TEXT, lv -> lv.volume().creationHost().orElse(""))
                            .wide(10),
                    field("lv_modules", "Modules", LIST, lv -> lv.view().modules()),
                    without("lv_historical", "Historical", FLAG, ""),
                    field(
                            "writecache_block_size",
                            "WCacheBlkSize",
                            NUMBER,
                            LvFields::writeCacheBlockSize));

    /** What a running kernel would say; all but a few are what lvm2 prints without one. */
    static final List<Field> STATE =
            List.of(
                    unasked("lv_kernel_major", "KMaj", NUMBER, "-1"),
                    unasked("lv_kernel_minor", "KMin", NUMBER, "-1"),
                    unasked("lv_kernel_read_ahead", "KRahead", NUMBER, "-1"),
                    state("lv_permissions", "LPerms", TEXT, LvFields::permissions).wide(8),
                    unasked("lv_suspended", "Suspended", FLAG, "unknown").wide(10),
                    unasked("lv_live_table", "LiveTable", FLAG, "unknown").wide(20),
                    unasked("lv_inactive_table", "InactiveTable", FLAG, "unknown").wide(20),
                    unasked("lv_device_open", "DevOpen", FLAG, "unknown").wide(10),
                    unasked("data_percent", "Data%", NUMBER, "").wide(6),
                    unasked("snap_percent", "Snap%", NUMBER, "").wide(6),
                    unasked("metadata_percent", "Meta%", NUMBER, "").wide(6),
                    unasked("copy_percent", "Cpy%Sync", NUMBER, ""),
                    unasked("sync_percent", "Cpy%Sync", NUMBER, ""),
                    unasked("cache_total_blocks", "CacheTotalBlocks", NUMBER, ""),
                    unasked("cache_used_blocks", "CacheUsedBlocks", NUMBER, "").wide(16),
                    unasked("cache_dirty_blocks", "CacheDirtyBlocks", NUMBER, ""),
                    unasked("cache_read_hits", "CacheReadHits", NUMBER, "").wide(16),
                    unasked("cache_read_misses", "CacheReadMisses", NUMBER, "").wide(16),
                    unasked("cache_write_hits", "CacheWriteHits", NUMBER, "").wide(16),
                    unasked("cache_write_misses", "CacheWriteMisses", NUMBER, ""),
                    unasked("kernel_cache_settings", "KCacheSettings", TEXT, "").wide(18),
                    unasked("kernel_cache_policy", "KCachePolicy", TEXT, "").wide(18),
                    unasked("kernel_metadata_format", "KMFmt", NUMBER, ""),
                    state("lv_health_status", "Health", TEXT, LvEntry::health).wide(15),
                    unasked("kernel_discards", "KDiscards", TEXT, ""),
                    unasked("lv_check_needed", "CheckNeeded", FLAG, "unknown").wide(15),
                    unasked("lv_merge_failed", "MergeFailed", FLAG, "unknown").wide(15),
                    unasked("lv_snapshot_invalid", "SnapInvalid", FLAG, "unknown").wide(15),
                    unasked("vdo_operating_mode", "VDOOperatingMode", TEXT, ""),
                    unasked("vdo_compression_state", "VDOCompressionState", TEXT, ""),
                    unasked("vdo_index_state", "VDOIndexState", TEXT, ""),
                    unasked("vdo_used_size", "VDOUsedSize", NUMBER, ""),
                    unasked("vdo_saving_percent", "VDOSaving%", NUMBER, ""),
                    unasked("writecache_total_blocks", "WCacheTotalBlocks", NUMBER, ""),
                    unasked("writecache_free_blocks", "WCacheFreeBlocks", NUMBER, ""),
                    unasked("writecache_writeback_blocks", "WCacheWritebackBlocks", NUMBER, ""),
                    unasked("writecache_error", "WCacheErrors", NUMBER, ""));

    /** Both at once. */
    static final List<Field> ATTRIBUTES =
            List.of(
                    new Field(
                            "lv_attr",
                            "Attr",
                            10,
                            TEXT,
                            Subject.LV_ATTRIBUTES,
                            row -> value("lv_attr", row, lv -> lv.view().attributes())));

    private LvFields() {}

    private static Field field(
            String name, String heading, Field.Kind kind, Function<LvEntry, Object> value) {
        return new Field(
                name, heading, heading.length(), kind, Subject.LV, row -> value(name, row, value));
    }

    private static Object value(String name, Row row, Function<LvEntry, Object> value) {
        if (row.history() != null) {
            return HistoryFields.value(name, row.history());
        }
        return row.lv() == null ? null : value.apply(row.lv());
    }

    /** Free extents have a size as a volume, too: none. */
    private static Field size() {
        return new Field(
                "lv_size",
                "LSize",
                5,
                SIZE,
                Subject.LV,
                row -> row.lv() == null ? 0L : row.lv().sizeForUsers());
    }

    private static Field state(
            String name, String heading, Field.Kind kind, Function<LvEntry, Object> value) {
        return new Field(
                name,
                heading,
                heading.length(),
                kind,
                Subject.LV_STATE,
                row -> value(name, row, value));
    }

    /** What nobody asked the kernel. */
    private static Field unasked(String name, String heading, Field.Kind kind, String text) {
        return state(name, heading, kind, lv -> text);
    }

    private static Field flag(
            String name, String heading, String word, Function<LvEntry, Boolean> isSet) {
        return field(name, heading, FLAG, lv -> isSet.apply(lv) ? word : "");
    }

    /** A field that only a kernel could fill. */
    private static Field without(String name, String heading, Field.Kind kind, String text) {
        return field(name, heading, kind, lv -> text);
    }

    private static Field raid(
            String name, String heading, Function<SegmentLayout.Raid, Long> setting) {
        return field(
                name,
                heading,
                NUMBER,
                lv -> lv.raid().map(setting).filter(value -> value != 0).orElse(null));
    }

    private static Function<LvEntry, Object> name(Function<LvView, Optional<LvView>> other) {
        return lv -> other.apply(lv.view()).map(LvView::name).orElse("");
    }

    private static Function<LvEntry, Object> uuid(Function<LvView, Optional<LvView>> other) {
        return lv -> other.apply(lv.view()).map(found -> found.volume().id().dashed()).orElse("");
    }

    private static Function<LvEntry, Boolean> status(String word) {
        return lv -> lv.volume().status().contains(word);
    }

    private static Function<LvEntry, Boolean> flagged(String word) {
        return lv -> lv.volume().flags().contains(word);
    }

    /** Whether the kernel lets others write it only the kernel knows; a move has no users. */
    private static String permissions(LvEntry lv) {
        if (lv.volume().status().contains("PVMOVE")) {
            return "";
        }
        return lv.volume().isWritable() ? "unknown" : "read-only";
    }

    private static boolean isFixed(LvEntry lv) {
        return lv.volume().status().contains("FIXED_MINOR");
    }

    /** Where only the minor number is fixed, that of a driver which lvm2 finds to be 0. */
    private static Long major(LvEntry lv) {
        return isFixed(lv) ? Math.max(0L, lv.volume().major()) : -1L;
    }

    private static boolean isInitiallySynced(LvEntry lv) {
        return (lv.type().startsWith("raid") || lv.type().equals("mirror"))
                && !lv.volume().status().contains("NOTSYNCED");
    }

    private static String whenFull(LvEntry lv) {
        if (!(lv.layout() instanceof SegmentLayout.ThinPool)) {
            return "";
        }
        return lv.volume().flags().contains("ERROR_WHEN_FULL") ? "error" : "queue";
    }

    private static Object readAhead(LvEntry lv) {
        long sectors = lv.volume().readAhead();
        if (sectors == 0) {
            return "auto";
        }
        return sectors == LogicalVolume.READ_AHEAD_NONE ? 0L : sectors * VolumeGroup.SECTOR_BYTES;
    }

    private static Long originSize(LvEntry lv) {
        OptionalLong extents = lv.view().originExtents();
        return extents.isPresent() ? lv.vg().bytesOf(extents.getAsLong()) : null;
    }

    private static Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static String integrityMode(LvEntry lv) {
        return lv.integrity()
                .map(integrity -> integrity.mode().equals("B") ? "bitmap" : "journal")
                .orElse("");
    }

    private static Long writeCacheBlockSize(LvEntry lv) {
        return lv.layout() instanceof SegmentLayout.WriteCache cache ? cache.blockSizeBytes() : -1L;
    }
}
