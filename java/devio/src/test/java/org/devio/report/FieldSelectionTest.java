package org.devio.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldSelectionTest {
    @Test
    void aListStandsInPlaceOfTheUsualFields() {
        assertEquals(List.of("pv_size", "vg_name"), names(ReportKind.PVS, "pv_size,vg_name"));
    }

    @Test
    void theLastListCounts() {
        assertEquals(List.of("pv_size"), names(ReportKind.PVS, "pv_name", "pv_size"));
    }

    @Test
    void aPlusAddsAndAMinusTakesAway() {
        assertEquals(
                List.of("pv_name", "vg_name", "pv_attr", "pv_size", "pv_free", "pv_tags"),
                names(ReportKind.PVS, "+pv_tags", "-pv_fmt"));
    }

    @Test
    void aFieldMayStandTwice() {
        assertEquals(List.of("pv_name", "pv_name"), names(ReportKind.PVS, "name,name"));
    }

    @Test
    void thePrefixOfTheReportMayBeLeftOut() {
        assertEquals(List.of("pv_uuid"), names(ReportKind.PVS, "uuid"));
        assertEquals(List.of("vg_uuid"), names(ReportKind.VGS, "uuid"));
        assertEquals(List.of("lv_uuid"), names(ReportKind.LVS, "uuid"));
        assertEquals(List.of("seg_size"), names(ReportKind.LV_SEGMENTS, "size"));
    }

    @Test
    void caseAndUnderscoresDoNotCount() {
        assertEquals(List.of("pv_name", "pe_start"), names(ReportKind.PVS, "PvName,p_estart"));
    }

    @Test
    void allIsEveryFieldOfTheReportAndOfSubjectsNamedBeside() {
        List<String> alone = names(ReportKind.PVS, "all");
        List<String> withGroup = names(ReportKind.PVS, "all,vg_name");

        assertEquals(28, alone.size());
        assertEquals(28 + 35 + 1, withGroup.size());
    }

    @Test
    void aSubjectCanBeNamedAsAWhole() {
        assertEquals(List.of("pvseg_start", "pvseg_size"), names(ReportKind.PVS, "pvseg_all"));
    }

    @Test
    void fieldsAreOfTheirOwnSubjects() {
        for (Subject subject : Subject.values()) {
            for (Column<?> field : subject.columns()) {
                assertEquals(subject, field.subject(), field.name());
                assertTrue(field.minWidth() > 0, field.name());
            }
        }
    }

    @Test
    void anUnknownFieldIsRefusedWithThoseThatWereMeant() {
        Exception refusal =
                assertThrows(
                        IllegalArgumentException.class, () -> names(ReportKind.LVS, "lv_siez"));

        assertTrue(
                refusal.getMessage().startsWith("unknown field 'lv_siez'; did you mean lv_size"),
                refusal.getMessage());
    }

    private static List<String> names(ReportKind kind, String... options) {
        return FieldSelection.parse(kind, List.of(options)).stream().map(Column::name).toList();
    }
}
