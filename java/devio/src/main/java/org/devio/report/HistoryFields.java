package org.devio.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.devio.report.internal.HistoryEntry;

/** What fields of logical volumes say of one that was removed; most are empty. */
final class HistoryFields {
    private static final Set<String> UNKNOWN =
            Set.of(
                    "lv_active",
                    "lv_active_locally",
                    "lv_active_remotely",
                    "lv_active_exclusively",
                    "lv_allocation_policy",
                    "lv_permissions",
                    "lv_suspended",
                    "lv_live_table",
                    "lv_inactive_table",
                    "lv_device_open",
                    "lv_check_needed",
                    "lv_merge_failed",
                    "lv_snapshot_invalid");
    private static final Set<String> MINUS_ONE =
            Set.of(
                    "lv_major",
                    "lv_minor",
                    "lv_kernel_major",
                    "lv_kernel_minor",
                    "lv_kernel_read_ahead",
                    "raidintegrityblocksize",
                    "writecache_block_size");
    private static final Map<String, Function<HistoryEntry, Object>> KNOWN = new HashMap<>();

    static {
        KNOWN.put("lv_uuid", lv -> lv.volume().id().dashed());
        KNOWN.put("lv_name", HistoryEntry::name);
        KNOWN.put("lv_full_name", lv -> lv.vg().name() + "/" + lv.volume().name());
        KNOWN.put("lv_path", lv -> "/dev/" + lv.vg().name() + "/" + lv.volume().name());
        KNOWN.put("lv_dm_path", HistoryFields::deviceMapperPath);
        KNOWN.put("lv_attr", lv -> "----h-----");
        KNOWN.put("lv_layout", lv -> List.of("none"));
        KNOWN.put("lv_role", lv -> List.of("public", "history"));
        KNOWN.put("lv_autoactivation", lv -> "enabled");
        KNOWN.put("lv_read_ahead", lv -> 0L);
        KNOWN.put("lv_size", lv -> 0L);
        KNOWN.put("seg_count", lv -> 1L);
        KNOWN.put("lv_full_ancestors", lv -> lv.vg().fullAncestorsOf(lv.name()));
        KNOWN.put("lv_full_descendants", lv -> lv.vg().fullDescendantsOf(lv.name()));
        KNOWN.put("lv_time", lv -> lv.volume().creationTime());
        KNOWN.put("lv_time_removed", lv -> lv.volume().removalTime());
        KNOWN.put("lv_historical", lv -> "historical");
        UNKNOWN.forEach(name -> KNOWN.put(name, lv -> "unknown"));
        MINUS_ONE.forEach(name -> KNOWN.put(name, lv -> -1L));
    }

    private HistoryFields() {}

    /** The value of a field; null where it has none. */
    static Object value(String field, HistoryEntry lv) {
        Function<HistoryEntry, Object> known = KNOWN.get(field);
        return known == null ? null : known.apply(lv);
    }

    /** In names of device-mapper a single dash parts group and volume. */
    private static String deviceMapperPath(HistoryEntry lv) {
        return "/dev/mapper/"
                + lv.vg().name().replace("-", "--")
                + "-"
                + lv.volume().name().replace("-", "--");
    }
}
