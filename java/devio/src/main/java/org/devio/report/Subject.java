package org.devio.report;

import java.util.List;
import java.util.function.Supplier;

/** What a field tells of. The subjects of a report's fields decide what its rows are. */
enum Subject {
    /** Logical volumes. */
    LV("lv_", "Logical volumes (lv_all)", () -> LvFields.METADATA),
    /** Logical volumes as a running kernel has them. */
    LV_STATE("lv_", "Logical volumes in a running kernel (lv_all)", () -> LvFields.STATE),
    /** The field {@code lv_attr}, which takes metadata and kernel. */
    LV_ATTRIBUTES("lv_", "Logical volumes, by both (lv_all)", () -> LvFields.ATTRIBUTES),
    /** Physical volumes and devices. */
    PV("pv_", "Physical volumes (pv_all)", () -> PvFields.ALL),
    /** Volume groups. */
    VG("vg_", "Volume groups (vg_all)", () -> VgFields.ALL),
    /** Segments of logical volumes. */
    SEGMENT("seg_", "Segments of logical volumes (seg_all)", () -> SegmentFields.ALL),
    /** Runs of extents of physical volumes. */
    PV_SEGMENT(
            "pvseg_", "Runs of extents of physical volumes (pvseg_all)", () -> PvSegmentFields.ALL);

    private final String prefix;
    private final String title;
    private final Supplier<List<Column<?>>> columns;

    Subject(String prefix, String title, Supplier<List<Column<?>>> columns) {
        this.prefix = prefix;
        this.title = title;
        this.columns = columns;
    }

    /** What most names of fields begin with, and may be left out. */
    String prefix() {
        return prefix;
    }

    /** What it is called where fields are explained. */
    String title() {
        return title;
    }

    /** In the order of lvm2's reports of all fields. */
    List<Column<?>> columns() {
        return columns.get();
    }

    /** The part of a row that its fields tell of; null if there is none, as with free extents. */
    Object partOf(Line line) {
        return switch (this) {
            case LV, LV_STATE, LV_ATTRIBUTES -> line.lvOrNull();
            case PV -> line.pvOrNull();
            case VG -> line.vg();
            case SEGMENT -> line.segmentOrNull();
            case PV_SEGMENT -> line instanceof Line.OfRun run ? run.run() : null;
        };
    }
}
