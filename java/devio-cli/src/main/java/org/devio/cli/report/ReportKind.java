package org.devio.cli.report;

import java.util.List;

/** lvm2's reports: what their rows are, and the fields they show if nobody asks for others. */
public enum ReportKind {
    /** Physical volumes. */
    PVS("pv", Subject.PV, "pv_name,vg_name,pv_fmt,pv_attr,pv_size,pv_free", "pv_name"),
    /** Volume groups. */
    VGS(
            "vg",
            Subject.VG,
            "vg_name,pv_count,lv_count,snap_count,vg_attr,vg_size,vg_free",
            "vg_name"),
    /** Logical volumes. */
    LVS(
            "lv",
            Subject.LV,
            "lv_name,vg_name,lv_attr,lv_size,pool_lv,origin,data_percent,metadata_percent,move_pv,"
                    + "mirror_log,copy_percent,convert_lv",
            "vg_name,lv_name");

    private final String jsonName;
    private final Subject subject;
    private final String defaultFields;
    private final String defaultSort;

    ReportKind(String jsonName, Subject subject, String defaultFields, String defaultSort) {
        this.jsonName = jsonName;
        this.subject = subject;
        this.defaultFields = defaultFields;
        this.defaultSort = defaultSort;
    }

    /** What its rows are called in JSON. */
    String jsonName() {
        return jsonName;
    }

    /** What its rows are about, with the fields of their volume group. */
    List<Subject> subjects() {
        return subject == Subject.VG ? List.of(Subject.VG) : List.of(subject, Subject.VG);
    }

    Subject subject() {
        return subject;
    }

    String defaultFields() {
        return defaultFields;
    }

    String defaultSort() {
        return defaultSort;
    }
}
