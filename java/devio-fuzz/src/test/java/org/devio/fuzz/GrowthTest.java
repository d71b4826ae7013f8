package org.devio.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Texts of one shape each, larger than a fuzzer makes them. The limits are the same, so neither
 * memory nor work grows faster than the text.
 */
class GrowthTest {
    private static final int MANY = 3000;

    @TestFactory
    Stream<DynamicTest> metadataOfAnyShapeTakesMemoryAndStepsInProportion() {
        return Stream.of(
                metadata("volumes", "", each(MANY, i -> lv(i, linear(i)))),
                metadata(
                        "stripes",
                        "",
                        lv(
                                0,
                                "extent_count=%d type=\"striped\" stripe_size=8 stripe_count=%1$d stripes=[%s]"
                                        .formatted(MANY, each(MANY, i -> "\"pv\"," + i + ",")))),
                metadata("tags", "tags=[" + each(MANY, i -> "\"t" + i + "\",") + "]", ""),
                metadata("keys that nobody knows", each(MANY, i -> "k" + i + "=1 "), ""),
                metadata(
                        "snapshots of one origin",
                        "",
                        lv(0, linear(0))
                                + lv(1, linear(1))
                                + each(
                                        MANY,
                                        i ->
                                                lv(
                                                        i + 2,
                                                        "extent_count=1 type=\"snapshot\" chunk_size=8 origin=\"lv0\" cow_store=\"lv1\""))),
                metadata("thin snapshots of one origin", "", thinSnapshots()),
                metadata(
                        "removed volumes",
                        "historical_logical_volumes{"
                                + each(MANY, i -> "old" + i + "{" + id(i) + " origin=\"-old0\"}")
                                + "}",
                        ""));
    }

    @TestFactory
    Stream<DynamicTest> configurationOfAnyShapeTakesMemoryAndStepsInProportion() {
        return Stream.of(
                test("config-text", "empty sections", "a{}".repeat(MANY)),
                test("config-text", "numbers in a list", "a=[" + "1,".repeat(MANY) + "]"),
                test(
                        "config-text",
                        "deep sections",
                        ("a{".repeat(100) + "}".repeat(100)).repeat(50)),
                test("config-text", "paths", "a/b/c/d/e=1 ".repeat(MANY)),
                test("config-text", "slashes", "a" + "/".repeat(MANY) + "b=1"),
                test("config-text", "comments", "#\n".repeat(MANY)),
                test("config-text", "one word", "a=" + "b".repeat(100 * MANY)),
                test("config-text", "backslashes", "a=\"" + "\\".repeat(100 * MANY) + "\""),
                test("lvm-conf", "one setting again and again", "devices/aio_max=1 ".repeat(MANY)),
                test("lvm-conf", "settings", each(MANY, i -> "a" + i + "=1 ")),
                test("lvm-conf", "long names", "a".repeat(120) + "{" + "b=1 ".repeat(MANY) + "}"),
                test("lvm-conf", "patterns", "devices/filter=[" + "\"a|b|\",".repeat(MANY) + "]"),
                test("filter", "ways", "a|" + "b|".repeat(2000) + "b|"),
                test("filter", "repeats of repeats", "a|" + "((b*)*)*".repeat(400) + "|"),
                test("filter", "brackets", "a|[" + "a-c".repeat(1300) + "]*|"));
    }

    private static DynamicTest metadata(String shape, String fields, String volumes) {
        String text =
                """
                vg { %s seqno=1 status=["READ"] extent_size=8 max_lv=0 max_pv=0 %s
                physical_volumes { pv { %s status=[] pe_start=2048 pe_count=99999 } }
                logical_volumes { %s } }
                contents="Text Format Volume Group" version=1
                """
                        .formatted(id(0), fields, id(0), volumes);
        return test("metadata-text", shape, text);
    }

    private static DynamicTest test(String target, String shape, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return DynamicTest.dynamicTest(
                target + ": " + shape, () -> SteppingLoader.contract(target).accept(bytes));
    }

    private static String thinSnapshots() {
        String pool =
                "extent_count=1 type=\"thin-pool\" metadata=\"lv1\" pool=\"lv2\" transaction_id=1 chunk_size=128";
        String thin = "extent_count=1 type=\"thin\" thin_pool=\"lv0\" transaction_id=0 device_id=1";
        return lv(0, pool)
                + lv(1, linear(1))
                + lv(2, linear(2))
                + lv(3, thin)
                + each(MANY, i -> lv(i + 4, thin + " origin=\"lv3\""));
    }

    private static String linear(int extent) {
        return "extent_count=1 type=\"striped\" stripe_count=1 stripes=[\"pv\"," + extent + "]";
    }

    private static String lv(int number, String segment) {
        return "lv%d{%s status=[\"READ\"] segment_count=1 segment1{start_extent=0 %s}}\n"
                .formatted(number, id(number), segment);
    }

    private static String id(int number) {
        return "id=\"%032d\"".formatted(number);
    }

    private static String each(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining());
    }
}
