package org.devio.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are those of lvm2 2.03.16 for the same time of a day. */
class TimeFormatTest {
    private static final long SUNDAY_MORNING =
            LocalDateTime.of(2026, 11, 22, 6, 25, 42)
                    .atZone(ZoneId.systemDefault())
                    .toEpochSecond();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "%a %A|Sun Sunday",
                "%b %B %h|Nov November Nov",
                "%c|Sun Nov 22 06:25:42 2026",
                "%C %y %Y %g %G|20 26 2026 26 2026",
                "%d %e %j|22 22 326",
                "%D %F %x|11/22/26 2026-11-22 11/22/26",
                "%H:%M:%S %I %k %l|06:25:42 06  6  6",
                "%m|11",
                "%p %P %r|AM am 06:25:42 AM",
                "%R %T %X|06:25 06:25:42 06:25:42",
                "%u %w|7 0",
                "%U %V %W|47 47 46",
                "at <%Y>|at <2026>"
            })
    void conversionsAreThoseOfLvm2(String format, String text) {
        assertEquals(text, TimeFormat.parse(format).orElseThrow().format(SUNDAY_MORNING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%n", "%q", "%", "%Y%", "%%", "%Ey", "%N"})
    void whatLvm2DoesNotTakeIsNoFormat(String format) {
        assertEquals(Optional.empty(), TimeFormat.parse(format).map(found -> format));
    }
}
