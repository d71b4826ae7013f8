package org.devio.report;

import java.util.Arrays;
import java.util.List;
import org.devio.report.internal.VgEntry;

/** lvm2's reports: what they are about, and the fields they show if nobody asks for others. */
public enum ReportKind {
    /** Physical volumes. */
    PVS(
            "pv",
            "report/pvs_%s",
            List.of(Subject.PV),
            "pv_name,vg_name,pv_fmt,pv_attr,pv_size,pv_free",
            "pv_name"),
    /** Physical volumes, a row for each run of their extents. */
    PV_SEGMENTS(
            "pvseg",
            "report/pvsegs_%s",
            List.of(Subject.PV_SEGMENT, Subject.PV),
            "pv_name,vg_name,pv_fmt,pv_attr,pv_size,pv_free,pvseg_start,pvseg_size",
            "pv_name,pvseg_start"),
    /** Volume groups. */
    VGS(
            "vg",
            "report/vgs_%s",
            List.of(Subject.VG),
            "vg_name,pv_count,lv_count,snap_count,vg_attr,vg_size,vg_free",
            "vg_name"),
    /** Logical volumes. */
    LVS(
            "lv",
            "report/lvs_%s",
            List.of(Subject.LV, Subject.LV_STATE, Subject.LV_ATTRIBUTES, Subject.VG),
            "lv_name,vg_name,lv_attr,lv_size,pool_lv,origin,data_percent,metadata_percent,move_pv,"
                    + "mirror_log,copy_percent,convert_lv",
            "vg_name,lv_name"),
    /** Logical volumes, a row for each of their segments. */
    LV_SEGMENTS(
            "seg",
            "report/segs_%s",
            List.of(Subject.SEGMENT, Subject.LV, Subject.VG),
            "lv_name,vg_name,lv_attr,stripes,segtype,seg_size",
            "vg_name,lv_name,seg_start"),
    /** Of the full report: one volume group. */
    FULL_VG("vg", "report/vgs_%s_full", VGS.subjects, "vg_all", "vg_name"),
    /** Of the full report: the physical volumes of a group, or those of none. */
    FULL_PV("pv", "report/pvs_%s_full", PVS.subjects, "pv_all", "pv_name"),
    /** Of the full report: the logical volumes of a group. */
    FULL_LV("lv", "report/lvs_%s_full", LVS.subjects, "lv_all", "vg_name,lv_name"),
    /** Of the full report: runs of extents of physical volumes. */
    FULL_PV_SEGMENT(
            "pvseg",
            "report/pvsegs_%s_full",
            PV_SEGMENTS.subjects,
            "pvseg_all,pv_uuid,lv_uuid",
            "pv_uuid,pvseg_start"),
    /** Of the full report: segments of logical volumes. */
    FULL_LV_SEGMENT(
            "seg",
            "report/segs_%s_full",
            LV_SEGMENTS.subjects,
            "seg_all,lv_uuid",
            "lv_uuid,seg_start");

    private final String jsonName;
    private final String settings;
    private final List<Subject> subjects;
    private final String defaultFields;
    private final String defaultSort;

    ReportKind(
            String jsonName,
            String settings,
            List<Subject> subjects,
            String defaultFields,
            String defaultSort) {
        this.jsonName = jsonName;
        this.settings = settings;
        this.subjects = subjects;
        this.defaultFields = defaultFields;
        this.defaultSort = defaultSort;
    }

    /** Loads what its reports usually need, tables of fields above all; else the first one does. */
    public void load() {
        FieldSelection.parse(this, List.of());
        Selection.parse(this, "");
    }

    /** What its rows are called in JSON, and the report by {@code --configreport}. */
    public String jsonName() {
        return jsonName;
    }

    /** The setting of lvm.conf that names its fields if nobody asks for others. */
    public String fieldsSetting() {
        return settings.formatted("cols");
    }

    /** The setting of lvm.conf that names the fields it is sorted by. */
    public String sortSetting() {
        return settings.formatted("sort");
    }

    /** What it is about; the first gives names of fields their prefix. */
    List<Subject> subjects() {
        return subjects;
    }

    /** What its fields may tell of, whatever is asked for. */
    List<Subject> possibleSubjects() {
        boolean isOfVolumes = !subjects.contains(Subject.PV) && this != VGS && this != FULL_VG;
        return Arrays.stream(Subject.values())
                .filter(
                        subject ->
                                !isOfVolumes
                                        || subject != Subject.PV && subject != Subject.PV_SEGMENT)
                .toList();
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
