package org.devio.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.devio.format.LvmFormatException;
import org.devio.metadata.PhysicalVolume;
import org.devio.metadata.VolumeGroup;
import org.devio.report.internal.LvRelations;
import org.devio.report.internal.LvView;
import org.junit.jupiter.api.Named;
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

    static Stream<Named<IntFunction<String>>> shapes() {
        return Stream.of(
                Named.of("LVs", n -> group(1, each(n, i -> lv("lv" + i, onPv(0, i))))),
                Named.of("PVs", n -> group(n, each(n, i -> lv("lv" + i, onPv(i, 0))))),
                Named.of(
                        "segments",
                        n -> group(1, lv("lv", each(n, i -> segment(i, linear(0, i)))))),
                Named.of(
                        "snapshots of snapshots",
                        n -> group(1, pool(1) + each(n, i -> lv("lv" + i, thin(i))))),
                Named.of(
                        "volumes of a pool of many segments",
                        n -> group(1, pool(n) + each(n, i -> lv("lv" + i, thin(0))))));
    }

    private static String group(int volumes, String logicalVolumes) {
        return """
                vg { id = "%s" seqno = 1 status = ["READ"] extent_size = 8 max_lv = 0 max_pv = 0
                physical_volumes { %s }
                logical_volumes { %s } }
                contents = "Text Format Volume Group" version = 1
                """
                .formatted(uuid("vg"), each(volumes, LinearCostTest::pv), logicalVolumes);
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

    /** A volume of the pool; a snapshot of the one before, if there is one. */
    private static String thin(int number) {
        String origin = number == 0 ? "" : "origin = \"lv%d\"".formatted(number - 1);
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
    void fourTimesAsManyTakeFourTimesTheHeap(IntFunction<String> shape) throws Exception {
        byte[] small = shape.apply(FEW).getBytes(StandardCharsets.UTF_8);
        byte[] large = shape.apply(FACTOR * FEW).getBytes(StandardCharsets.UTF_8);
        heapOfReport(small);

        long few = heapOfReport(small);
        long many = heapOfReport(large);

        assertTrue(many < BOUND * few, many + " bytes of heap, for a quarter " + few);
    }

    private static long heapOfReport(byte[] text) throws LvmFormatException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        VolumeGroup group = VolumeGroup.parse(text);
        for (LvView view : LvRelations.of(group, PhysicalVolume::isMissing).views()) {
            assertEquals(10, view.attributes().length());
            assertTrue(view.modules().size() < view.roleWords().size() + 9);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
