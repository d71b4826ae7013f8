package org.devio.cli.report;

import java.util.List;

/** lvm2's reports: what they are about, and the fields they show if nobody asks for others. */
public enum ReportKind {
    /** Physical volumes. */
    PVS("pv", List.of(Subject.PV), "pv_name,vg_name,pv_fmt,pv_attr,pv_size,pv_free", "pv_name"),
    /** Physical volumes, a row for each run of their extents. */
    PV_SEGMENTS(
            "pvseg",
            List.of(Subject.PV_SEGMENT, Subject.PV),
            "pv_name,vg_name,pv_fmt,pv_attr,pv_size,pv_free,pvseg_start,pvseg_size",
            "pv_name,pvseg_start"),
    /** Volume groups. */
    VGS(
            "vg",
            List.of(Subject.VG),
            "vg_name,pv_count,lv_count,snap_count,vg_attr,vg_size,vg_free",
            "vg_name"),
    /** Logical volumes. */
    LVS(
            "lv",
            List.of(Subject.LV, Subject.LV_STATE, Subject.LV_ATTRIBUTES, Subject.VG),
            "lv_name,vg_name,lv_attr,lv_size,pool_lv,origin,data_percent,metadata_percent,move_pv,"
                    + "mirror_log,copy_percent,convert_lv",
            "vg_name,lv_name"),
    /** Logical volumes, a row for each of their segments. */
    LV_SEGMENTS(
            "seg",
            List.of(Subject.SEGMENT, Subject.LV, Subject.VG),
            "lv_name,vg_name,lv_attr,stripes,segtype,seg_size",
            "vg_name,lv_name,seg_start");

    private final String jsonName;
    private final List<Subject> subjects;
    private final String defaultFields;
    private final String defaultSort;

    ReportKind(String jsonName, List<Subject> subjects, String defaultFields, String defaultSort) {
        this.jsonName = jsonName;
        this.subjects = subjects;
        this.defaultFields = defaultFields;
        this.defaultSort = defaultSort;
    }

    /** What its rows are called in JSON. */
    String jsonName() {
        return jsonName;
    }

    /** What it is about; the first gives names of fields their prefix. */
    List<Subject> subjects() {
        return subjects;
    }

    String defaultFields() {
        return defaultFields;
    }

    String defaultSort() {
        return defaultSort;
    }

    /**
     * lvm2's {@code lvs} passes over exported groups without a word; other reports tell of them.
     */
    boolean hides(VgEntry vg) {
        return (this == LVS || this == LV_SEGMENTS) && vg.isExported();
    }
}
