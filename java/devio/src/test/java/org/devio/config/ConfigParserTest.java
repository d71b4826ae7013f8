package org.devio.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.devio.config.ConfigValue.Array;
import org.devio.config.ConfigValue.Real;
import org.devio.config.ConfigValue.Text;
import org.devio.config.ConfigValue.Whole;
import org.devio.format.LvmFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigParserTest {
    @Test
    void itemsKeepTheirOrderAndPlace() throws LvmFormatException {
        ConfigSection whole = parse("vg { # note {\n\ta=1 b { c = \"x\" }\n}\nversion = 1\n");

        ConfigSection vg = whole.section("vg").orElseThrow();
        assertEquals(
                List.of("vg", "version"), whole.items().stream().map(ConfigNode::key).toList());
        assertEquals(List.of("a", "b"), vg.items().stream().map(ConfigNode::key).toList());
        assertEquals(new ConfigEntry("a", new Whole(1), 15, 18), vg.items().get(0));
        assertEquals(0, vg.offset());
        assertEquals(34, vg.end());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "+7, 7",
        "-7, -7",
        "010, 8",
        "-010, -8",
        "-0, 0",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "0777777777777777777777, 9223372036854775807",
        "-01000000000000000000000, -9223372036854775808",
    })
    void wholeNumbersAreDecimalOrOctal(String written, long number) throws LvmFormatException {
        assertEquals(new Whole(number), value(written));
    }

    @ParameterizedTest
    @CsvSource({"1.5, 1.5", ".5, 0.5", "-2., -2", "+0.25, 0.25"})
    void pointMakesANumberReal(String written, double number) throws LvmFormatException {
        assertEquals(new Real(number), value(written));
    }

    @Test
    void doubleQuotesEscapeOnlyThemselvesAndBackslash() throws LvmFormatException {
        assertEquals(new Text("a\"b\\c\\nd"), value("\"a\\\"b\\\\c\\nd\""));
        assertEquals(new Text("\\"), value("\"\\\\\""));
        assertEquals(new Text(""), value("\"\""));
    }

    @Test
    void singleQuotesEscapeNothing() throws LvmFormatException {
        assertEquals(new Text("a\\\"b"), value("'a\\\"b'"));
    }

    @Test
    void stringMayHoldNewlineAndHash() throws LvmFormatException {
        assertEquals(new Text("a\n#b"), value("\"a\n#b\""));
    }

    @Test
    void bareWordsAreStrings() throws LvmFormatException {
        assertEquals(new Text("@tag"), value("@tag"));
        assertEquals(new Text("yes"), value("yes#comment"));
    }

    @Test
    void listsHoldScalars() throws LvmFormatException {
        assertEquals(new Array(List.of()), value("[ ]"));
        assertEquals(new Array(List.of(new Text("a"), new Whole(0))), value("[\"a\", 0]"));
        assertEquals(new Array(List.of(new Whole(1))), value("[1,]"));
        assertEquals(new Array(List.of(new Whole(1), new Text("a"))), value("[1 \"a\"]"));
    }

    @Test
    void bareWordInAListSwallowsCommaAndBracket() throws LvmFormatException {
        assertEquals(new Array(List.of(new Text("a,b]"), new Text("c"))), value("[a,b] , \"c\"]"));
    }

    @Test
    void scalarCountsAsAListOfOne() throws LvmFormatException {
        assertEquals(List.of(new Whole(3)), value("3").scalars());
        assertEquals(List.of(new Whole(3)), value("[3]").scalars());
    }

    @Test
    void keysMayBeQuoted() throws LvmFormatException {
        ConfigSection whole = parse("\"a b\" = 1 'c=' { }");

        assertTrue(whole.entry("a b").isPresent());
        assertTrue(whole.section("c=").isPresent());
    }

    @Test
    void slashInAKeyMakesSections() throws LvmFormatException {
        ConfigSection whole = parse("/a//b/c = 1 d/e { f = 2 }");

        ConfigSection b = whole.section("a").orElseThrow().section("b").orElseThrow();
        assertEquals(new Whole(1), b.entry("c").orElseThrow().value());
        ConfigSection e = whole.section("d").orElseThrow().section("e").orElseThrow();
        assertEquals(new Whole(2), e.entry("f").orElseThrow().value());
    }

    @Test
    void firstOfTwoSameNamedItemsIsFoundAndBothAreKept() throws LvmFormatException {
        ConfigSection whole = parse("a = 1 a = 2 a { } a { b = 3 }");

        assertEquals(new Whole(1), whole.entry("a").orElseThrow().value());
        assertEquals(List.of(), whole.section("a").orElseThrow().items());
        assertEquals(4, whole.items().size());
    }

    @Test
    void textEndsAtItsFirstNul() throws LvmFormatException {
        assertEquals(1, parse("a = 1\0}}}}").items().size());
        assertEquals(0, parse("").items().size());
        assertEquals(0, parse(" # only a comment").items().size());
    }

    @Test
    void bytesThatAreNotUtf8AreReadAsLatin1() throws LvmFormatException {
        byte[] latin1 = "a = \"K\u00f6ln\"".getBytes(StandardCharsets.ISO_8859_1);

        assertEquals(new Text("K\u00f6ln"), ConfigParser.parse(latin1).entry("a").get().value());
        assertEquals(new Text("K\u00f6ln"), value("\"K\u00f6ln\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a | 1 | expected = or {",
                "a = | 3 | expected a value",
                "a = { | 4 | expected a value",
                "a = } | 4 | expected a value",
                "a = + | 4 | expected a value",
                "a = . | 4 | expected a value",
                "a = -x | 4 | expected a value",
                "a = 08 | 4 | octal",
                "a = 9223372036854775808 | 4 | 64 bits",
                "a = -9223372036854775809 | 4 | 64 bits",
                "a = 0x10 | 8 | expected = or {",
                "a = \"b | 4 | no end",
                "a = 'b | 4 | no end",
                "a = [ | 5 | expected a value",
                "a = [1 2] | 7 | expected , or ]",
                "a = [,] | 5 | expected a value",
                "a = [[1]] | 5 | expected a value",
                "a { | 3 | no end",
                "a { } } | 6 | unexpected }",
                "= 1 | 0 | expected a key",
                "\"\" = 1 | 2 | expected a key",
                "/ = 1 | 1 | empty key",
                "] = 1 | 0 | expected a key",
            })
    void brokenTextIsRefusedWithItsPlace(String text, long offset, String words) {
        LvmFormatException e = assertThrows(LvmFormatException.class, () -> parse(text));

        assertEquals(offset, e.offset(), e.getMessage());
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    @Test
    void messageNamesTheLine() {
        LvmFormatException e =
                assertThrows(LvmFormatException.class, () -> parse("a = 1\nb = 2\nc 3\n"));

        assertEquals("byte 14: line 3: expected = or { after a key", e.getMessage());
    }

    @Test
    void realNumberOutOfRangeIsRefused() {
        assertThrows(LvmFormatException.class, () -> value("9".repeat(400) + "."));
    }

    @Test
    void sectionsMayNestToTheLimitAndNoDeeper() throws LvmFormatException {
        parse("a{".repeat(100) + "}".repeat(100));

        assertThrows(LvmFormatException.class, () -> parse("a{".repeat(101) + "}".repeat(101)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{", "a/", "[", "a=[", "{", "a { b/c {"})
    void nestingWithoutEndIsRefusedNotFollowed(String piece) {
        assertThrows(LvmFormatException.class, () -> parse(piece.repeat(1_000_000)));
    }

    @Test
    void textLongerThanTheLimitIsRefused() {
        byte[] text = new byte[ConfigParser.MAX_BYTES + 1];

        assertThrows(LvmFormatException.class, () -> ConfigParser.parse(text));
    }

    @Test
    void moreItemsThanAllowedAreRefused() {
        assertThrows(
                LvmFormatException.class,
                () -> parse("a=[" + "1,".repeat(ConfigParser.MAX_ITEMS) + "]"));
    }

    @Test
    void stringsThatAreNoUtf8TakeNoMoreMemoryThanTheirText() throws LvmFormatException {
        String strings = "s=\"\u00fc\" ".repeat(1000);
        byte[] text =
                ("a{".repeat(99) + strings + "}".repeat(99)).getBytes(StandardCharsets.ISO_8859_1);
        ConfigParser.parse(text);

        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        ConfigParser.parse(text);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertTrue(allocated < 100L * text.length, allocated + " bytes for " + text.length);
    }

    private static ConfigValue value(String written) throws LvmFormatException {
        return parse("a = " + written).entry("a").orElseThrow().value();
    }

    private static ConfigSection parse(String text) throws LvmFormatException {
        return ConfigParser.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
