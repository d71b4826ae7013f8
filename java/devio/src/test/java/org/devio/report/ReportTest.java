package org.devio.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.VolumeGroup;
import org.devio.scan.LvmScanner;
import org.devio.scan.ScanReport;
import org.devio.testing.Corpus;
import org.devio.testing.CorpusCase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The disks are those of which the tests of the command compare every field with lvm2's. */
class ReportTest {
    private static final Column<String> NAME = Column.text("lv_name");
    private static final Column<Long> SIZE = Column.number("lv_size");
    private static final Column<String> ACTIVE = Column.text("lv_active");
    private static final Column<Double> FILLED = Column.percent("data_percent");
    private static final ValueStyle STYLE = ValueStyle.usual();

    private static ScanReport found;

    /** Knows of one volume that it is active, and how full it is. */
    private static final class OneActive implements KernelState {
        @Override
        @SuppressWarnings("unchecked")
        public <T> Optional<T> ask(Column<T> column, VolumeGroup group, LogicalVolume volume) {
            if (!volume.name().equals("lin")) {
                return Optional.empty();
            }
            if (column.equals(ACTIVE)) {
                return Optional.of((T) "active");
            }
            return column.equals(FILLED) ? Optional.of((T) (Double) 12.5) : Optional.empty();
        }
    }

    @BeforeAll
    static void scan() throws IOException {
        CorpusCase disks = Corpus.named("vg-lin");
        try (IoContext context =
                IoContext.open(IoConfig.defaults().withEngine(IoConfig.Engine.SYNC))) {
            found = new LvmScanner(context).scan(List.copyOf(disks.disks().values()));
        }
    }

    private static List<Table.Row> rows(Query query) {
        return new Report(ReportKind.LVS, query).table(found).rows();
    }

    @Test
    void aProgramGetsTypedValuesOfTheRowsAndInTheOrderItAskedFor() {
        List<Table.Row> rows =
                rows(Query.of(NAME, SIZE).where("lv_role=public").sortedBy("-lv_size,lv_name"));

        assertEquals(4, rows.size());
        assertEquals("lin", rows.get(0).get(NAME));
        for (int i = 1; i < rows.size(); i++) {
            assertTrue(rows.get(i - 1).get(SIZE) >= rows.get(i).get(SIZE));
        }
    }

    @Test
    void aTextSaysWhatTheTypedValuesSay() {
        Table.Row row = rows(Query.of(NAME, SIZE).where("lv_name=lin")).get(0);

        assertEquals(28L << 20, row.get(SIZE));
        assertEquals("28.00m", row.text(SIZE, STYLE));
    }

    @Test
    void listsAndPropertiesHaveTheirTypes() {
        Column<List<String>> role = Column.list("lv_role");
        Column<Boolean> isMerging = Column.flag("lv_merging");
        Table.Row row = rows(Query.of(role, isMerging)).get(0);

        assertEquals(List.of("public"), row.get(role));
        assertEquals(false, row.get(isMerging));
    }

    @Test
    void whatNobodyAskedTheKernelIsNoValueAndLooksAsInLvm2() {
        Table.Row row = rows(Query.of(ACTIVE, FILLED)).get(0);

        assertEquals(Optional.empty(), row.find(ACTIVE));
        assertEquals("unknown", row.text(ACTIVE, STYLE));
        assertEquals("", row.text(FILLED, STYLE));
        assertThrows(NoSuchElementException.class, () -> row.get(FILLED));
    }

    @Test
    void whoKnowsTheKernelIsAskedForWhatMetadataCannotTell() {
        Table table =
                new Report(ReportKind.LVS, Query.of(NAME, ACTIVE, FILLED).where("data_percent>12"))
                        .table(found, ReportScope.usual(), new OneActive());

        assertEquals(1, table.rows().size());
        Table.Row row = table.rows().get(0);
        assertEquals("lin", row.get(NAME));
        assertEquals("active", row.get(ACTIVE));
        assertEquals("12.50", row.text(FILLED, STYLE));
    }

    @Test
    void aColumnThatWasNotAskedForIsRefused() {
        Table.Row row = rows(Query.of(NAME)).get(0);

        Exception refusal = assertThrows(IllegalArgumentException.class, () -> row.find(ACTIVE));
        assertEquals("lv_active is not among the fields of this report", refusal.getMessage());
    }

    @Test
    void aColumnOfAnotherTypeIsRefused() {
        assertEquals(
                "field 'lv_size' is of kind size",
                assertThrows(IllegalArgumentException.class, () -> Column.text("lv_size"))
                        .getMessage());
        assertEquals(
                "unknown field 'lv_siez'",
                assertThrows(IllegalArgumentException.class, () -> Column.number("lv_siez"))
                        .getMessage());
    }
}
