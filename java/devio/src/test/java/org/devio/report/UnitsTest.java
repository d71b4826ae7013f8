package org.devio.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expectations are what lvm2 2.03.16 printed for devices of these sizes. */
class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "r, 2097152, 2.00m",
        "r, 3000320, 2.86m",
        "r, 1073741312, <1024.00m",
        "r, 10737417728, <10.00g",
        "r, 1099511627264, <1024.00g",
        "R, 2097152, <2.10M",
        "R, 3000320, 3.00M",
        "R, 1099511627776, <1.10T",
        "h, 1073741312, 1024.00m",
        "h, 1073741824, 1.00g",
        "h, 131072, 128.00k",
        "r, 512, 512b",
        "H, 1073741824, 1.07G",
        "b, 3000320, 3000320B",
        "B, 3000320, 3000320B",
        "s, 3000320, 5860S",
        "k, 1073741312, 1048575.50k",
        "K, 10790000128, 10790000.13K",
        "m, 10790000128, 10290.15m",
        "g, 2097152, 0.00g",
        "t, 10790000128, 0.01t",
        "e, 1099511627776, 0.00e",
        "4m, 3000320, 0.72U",
        "3k, 1073741312, 349525.17U",
        "8s, 1073742336, 262144.12U",
        "100b, 3000320, 30003.20U",
        "1.5m, 2097152, 1.33m",
        "m, 0, 0m",
        "b, 0, 0B",
        "4m, 0, 0U"
    })
    void aSizeIsWrittenAsLvm2WritesIt(String unit, long bytes, String expected) {
        assertEquals(expected, Units.parse(unit, true, false).orElseThrow().format(bytes));
    }

    @Test
    void nothingHasNoUnitForPeople() {
        assertEquals("0 ", Units.parse("r", true, false).orElseThrow().format(0));
        assertEquals("0", Units.parse("r", false, false).orElseThrow().format(0));
    }

    @Test
    void theSuffixCanBeLeftOutSaveWhereItSaysTheUnit() {
        assertEquals("67109.38", Units.parse("K", false, false).orElseThrow().format(67109376));
        assertEquals("131073", Units.parse("s", false, false).orElseThrow().format(67109376));
        assertEquals("64.00m", Units.parse("h", false, false).orElseThrow().format(67109376));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "4", "4h", "0m", "-1m", "mm", "1e3m"})
    void whatIsNoUnitIsRefused(String text) {
        assertTrue(Units.parse(text, true, false).isEmpty());
    }
}
