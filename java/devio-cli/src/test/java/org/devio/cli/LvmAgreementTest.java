package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.devio.cli.JsonRows.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds every field of every row of {@code pvs}, {@code vgs} and {@code lvs} against what lvm2
 * itself said of the same disks, and leaves a table of the comparison in {@code target}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LvmAgreementTest {
    private static final List<String> REPORTS = List.of("pvs", "vgs", "lvs");

    /** lvm2 saw the images as loop devices; a file has no number. */
    private static final Set<String> EXCEPTIONS = Set.of("pv_major", "pv_minor");

    private final Map<String, Tally> tallies = new TreeMap<>();

    /** How often a field was compared, and equal. */
    private static final class Tally {
        private int compared;
        private int equal;
    }

    static Stream<Arguments> everyReport() {
        return Images.cases().stream()
                .flatMap(name -> REPORTS.stream().map(report -> Arguments.of(name, report)));
    }

    static Stream<Arguments> everyReportWithWarnings() {
        return everyReport().filter(one -> warnsOfDisks((String) one.get()[0], one.get()[1]));
    }

    /** The others are about lvm2 itself, or the kernel that it was not to ask. */
    private static boolean warnsOfDisks(String name, Object report) {
        Path warnings = Images.folderOf(name).resolve(report + ".err");
        return Files.exists(warnings)
                && !Images.lines(warnings).stream()
                        .allMatch(
                                line ->
                                        line.matches(
                                                "  (Internal error|Failed to get device mapper).*"));
    }

    @BeforeAll
    void deleteTable() throws IOException {
        Files.deleteIfExists(Images.inTarget("field-agreement.txt"));
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("everyReport")
    void everyFieldEqualsThatOfLvm2(String name, String report) {
        List<List<Value>> theirs =
                JsonRows.parse(Images.lines(Images.folderOf(name).resolve(report + ".json")));

        List<List<Value>> ours = JsonRows.parse(everyField(name, report).lines().toList());

        assertEquals(keys(theirs), keys(ours), "rows, in order");
        assertEquals(List.of(), differences(byIdentity(theirs), byIdentity(ours)));
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("everyReport")
    void jsonHasTheShapeOfLvm2s(String name, String report) {
        List<String> theirs = Images.lines(Images.folderOf(name).resolve(report + ".json"));

        List<String> ours = everyField(name, report).lines().toList();

        assertEquals(shapes(theirs), shapes(ours));
    }

    @ParameterizedTest
    @MethodSource("org.devio.cli.Images#cases")
    void everyRunOfExtentsEqualsThatOfLvm2(String name) {
        List<Path> devices = Images.devicesOf(name);
        String fields = "pv_name,pvseg_all,lv_name,seg_type,seg_le_ranges";
        List<String> theirs = Images.lines(Images.folderOf(name).resolve("segs.json"));

        Cli run =
                Cli.run(
                        "pvs",
                        "--segments",
                        "-a",
                        "-o",
                        fields,
                        "--reportformat",
                        "json",
                        "--units",
                        "b",
                        "--nosuffix",
                        devices);

        List<String> ours = JsonRows.withPlaceholders(run.out(), devices).lines().toList();
        assertEquals(theirs, ours);
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("everyReportWithWarnings")
    void whereLvm2WarnsDevioHasANote(String name, String report) {
        Cli run = Cli.run(report, Images.devicesOf(name));

        assertFalse(run.err().isEmpty(), "nothing on standard error");
    }

    @AfterAll
    void writeTable() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("%-32s %8s %8s  %s".formatted("FIELD", "COMPARED", "EQUAL", "REMARK"));
        tallies.forEach(
                (field, tally) ->
                        lines.add(
                                "%-32s %8d %8d  %s"
                                        .formatted(
                                                field,
                                                tally.compared,
                                                tally.equal,
                                                EXCEPTIONS.contains(field)
                                                        ? "a file has no device number"
                                                        : "")
                                        .stripTrailing()));
        Files.write(Images.inTarget("field-agreement.txt"), lines);
    }

    private static String everyField(String name, String report) {
        List<Path> devices = Images.devicesOf(name);
        Cli run =
                Cli.run(
                        report,
                        "-a",
                        "-o+all",
                        "--reportformat",
                        "json",
                        "--units",
                        "b",
                        "--nosuffix",
                        devices);
        return JsonRows.withPlaceholders(run.out(), devices);
    }

    /** What rows are sorted by. */
    private static List<String> keys(List<List<Value>> rows) {
        return rows.stream().map(row -> row.get(0).text()).toList();
    }

    /** Where two groups have one name, no order is right. */
    private static List<List<Value>> byIdentity(List<List<Value>> rows) {
        List<List<Value>> sorted = new ArrayList<>(rows);
        sorted.sort(
                Comparator.comparing((List<Value> row) -> row.get(0).text())
                        .thenComparing(row -> JsonRows.text(row, "vg_uuid")));
        return sorted;
    }

    private List<String> differences(List<List<Value>> theirs, List<List<Value>> ours) {
        List<String> differences = new ArrayList<>();
        for (int row = 0; row < theirs.size(); row++) {
            assertEquals(theirs.get(row).size(), ours.get(row).size(), "fields of row " + row);
            for (int i = 0; i < theirs.get(row).size(); i++) {
                Value their = theirs.get(row).get(i);
                Value our = ours.get(row).get(i);
                Tally tally = tallies.computeIfAbsent(their.field(), field -> new Tally());
                tally.compared++;
                if (their.equals(our)) {
                    tally.equal++;
                } else if (!EXCEPTIONS.contains(their.field())) {
                    differences.add(
                            theirs.get(row).get(0).text() + ": " + our + " should be " + their);
                }
            }
        }
        return differences;
    }

    /** The lines with their values left out. */
    private static List<String> shapes(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll(":\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"", ":\"\""))
                .toList();
    }
}
