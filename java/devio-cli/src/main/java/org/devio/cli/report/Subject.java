package org.devio.cli.report;

import java.util.List;
import java.util.function.Supplier;

/** What a field tells of. The subjects of a report's fields decide what its rows are. */
enum Subject {
    /** Logical volumes. */
    LV("lv_", () -> LvFields.METADATA),
    /** Logical volumes as a running kernel has them. */
    LV_STATE("lv_", () -> LvFields.STATE),
    /** The field {@code lv_attr}, which takes metadata and kernel. */
    LV_ATTRIBUTES("lv_", () -> LvFields.ATTRIBUTES),
    /** Physical volumes and devices. */
    PV("pv_", () -> PvFields.ALL),
    /** Volume groups. */
    VG("vg_", () -> VgFields.ALL),
    /** Segments of logical volumes. */
    SEGMENT("seg_", () -> SegmentFields.ALL),
    /** Runs of extents of physical volumes. */
    PV_SEGMENT("pvseg_", () -> PvSegmentFields.ALL);

    private final String prefix;
    private final Supplier<List<Field>> fields;

    Subject(String prefix, Supplier<List<Field>> fields) {
        this.prefix = prefix;
        this.fields = fields;
    }

    /** What most names of fields begin with, and may be left out. */
    String prefix() {
        return prefix;
    }

    /** In the order of lvm2's reports of all fields. */
    List<Field> fields() {
        return fields.get();
    }
}
