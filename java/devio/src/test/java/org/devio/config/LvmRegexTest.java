package org.devio.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.regex.Pattern;
import org.devio.format.LvmFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LvmRegexTest {
    private static final String NAME = "/dev/loop1";

    /** lvm2 2.03.16 rejects /dev/loop1 by each of these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".*",
                "^/dev/loop",
                "loop[^02]",
                "loop1$",
                "loop(1|3)",
                "/dev/l(o)+p",
                "/dev/l(oo)?p",
                "l\\oop",
                "\\/dev",
                "loop+?",
                "loop.?$",
                "(loop|x)1",
                "loop()",
                "loop[2-0]",
                "[-l]oop",
                "[+-9]",
                "(x*)*loop",
                "./dev/loop",
                "loop..",
                "[^/]/dev",
                "loop.[^a]",
                "^",
                "$",
                "x?y?$",
            })
    void nameIsFound(String pattern) throws LvmFormatException {
        assertTrue(LvmRegex.parse(pattern).isFoundIn(NAME));
    }

    /** lvm2 2.03.16 lets /dev/loop1 through these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "^loop",
                "loop$",
                "/dev/lo?p",
                "LOOP",
                "a{2}",
                "lo{2}p",
                "^^/dev",
                "/dev$$",
                "a^/dev",
                "^$",
                "\\^",
                "\\.",
                "[]l]oop",
                "[^]]",
                "[[:digit:]]",
                "loop...",
            })
    void nameIsNotFound(String pattern) throws LvmFormatException {
        assertFalse(LvmRegex.parse(pattern).isFoundIn(NAME));
    }

    /** lvm2 2.03.16 refuses these, save for the last two, of which it reads a part. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "(", "*", "loop[0-", "[a-]", "[l-]oop", "loop|", "a\\", "x||loop", "a)"})
    void whatIsNoExpressionIsRefused(String pattern) {
        assertThrows(LvmFormatException.class, () -> LvmRegex.parse(pattern));
    }

    @Test
    void searchAgreesWithThatOfTheJdk() throws LvmFormatException {
        Random random = new Random(41);

        int found = 0;
        for (int round = 0; round < 20_000; round++) {
            String pattern = pattern(random, 3);
            String text = text(random);
            // The JDK needs to be shown the characters that stand for start and end.
            String marked = LvmRegex.START + text + LvmRegex.END;
            boolean expected = Pattern.compile(pattern).matcher(marked).find();
            assertEquals(expected, LvmRegex.parse(pattern).isFoundIn(text), pattern + " " + text);
            found += expected ? 1 : 0;
        }
        assertTrue(found > 2000 && found < 18_000, found + " found");
    }

    /** Backtracking would take 2^2000 steps. */
    @Test
    void noPatternIsHardToSearchFor() throws LvmFormatException {
        LvmRegex regex = LvmRegex.parse("(a*)*".repeat(400) + "(a|a|aa)+b");

        assertFalse(regex.isFoundIn("a".repeat(2000)));
    }

    @Test
    void charactersFromTheEndOfUnicodeTakeNoMoreMemoryThanOthers() throws LvmFormatException {
        LvmRegex.parse("a");

        long usual = allocatedFor("a[0-9]".repeat(600));
        long last = allocatedFor("\uffff[\u0000-\ufffe]".repeat(600));

        assertTrue(last < 2 * usual, last + " bytes instead of " + usual);
    }

    private static long allocatedFor(String pattern) throws LvmFormatException {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        LvmRegex.parse(pattern);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void nestingHasAnEnd() {
        String deep = "(".repeat(101) + "a" + ")".repeat(101);

        String message =
                assertThrows(LvmFormatException.class, () -> LvmRegex.parse(deep)).getMessage();

        assertTrue(message.contains("nest deeper than 100"), message);
    }

    @Test
    void anyPatternIsReadOrRefused() {
        Random random = new Random(42);

        int refused = 0;
        for (int round = 0; round < 50_000; round++) {
            StringBuilder pattern = new StringBuilder();
            for (int length = random.nextInt(12); length >= 0; length--) {
                pattern.append("ab()[]|*+?.^$\\-\uffff\n".charAt(random.nextInt(17)));
            }
            try {
                LvmRegex.parse(pattern.toString()).isFoundIn("abba");
            } catch (LvmFormatException e) {
                refused++;
            }
        }
        assertTrue(refused > 1000 && refused < 49_000, refused + " refused");
    }

    private static String pattern(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 4)) {
            case 0 -> "a";
            case 1 -> "b";
            case 2 -> ".";
            case 3 -> random.nextBoolean() ? "[^b]" : "[a-b]";
            case 4 -> "(" + pattern(random, depth - 1) + "|" + pattern(random, depth - 1) + ")";
            case 5 -> "(" + pattern(random, depth - 1) + ")" + "*+?".charAt(random.nextInt(3));
            default -> pattern(random, depth - 1) + pattern(random, depth - 1);
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
            text.append("abc".charAt(random.nextInt(3)));
        }
        return text.toString();
    }
}
