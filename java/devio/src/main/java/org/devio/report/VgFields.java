package org.devio.report;

import java.util.List;
import java.util.function.Function;
import org.devio.metadata.VolumeGroup;
import org.devio.report.internal.MetadataAreas;
import org.devio.report.internal.VgEntry;

/** The fields of volume groups. */
final class VgFields {
    static final List<Column<?>> ALL =
            List.of(
                    text("vg_fmt", "Fmt", VgEntry::format),
                    text("vg_uuid", "VG UUID", VgEntry::uuid).wide(38),
                    text("vg_name", "VG", VgEntry::name),
                    text("vg_attr", "Attr", VgEntry::attributes).wide(5),
                    text(
                                    "vg_permissions",
                                    "VPerms",
                                    vg -> vg.isWritable() ? "writeable" : "read-only")
                            .wide(10),
                    flag("vg_extendable", "Extendable", "extendable", vg -> vg.has("RESIZEABLE")),
                    flag("vg_exported", "Exported", "exported", VgEntry::isExported).wide(10),
                    flag("vg_autoactivation", "AutoAct", "enabled", VgFields::isAutoactivated),
                    flag("vg_partial", "Partial", "partial", VgEntry::isPartial).wide(10),
                    text("vg_allocation_policy", "AllocPol", VgEntry::allocationPolicy).wide(10),
                    flag("vg_clustered", "Clustered", "clustered", VgEntry::isClustered).wide(10),
                    flag("vg_shared", "Shared", "shared", VgEntry::isShared).wide(7),
                    size("vg_size", "VSize", measured(VolumeGroup::extentCount)),
                    size("vg_free", "VFree", measured(VolumeGroup::freeCount)),
                    text("vg_sysid", "SYS ID", VgFields::systemId),
                    text("vg_systemid", "System ID", VgFields::systemId),
                    text("vg_lock_type", "LockType", VgEntry::lockType),
                    text(
                            "vg_lock_args",
                            "VLockArgs",
                            vg -> vg.metadata().flatMap(VolumeGroup::lockArgs).orElse("")),
                    size("vg_extent_size", "Ext", vg -> vg.bytesOf(1)),
                    number("vg_extent_count", "#Ext", counted(VolumeGroup::extentCount)),
                    number("vg_free_count", "Free", counted(VolumeGroup::freeCount)),
                    number("max_lv", "MaxLV", counted(VolumeGroup::maxLv)),
                    number("max_pv", "MaxPV", counted(VolumeGroup::maxPv)),
                    number("pv_count", "#PV", VgEntry::pvCount),
                    number("vg_missing_pv_count", "#PV Missing", VgEntry::missingPvCount),
                    number("lv_count", "#LV", VgEntry::lvCount),
                    number("snap_count", "#SN", VgEntry::snapshotCount),
                    number("vg_seqno", "Seq", counted(VolumeGroup::seqno)),
                    list("vg_tags", "VG Tags", VgFields::tags),
                    text(
                            "vg_profile",
                            "VProfile",
                            vg -> vg.metadata().flatMap(VolumeGroup::profile).orElse("")),
                    number("vg_mda_count", "#VMda", vg -> (long) vg.areas().size()),
                    number("vg_mda_used_count", "#VMdaUse", vg -> vg.areasInUse().count()),
                    size("vg_mda_free", "VMdaFree", vg -> MetadataAreas.leastFree(vg.areasInUse()))
                            .wide(9),
                    size(
                                    "vg_mda_size",
                                    "VMdaSize",
                                    vg -> MetadataAreas.smallestSize(vg.areasInUse()))
                            .wide(9),
                    word("vg_mda_copies", "#VMdaCps", VgFields::copies));

    private VgFields() {}

    private static Column<String> text(
            String name, String heading, Function<VgEntry, String> value) {
        return Column.of(Subject.VG, VgEntry.class, name, heading, Column.Kind.TEXT, value);
    }

    private static Column<String> word(
            String name, String heading, Function<VgEntry, String> value) {
        return Column.of(Subject.VG, VgEntry.class, name, heading, Column.Kind.WORD, value);
    }

    private static Column<Long> number(String name, String heading, Function<VgEntry, Long> value) {
        return Column.of(Subject.VG, VgEntry.class, name, heading, Column.Kind.NUMBER, value);
    }

    private static Column<Long> size(String name, String heading, Function<VgEntry, Long> value) {
        return Column.of(Subject.VG, VgEntry.class, name, heading, Column.Kind.SIZE, value);
    }

    private static Column<List<String>> list(
            String name, String heading, Function<VgEntry, List<String>> value) {
        return Column.of(Subject.VG, VgEntry.class, name, heading, Column.Kind.LIST, value);
    }

    private static Column<Boolean> flag(
            String name, String heading, String word, Function<VgEntry, Boolean> isSet) {
        return Column.of(Subject.VG, VgEntry.class, name, heading, Column.Kind.FLAG, isSet)
                .called(word);
    }

    private static Function<VgEntry, Long> counted(Function<VolumeGroup, Long> count) {
        return vg -> vg.metadata().map(count).orElse(0L);
    }

    private static Function<VgEntry, Long> measured(Function<VolumeGroup, Long> extents) {
        return vg -> vg.bytesOf(vg.metadata().map(extents).orElse(0L));
    }

    private static boolean isAutoactivated(VgEntry vg) {
        return !vg.metadata().map(VolumeGroup::flags).orElse(List.of()).contains("NOAUTOACTIVATE");
    }

    private static String systemId(VgEntry vg) {
        return vg.metadata().flatMap(VolumeGroup::systemId).orElse("");
    }

    private static List<String> tags(VgEntry vg) {
        return vg.metadata().map(VolumeGroup::tags).orElse(List.of()).stream().sorted().toList();
    }

    private static String copies(VgEntry vg) {
        long copies = vg.metadata().map(VolumeGroup::metadataCopies).orElse(0L);
        return copies == 0 ? "unmanaged" : Long.toString(copies);
    }
}
