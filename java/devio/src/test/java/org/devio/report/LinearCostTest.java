package org.devio.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.devio.format.LvmFormatException;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.metadata.VolumeGroup;
import org.devio.scan.LvmScanner;
import org.devio.scan.ScanReport;
import org.devio.testing.MadeDisk;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reading a text and reporting its volumes takes heap in proportion to the text, whatever there is
 * much of. Heap stands for time here: it can be counted.
 */
class LinearCostTest {
    private static final int FEW = 300;
    private static final int FACTOR = 4;

    /** What is quadratic takes sixteen times as much. */
    private static final int BOUND = 2 * FACTOR;

    /** Every field of every report, of everything. */
    private static final List<Report> REPORTS =
            List.of(
                    new Report(ReportKind.LVS, fields("lv_all,vg_all")),
                    new Report(ReportKind.LV_SEGMENTS, fields("seg_all,lv_all,vg_all")),
                    new Report(ReportKind.PVS, fields("pv_all,vg_all")),
                    new Report(
                            ReportKind.PV_SEGMENTS,
                            fields("pvseg_all,seg_all,lv_all,pv_all,vg_all")
                                    .where("seg_size>=0 && lv_role!=nothing")
                                    .sortedBy("-lv_modules,devices,pvseg_start")),
                    new Report(ReportKind.VGS, fields("vg_all")));

    private static final ReportScope EVERYTHING =
            ReportScope.usual().withHidden().withHistory().withForeign();

    /** In tables each row is as wide as the widest, which is no fault of theirs. */
    private static final ReportOptions OPTIONS =
            new ReportOptions(EVERYTHING, ValueStyle.usual(), TableStyle.json());

    @TempDir Path folder;

    private static Query fields(String names) {
        return Query.usual().withFields(List.of(names));
    }

    static Stream<Named<IntFunction<String>>> shapes() {
        return Stream.of(
                Named.of("LVs", n -> group(1, each(n, i -> lv("lv" + i, onPv(0, i))))),
                Named.of("PVs", n -> group(n, each(n, i -> lv("lv" + i, onPv(i, 0))))),
                Named.of(
                        "segments",
                        n -> group(1, lv("lv", each(n, i -> segment(i, linear(0, i)))))),
                Named.of(
                        "segments of two LVs in turn",
                        n -> group(1, lv("one", everySecond(n, 0)) + lv("two", everySecond(n, 1)))),
                Named.of(
                        "segments of an image of raid",
                        n ->
                                group(
                                        1,
                                        lv("image", each(n, i -> segment(i, linear(0, i))))
                                                + each(n, i -> lv("raid" + i, raid())))),
                Named.of(
                        "snapshots of one volume",
                        n -> group(1, pool(1) + each(n, i -> lv("lv" + i, thin(i, 0))))),
                Named.of(
                        "volumes of a pool of many segments",
                        n -> group(1, pool(n) + each(n, i -> lv("lv" + i, thin(0, 0))))),
                Named.of(
                        "volumes that were removed",
                        n ->
                                group(
                                        1,
                                        pool(1) + lv("lv0", thin(0, 0)),
                                        each(n, LinearCostTest::removed))));
    }

    private static String everySecond(int count, int first) {
        return each(count, i -> segment(i, linear(0, 2 * i + first)));
    }

    private static String removed(int number) {
        return "old%d { id = \"%s\" origin = \"lv0\" }\n".formatted(number, uuid("old" + number));
    }

    private static String raid() {
        return segment(0, "type = \"raid1\" device_count = 1 raids = [\"image\", \"image\"]");
    }

    private static String group(int volumes, String logicalVolumes) {
        return group(volumes, logicalVolumes, "");
    }

    private static String group(int volumes, String logicalVolumes, String removed) {
        return """
                vg { id = "%s" seqno = 1 status = ["READ"] extent_size = 8 max_lv = 0 max_pv = 0
                physical_volumes { %s }
                logical_volumes { %s }
                historical_logical_volumes { %s } }
                contents = "Text Format Volume Group" version = 1
                """
                .formatted(uuid("vg"), each(volumes, LinearCostTest::pv), logicalVolumes, removed);
    }

    private static String pv(int number) {
        return "pv%d { id = \"%s\" status = [] pe_start = 2048 pe_count = 10000 }\n"
                .formatted(number, uuid("pv" + number));
    }

    private static String lv(String name, String segments) {
        return "%s { id = \"%s\" status = [\"READ\"] segment_count = %d %s }\n"
                .formatted(name, uuid(name), segments.split("segment").length - 1, segments);
    }

    private static String pool(int segments) {
        return lv("meta", onPv(0, 9999))
                + lv("data", each(segments, i -> segment(i, linear(0, i))))
                + lv(
                        "pool",
                        segment(
                                0,
                                "type = \"thin-pool\" pool = \"data\" metadata = \"meta\""
                                        + " transaction_id = 1 chunk_size = 128"));
    }

    /** A volume of the pool; a snapshot of another, unless it is the first. */
    private static String thin(int number, int snapshotOf) {
        String origin = number == 0 ? "" : "origin = \"lv%d\"".formatted(snapshotOf);
        return segment(
                0,
                "type = \"thin\" thin_pool = \"pool\" transaction_id = 1 device_id = 1 " + origin);
    }

    private static String onPv(int volume, int extent) {
        return segment(0, linear(volume, extent));
    }

    private static String linear(int volume, int extent) {
        return "type = \"striped\" stripe_count = 1 stripes = [\"pv%d\", %d]"
                .formatted(volume, extent);
    }

    private static String segment(int start, String layout) {
        return "segment%d { start_extent = %d extent_count = 1 %s }\n"
                .formatted(start + 1, start, layout);
    }

    private static String each(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining());
    }

    private static String uuid(String name) {
        return "0".repeat(32 - name.length()) + name;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void reportingFourTimesAsMuchTakesFourTimesTheHeap(IntFunction<String> shape) throws Exception {
        byte[] small = shape.apply(FEW).getBytes(StandardCharsets.UTF_8);
        byte[] large = shape.apply(FACTOR * FEW).getBytes(StandardCharsets.UTF_8);
        ScanReport few = scan(small);
        ScanReport many = scan(large);
        assertEquals(1, many.volumeGroups().size());

        for (Report report : REPORTS) {
            heapOf(report, few);
            long forFew = heapOf(report, few);
            long forMany = heapOf(report, many);

            assertTrue(
                    forMany < BOUND * forFew,
                    report + ": " + forMany + " bytes of heap, for a quarter " + forFew);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void readingFourTimesAsMuchTakesFourTimesTheHeap(IntFunction<String> shape) throws Exception {
        byte[] small = shape.apply(FEW).getBytes(StandardCharsets.UTF_8);
        byte[] large = shape.apply(FACTOR * FEW).getBytes(StandardCharsets.UTF_8);
        heapOfParsing(small);

        long few = heapOfParsing(small);
        long many = heapOfParsing(large);

        assertTrue(many < BOUND * few, many + " bytes of heap, for a quarter " + few);
    }

    private ScanReport scan(byte[] text) throws IOException {
        Path disk = folder.resolve(text.length + ".img");
        MadeDisk.write(disk, uuid("pv0"), text);
        try (IoContext context =
                IoContext.open(IoConfig.defaults().withEngine(IoConfig.Engine.SYNC))) {
            return new LvmScanner(context).scan(List.of(disk));
        }
    }

    private static long heapOf(Report report, ScanReport found) {
        long before = allocated();
        assertTrue(report.format(found, OPTIONS).length() > FEW);
        return allocated() - before;
    }

    private static long heapOfParsing(byte[] text) throws LvmFormatException {
        long before = allocated();
        VolumeGroup.parse(text);
        return allocated() - before;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
