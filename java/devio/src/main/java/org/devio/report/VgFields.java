package org.devio.report;

import static org.devio.report.Field.Kind.FLAG;
import static org.devio.report.Field.Kind.LIST;
import static org.devio.report.Field.Kind.NUMBER;
import static org.devio.report.Field.Kind.SIZE;
import static org.devio.report.Field.Kind.TEXT;
import static org.devio.report.Field.Kind.WORD;

import java.util.List;
import java.util.function.Function;
import org.devio.metadata.VolumeGroup;
import org.devio.report.internal.MetadataAreas;
import org.devio.report.internal.VgEntry;

/** The fields of volume groups. */
final class VgFields {
    static final List<Field> ALL =
            List.of(
                    field("vg_fmt", "Fmt", TEXT, VgEntry::format),
                    field("vg_uuid", "VG UUID", TEXT, VgEntry::uuid).wide(38),
                    field("vg_name", "VG", TEXT, VgEntry::name),
                    field("vg_attr", "Attr", TEXT, VgEntry::attributes).wide(5),
                    field(
                                    "vg_permissions",
                                    "VPerms",
                                    TEXT,
                                    vg -> vg.isWritable() ? "writeable" : "read-only")
                            .wide(10),
                    flag("vg_extendable", "Extendable", "extendable", vg -> vg.has("RESIZEABLE")),
                    flag("vg_exported", "Exported", "exported", VgEntry::isExported).wide(10),
                    flag("vg_autoactivation", "AutoAct", "enabled", VgFields::isAutoactivated),
                    flag("vg_partial", "Partial", "partial", VgEntry::isPartial).wide(10),
                    field("vg_allocation_policy", "AllocPol", TEXT, VgEntry::allocationPolicy)
                            .wide(10),
                    flag("vg_clustered", "Clustered", "clustered", VgEntry::isClustered).wide(10),
                    flag("vg_shared", "Shared", "shared", VgEntry::isShared).wide(7),
                    field("vg_size", "VSize", SIZE, measured(VolumeGroup::extentCount)),
                    field("vg_free", "VFree", SIZE, measured(VolumeGroup::freeCount)),
                    field("vg_sysid", "SYS ID", TEXT, VgFields::systemId),
                    field("vg_systemid", "System ID", TEXT, VgFields::systemId),
                    field("vg_lock_type", "LockType", TEXT, VgEntry::lockType),
                    field(
                            "vg_lock_args",
                            "VLockArgs",
                            TEXT,
                            vg -> vg.metadata().flatMap(VolumeGroup::lockArgs).orElse("")),
                    field("vg_extent_size", "Ext", SIZE, vg -> vg.bytesOf(1)),
                    field("vg_extent_count", "#Ext", NUMBER, counted(VolumeGroup::extentCount)),
                    field("vg_free_count", "Free", NUMBER, counted(VolumeGroup::freeCount)),
                    field("max_lv", "MaxLV", NUMBER, counted(VolumeGroup::maxLv)),
                    field("max_pv", "MaxPV", NUMBER, counted(VolumeGroup::maxPv)),
                    field("pv_count", "#PV", NUMBER, VgEntry::pvCount),
                    field("vg_missing_pv_count", "#PV Missing", NUMBER, VgEntry::missingPvCount),
                    field("lv_count", "#LV", NUMBER, VgEntry::lvCount),
                    field("snap_count", "#SN", NUMBER, VgEntry::snapshotCount),
                    field("vg_seqno", "Seq", NUMBER, counted(VolumeGroup::seqno)),
                    field("vg_tags", "VG Tags", LIST, VgFields::tags),
                    field(
                            "vg_profile",
                            "VProfile",
                            TEXT,
                            vg -> vg.metadata().flatMap(VolumeGroup::profile).orElse("")),
                    field("vg_mda_count", "#VMda", NUMBER, vg -> (long) vg.areas().size()),
                    field("vg_mda_used_count", "#VMdaUse", NUMBER, vg -> vg.areasInUse().count()),
                    field(
                                    "vg_mda_free",
                                    "VMdaFree",
                                    SIZE,
                                    vg -> MetadataAreas.leastFree(vg.areasInUse()))
                            .wide(9),
                    field(
                                    "vg_mda_size",
                                    "VMdaSize",
                                    SIZE,
                                    vg -> MetadataAreas.smallestSize(vg.areasInUse()))
                            .wide(9),
                    field("vg_mda_copies", "#VMdaCps", WORD, VgFields::copies));

    private VgFields() {}

    private static Field field(
            String name, String heading, Field.Kind kind, Function<VgEntry, Object> value) {
        return new Field(
                name, heading, heading.length(), kind, Subject.VG, row -> value.apply(row.vg()));
    }

    private static Field flag(
            String name, String heading, String word, Function<VgEntry, Boolean> isSet) {
        return field(name, heading, FLAG, vg -> isSet.apply(vg) ? word : "");
    }

    private static Function<VgEntry, Object> counted(Function<VolumeGroup, Long> count) {
        return vg -> vg.metadata().map(count).orElse(0L);
    }

    private static Function<VgEntry, Object> measured(Function<VolumeGroup, Long> extents) {
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
