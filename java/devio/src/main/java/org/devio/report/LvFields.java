package org.devio.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.SegmentLayout;
import org.devio.metadata.VolumeGroup;
import org.devio.report.internal.HistoryEntry;
import org.devio.report.internal.LvEntry;
import org.devio.report.internal.LvView;
import org.devio.report.internal.PvEntry;

/** The fields of logical volumes. */
final class LvFields {
    /** What the metadata says. */
    static final List<Column<?>> METADATA =
            List.of(
                    text("lv_uuid", "LV UUID", lv -> lv.volume().id().dashed())
                            .ofRemoved(lv -> lv.volume().id().dashed())
                            .wide(38),
                    text("lv_name", "LV", LvEntry::name).ofRemoved(HistoryEntry::name).wide(4),
                    text("lv_full_name", "LV", LvEntry::fullName).ofRemoved(HistoryEntry::fullName),
                    text("lv_path", "Path", lv -> lv.view().path().orElse(""))
                            .ofRemoved(HistoryEntry::path),
                    text("lv_dm_path", "DMPath", lv -> lv.view().deviceMapperPath())
                            .ofRemoved(HistoryEntry::deviceMapperPath),
                    text("lv_parent", "Parent", name(LvView::parent)),
                    list("lv_layout", "Layout", lv -> lv.view().layoutWords())
                            .ofRemoved(lv -> List.of("none"))
                            .wide(10),
                    list("lv_role", "Role", lv -> lv.view().roleWords())
                            .ofRemoved(lv -> List.of("public", "history"))
                            .wide(10),
                    flag(
                                    "lv_initial_image_sync",
                                    "InitImgSync",
                                    "initial image sync",
                                    LvFields::isInitiallySynced)
                            .wide(10),
                    askedFlag(Subject.LV, "lv_image_synced", "ImgSynced", "image synced", "")
                            .wide(10),
                    flag("lv_merging", "Merging", "merging", lv -> lv.view().isMerging()).wide(10),
                    askedFlag(Subject.LV, "lv_converting", "Converting", "converting", ""),
                    text(
                                    "lv_allocation_policy",
                                    "AllocPol",
                                    lv -> lv.volume().allocationPolicy().orElse("inherit"))
                            .ofRemoved(lv -> "unknown")
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
                                    lv -> !flagged("NOAUTOACTIVATE").apply(lv))
                            .ofRemoved(lv -> true),
                    text("lv_when_full", "WhenFull", LvFields::whenFull).wide(15),
                    askedText(Subject.LV, "lv_active", "Active", "unknown")
                            .unknownOfRemoved()
                            .wide(7),
                    askedFlag(
                                    Subject.LV,
                                    "lv_active_locally",
                                    "ActLocal",
                                    "active locally",
                                    "unknown")
                            .unknownOfRemoved()
                            .wide(10),
                    askedFlag(
                                    Subject.LV,
                                    "lv_active_remotely",
                                    "ActRemote",
                                    "active remotely",
                                    "unknown")
                            .unknownOfRemoved()
                            .wide(10),
                    askedFlag(
                                    Subject.LV,
                                    "lv_active_exclusively",
                                    "ActExcl",
                                    "active exclusively",
                                    "unknown")
                            .unknownOfRemoved()
                            .wide(10),
                    number("lv_major", "Maj", LvFields::major).ofRemoved(lv -> -1L),
                    number("lv_minor", "Min", lv -> isFixed(lv) ? (long) lv.volume().minor() : -1L)
                            .ofRemoved(lv -> -1L),
                    size("lv_read_ahead", "Rahead", LvFields::readAhead)
                            .or("auto")
                            .ofRemoved(lv -> 0L),
                    size(),
                    size("lv_metadata_size", "MSize", lv -> orNull(lv.view().metadataBytes())),
                    number("seg_count", "#Seg", lv -> (long) lv.volume().segments().size())
                            .ofRemoved(lv -> 1L),
                    text("origin", "Origin", name(LvView::origin)),
                    text("origin_uuid", "Origin UUID", uuid(LvView::origin)).wide(38),
                    size("origin_size", "OSize", LvFields::originSize),
                    list("lv_ancestors", "Ancestors", lv -> lv.view().ancestors()),
                    list(
                                    "lv_full_ancestors",
                                    "FAncestors",
                                    lv -> lv.vg().fullAncestorsOf(lv.volume().name()))
                            .ofRemoved(lv -> lv.vg().fullAncestorsOf(lv.name())),
                    list("lv_descendants", "Descendants", lv -> lv.view().descendants()),
                    list(
                                    "lv_full_descendants",
                                    "FDescendants",
                                    lv -> lv.vg().fullDescendantsOf(lv.volume().name()))
                            .ofRemoved(lv -> lv.vg().fullDescendantsOf(lv.name())),
                    askedNumber(Subject.LV, "raid_mismatch_count", "Mismatches", ""),
                    askedText(Subject.LV, "raid_sync_action", "SyncAction", ""),
                    raid("raid_write_behind", "WBehind", SegmentLayout.Raid::writeBehind),
                    raid("raid_min_recovery_rate", "MinSync", SegmentLayout.Raid::minRecoveryRate),
                    raid("raid_max_recovery_rate", "MaxSync", SegmentLayout.Raid::maxRecoveryRate),
                    text("raidintegritymode", "IntegMode", LvFields::integrityMode),
                    number(
                                    "raidintegrityblocksize",
                                    "IntegBlkSize",
                                    lv ->
                                            lv.integrity()
                                                    .map(SegmentLayout.Integrity::blockSizeBytes)
                                                    .orElse(-1L))
                            .ofRemoved(lv -> -1L),
                    askedNumber(Subject.LV, "integritymismatches", "IntegMismatches", ""),
                    text("move_pv", "Move", lv -> lv.moveSource().map(PvEntry::name).orElse("")),
                    text(
                                    "move_pv_uuid",
                                    "Move UUID",
                                    lv -> lv.moveSource().map(PvEntry::uuid).orElse(""))
                            .wide(38),
                    askedText(Subject.LV, "convert_lv", "Convert", ""),
                    askedText(Subject.LV, "convert_lv_uuid", "Convert UUID", "").wide(38),
                    text("mirror_log", "Log", name(LvView::mirrorLog)),
                    text("mirror_log_uuid", "Log UUID", uuid(LvView::mirrorLog)).wide(38),
                    text("data_lv", "Data", name(LvView::poolData)),
                    text("data_lv_uuid", "Data UUID", uuid(LvView::poolData)).wide(38),
                    text("metadata_lv", "Meta", name(LvView::poolMetadata)),
                    text("metadata_lv_uuid", "Meta UUID", uuid(LvView::poolMetadata)).wide(38),
                    text("pool_lv", "Pool", name(LvView::pool)),
                    text("pool_lv_uuid", "Pool UUID", uuid(LvView::pool)).wide(38),
                    list("lv_tags", "LV Tags", lv -> lv.volume().tags().stream().sorted().toList()),
                    text("lv_profile", "LProfile", lv -> lv.volume().profile().orElse("")),
                    text("lv_lockargs", "LLockArgs", lv -> lv.volume().lockArgs().orElse("")),
                    time("lv_time", "CTime", lv -> lv.volume().creationTime())
                            .ofRemoved(lv -> lv.volume().creationTime())
                            .wide(26),
                    time("lv_time_removed", "RTime", lv -> 0L)
                            .ofRemoved(lv -> lv.volume().removalTime())
                            .wide(26),
                    text("lv_host", "Host", lv -> lv.volume().creationHost().orElse("")).wide(10),
                    list("lv_modules", "Modules", lv -> lv.view().modules()),
                    flag("lv_historical", "Historical", "historical", lv -> false)
                            .ofRemoved(removed -> true),
                    number("writecache_block_size", "WCacheBlkSize", LvFields::writeCacheBlockSize)
                            .ofRemoved(lv -> -1L));

    /** What a running kernel would say; all but a few are what lvm2 prints without one. */
    static final List<Column<?>> STATE =
            List.of(
                    askedNumber(Subject.LV_STATE, "lv_kernel_major", "KMaj", "-1")
                            .unknownOfRemoved(),
                    askedNumber(Subject.LV_STATE, "lv_kernel_minor", "KMin", "-1")
                            .unknownOfRemoved(),
                    askedNumber(Subject.LV_STATE, "lv_kernel_read_ahead", "KRahead", "-1")
                            .unknownOfRemoved(),
                    state("lv_permissions", "LPerms", LvFields::permissions)
                            .ofRemoved(lv -> "unknown")
                            .wide(8),
                    askedFlag(Subject.LV_STATE, "lv_suspended", "Suspended", "suspended", "unknown")
                            .unknownOfRemoved()
                            .wide(10),
                    askedFlag(
                                    Subject.LV_STATE,
                                    "lv_live_table",
                                    "LiveTable",
                                    "live table present",
                                    "unknown")
                            .unknownOfRemoved()
                            .wide(20),
                    askedFlag(
                                    Subject.LV_STATE,
                                    "lv_inactive_table",
                                    "InactiveTable",
                                    "inactive table present",
                                    "unknown")
                            .unknownOfRemoved()
                            .wide(20),
                    askedFlag(Subject.LV_STATE, "lv_device_open", "DevOpen", "open", "unknown")
                            .unknownOfRemoved()
                            .wide(10),
                    askedPercent(Subject.LV_STATE, "data_percent", "Data%", "").wide(6),
                    askedPercent(Subject.LV_STATE, "snap_percent", "Snap%", "").wide(6),
                    askedPercent(Subject.LV_STATE, "metadata_percent", "Meta%", "").wide(6),
                    askedPercent(Subject.LV_STATE, "copy_percent", "Cpy%Sync", ""),
                    askedPercent(Subject.LV_STATE, "sync_percent", "Cpy%Sync", ""),
                    askedNumber(Subject.LV_STATE, "cache_total_blocks", "CacheTotalBlocks", ""),
                    askedNumber(Subject.LV_STATE, "cache_used_blocks", "CacheUsedBlocks", "")
                            .wide(16),
                    askedNumber(Subject.LV_STATE, "cache_dirty_blocks", "CacheDirtyBlocks", ""),
                    askedNumber(Subject.LV_STATE, "cache_read_hits", "CacheReadHits", "").wide(16),
                    askedNumber(Subject.LV_STATE, "cache_read_misses", "CacheReadMisses", "")
                            .wide(16),
                    askedNumber(Subject.LV_STATE, "cache_write_hits", "CacheWriteHits", "")
                            .wide(16),
                    askedNumber(Subject.LV_STATE, "cache_write_misses", "CacheWriteMisses", ""),
                    askedText(Subject.LV_STATE, "kernel_cache_settings", "KCacheSettings", "")
                            .wide(18),
                    askedText(Subject.LV_STATE, "kernel_cache_policy", "KCachePolicy", "").wide(18),
                    askedNumber(Subject.LV_STATE, "kernel_metadata_format", "KMFmt", ""),
                    state("lv_health_status", "Health", LvFields::health).wide(15),
                    askedText(Subject.LV_STATE, "kernel_discards", "KDiscards", ""),
                    askedFlag(
                                    Subject.LV_STATE,
                                    "lv_check_needed",
                                    "CheckNeeded",
                                    "check needed",
                                    "unknown")
                            .unknownOfRemoved()
                            .wide(15),
                    askedFlag(
                                    Subject.LV_STATE,
                                    "lv_merge_failed",
                                    "MergeFailed",
                                    "merge failed",
                                    "unknown")
                            .unknownOfRemoved()
                            .wide(15),
                    askedFlag(
                                    Subject.LV_STATE,
                                    "lv_snapshot_invalid",
                                    "SnapInvalid",
                                    "snapshot invalid",
                                    "unknown")
                            .unknownOfRemoved()
                            .wide(15),
                    askedText(Subject.LV_STATE, "vdo_operating_mode", "VDOOperatingMode", ""),
                    askedText(Subject.LV_STATE, "vdo_compression_state", "VDOCompressionState", ""),
                    askedText(Subject.LV_STATE, "vdo_index_state", "VDOIndexState", ""),
                    askedNumber(Subject.LV_STATE, "vdo_used_size", "VDOUsedSize", ""),
                    askedPercent(Subject.LV_STATE, "vdo_saving_percent", "VDOSaving%", ""),
                    askedNumber(
                            Subject.LV_STATE, "writecache_total_blocks", "WCacheTotalBlocks", ""),
                    askedNumber(Subject.LV_STATE, "writecache_free_blocks", "WCacheFreeBlocks", ""),
                    askedNumber(
                            Subject.LV_STATE,
                            "writecache_writeback_blocks",
                            "WCacheWritebackBlocks",
                            ""),
                    askedNumber(Subject.LV_STATE, "writecache_error", "WCacheErrors", ""));

    /** Both at once. */
    static final List<Column<?>> ATTRIBUTES =
            List.of(
                    Column.of(
                                    Subject.LV_ATTRIBUTES,
                                    LvEntry.class,
                                    "lv_attr",
                                    "Attr",
                                    Column.Kind.TEXT,
                                    lv -> lv.view().attributes())
                            .wide(10)
                            .ofRemoved(removed -> "----h-----"));

    private LvFields() {}

    private static Column<String> text(
            String name, String heading, Function<LvEntry, String> value) {
        return Column.of(Subject.LV, LvEntry.class, name, heading, Column.Kind.TEXT, value);
    }

    private static Column<Long> number(String name, String heading, Function<LvEntry, Long> value) {
        return Column.of(Subject.LV, LvEntry.class, name, heading, Column.Kind.NUMBER, value);
    }

    private static Column<Long> size(String name, String heading, Function<LvEntry, Long> value) {
        return Column.of(Subject.LV, LvEntry.class, name, heading, Column.Kind.SIZE, value);
    }

    private static Column<Long> time(String name, String heading, Function<LvEntry, Long> value) {
        return Column.of(Subject.LV, LvEntry.class, name, heading, Column.Kind.TIME, value);
    }

    private static Column<List<String>> list(
            String name, String heading, Function<LvEntry, List<String>> value) {
        return Column.of(Subject.LV, LvEntry.class, name, heading, Column.Kind.LIST, value);
    }

    private static Column<Boolean> flag(
            String name, String heading, String word, Function<LvEntry, Boolean> isSet) {
        return Column.of(Subject.LV, LvEntry.class, name, heading, Column.Kind.FLAG, isSet)
                .called(word);
    }

    /** Free extents have a size as a volume, too: none. */
    private static Column<Long> size() {
        return size("lv_size", "LSize", LvEntry::sizeForUsers).ofRemoved(removed -> 0L).ofFree(0L);
    }

    /** What the metadata tells, and a kernel better. */
    private static Column<String> state(
            String name, String heading, Function<LvEntry, String> value) {
        return asked(Subject.LV_STATE, name, heading, Column.Kind.TEXT, value);
    }

    private static <T> Column<T> asked(
            Subject subject,
            String name,
            String heading,
            Column.Kind kind,
            Function<LvEntry, T> value) {
        return Column.of(subject, LvEntry.class, name, heading, kind, value).askedOfKernel();
    }

    /** What only a kernel can tell; else there is a word in its place. */
    private static Column<String> askedText(
            Subject subject, String name, String heading, String otherwise) {
        return LvFields.<String>asked(subject, name, heading, Column.Kind.TEXT, lv -> null)
                .or(otherwise);
    }

    private static Column<Long> askedNumber(
            Subject subject, String name, String heading, String otherwise) {
        return LvFields.<Long>asked(subject, name, heading, Column.Kind.NUMBER, lv -> null)
                .or(otherwise);
    }

    private static Column<Double> askedPercent(
            Subject subject, String name, String heading, String otherwise) {
        return LvFields.<Double>asked(subject, name, heading, Column.Kind.PERCENT, lv -> null)
                .or(otherwise);
    }

    private static Column<Boolean> askedFlag(
            Subject subject, String name, String heading, String word, String otherwise) {
        return LvFields.<Boolean>asked(subject, name, heading, Column.Kind.FLAG, lv -> null)
                .called(word)
                .or(otherwise);
    }

    private static Column<Long> raid(
            String name, String heading, Function<SegmentLayout.Raid, Long> setting) {
        return number(
                name,
                heading,
                lv -> lv.raid().map(setting).filter(value -> value != 0).orElse(null));
    }

    private static Function<LvEntry, String> name(Function<LvView, Optional<LvView>> other) {
        return lv -> other.apply(lv.view()).map(LvView::name).orElse("");
    }

    private static Function<LvEntry, String> uuid(Function<LvView, Optional<LvView>> other) {
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

    private static String health(LvEntry lv) {
        return switch (lv.view().health()) {
            case GOOD -> "";
            case PARTIAL -> "partial";
            case UNKNOWN -> "unknown";
        };
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

    private static Long readAhead(LvEntry lv) {
        long sectors = lv.volume().readAhead();
        if (sectors == 0) {
            return null;
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
