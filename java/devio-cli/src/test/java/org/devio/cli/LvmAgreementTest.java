package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.devio.cli.Comparison.Pair;
import org.devio.cli.Comparison.Subject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds every field of every row of {@code pvs}, {@code vgs} and {@code lvs} against what lvm2
 * itself said of the same disks.
 */
class LvmAgreementTest {
    static Stream<Subject> everyReport() {
        return Comparison.subjects();
    }

    static Stream<Subject> everyReportWithWarnings() {
        return everyReport().filter(one -> !one.isEveryType()).filter(one -> warnsOfDisks(one));
    }

    /** The others are about lvm2 itself, or the kernel that it was not to ask. */
    private static boolean warnsOfDisks(Subject one) {
        Path warnings = Images.folderOf(one.name()).resolve(one.report() + ".err");
        return Files.exists(warnings)
                && !Images.lines(warnings).stream()
                        .allMatch(
                                line ->
                                        line.matches(
                                                "  (Internal error|Failed to get device mapper).*"));
    }

    @ParameterizedTest
    @MethodSource("everyReport")
    void everyFieldEqualsThatOfLvm2(Subject subject) {
        Comparison comparison = Comparison.of(subject);

        assertEquals(comparison.theirKeys(), comparison.ourKeys(), "rows, in order");
        assertEquals(
                List.of(),
                comparison.pairs().stream()
                        .filter(pair -> !pair.isEqual() && !pair.isException())
                        .map(LvmAgreementTest::difference)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("everyReport")
    void jsonHasTheShapeOfLvm2s(Subject subject) {
        Comparison comparison = Comparison.of(subject);

        assertEquals(shapes(comparison.theirs()), shapes(comparison.ours()));
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
                        Images.imagesOf(devices));

        assertEquals(theirs, Images.withPlaceholders(run.out(), devices));
    }

    @ParameterizedTest
    @MethodSource("everyReportWithWarnings")
    void whereLvm2WarnsDevioHasANote(Subject subject) {
        Cli run = Cli.run(subject.report(), Images.imagesOf(Images.devicesOf(subject.name())));

        assertFalse(run.err().isEmpty(), "nothing on standard error");
    }

    private static String difference(Pair pair) {
        return pair.row() + ": " + pair.ours() + " should be " + pair.theirs();
    }

    /** The lines with their values left out. */
    private static List<String> shapes(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll(":\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"", ":\"\""))
                .toList();
    }
}
