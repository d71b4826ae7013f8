package org.devio.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ranges are those in which lvm2 2.03.16 found volumes, on a Sunday at this time. */
class TimeExpressionTest {
    private static final ZonedDateTime NOW =
            ZonedDateTime.of(2026, 11, 22, 10, 9, 28, 0, ZoneOffset.UTC);
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "2026,                      2026-01-01 00:00:00, 2026-12-31 23:59:59",
        "2026-11,                   2026-11-01 00:00:00, 2026-11-30 23:59:59",
        "202611,                    2026-11-01 00:00:00, 2026-11-30 23:59:59",
        "2026-11-22,                2026-11-22 00:00:00, 2026-11-22 23:59:59",
        "20261101,                  2026-11-01 00:00:00, 2026-11-01 23:59:59",
        "2026-11-22 09,             2026-11-22 09:00:00, 2026-11-22 09:59:59",
        "2026-11-22 09:31,          2026-11-22 09:31:00, 2026-11-22 09:31:59",
        "2026-11-22 0931,           2026-11-22 09:31:00, 2026-11-22 09:31:59",
        "2026-11-22 9:31:07,        2026-11-22 09:31:07, 2026-11-22 09:31:07",
        "2026-11-22 09:31 -01:00,   2026-11-22 10:31:00, 2026-11-22 10:31:59",
        "2026-11-22 09:31:00+0100,  2026-11-22 08:31:00, 2026-11-22 08:31:00",
        "2026-11-22 +01:00,         2026-11-21 23:00:00, 2026-11-22 22:59:59",
        "@1795305600,               2026-11-22 00:00:00, 2026-11-22 00:00:00",
        "today,                     2026-11-22 00:00:00, 2026-11-22 23:59:59",
        "yesterday,                 2026-11-21 00:00:00, 2026-11-21 23:59:59",
        "noon,                      2026-11-22 12:00:00, 2026-11-22 12:00:00",
        "yesterday noon,            2026-11-21 12:00:00, 2026-11-21 12:00:00",
        "midnight yesterday,        2026-11-21 00:00:00, 2026-11-21 00:00:00",
        "9:31 yesterday,            2026-11-21 09:31:00, 2026-11-21 09:31:59",
        "Sunday,                    2026-11-22 00:00:00, 2026-11-22 23:59:59",
        "mon,                       2026-11-16 00:00:00, 2026-11-16 23:59:59",
        "9 am,                      2026-11-22 09:00:00, 2026-11-22 09:59:59",
        "9PM,                       2026-11-22 21:00:00, 2026-11-22 21:59:59",
        "9:31 AM,                   2026-11-22 09:31:00, 2026-11-22 09:31:59",
        "12 PM,                     2026-11-22 12:00:00, 2026-11-22 12:59:59",
        "5 minutes ago,             2026-11-22 10:03:29, 2026-11-22 10:04:28",
        "10 seconds ago,            2026-11-22 10:09:18, 2026-11-22 10:09:18",
        "2h ago,                    2026-11-22 07:09:29, 2026-11-22 08:09:28",
        "1 day 2 hours ago,         2026-11-21 07:09:29, 2026-11-21 08:09:28",
        "3 days ago,                2026-11-19 00:00:00, 2026-11-19 23:59:59",
        "3 days ago 9:31,           2026-11-19 09:31:00, 2026-11-19 09:31:59",
        "2 weeks ago,               2026-11-08 00:00:00, 2026-11-08 23:59:59",
        "1 month ago,               2026-10-22 00:00:00, 2026-10-22 23:59:59",
        "2 years ago,               2024-11-22 00:00:00, 2024-11-22 23:59:59",
        "January,                   2026-01-01 00:00:00, 2026-01-31 23:59:59",
        "Jan 2025,                  2025-01-01 00:00:00, 2025-01-31 23:59:59",
        "1 Nov 2026,                2026-11-01 00:00:00, 2026-11-01 23:59:59",
        "Nov 1,                     2026-11-01 00:00:00, 2026-11-01 23:59:59",
        "2026 Nov 1,                2026-11-01 00:00:00, 2026-11-01 23:59:59"
    })
    void timeIsAsLongAsWhatItLeavesOut(String text, String from, String to) {
        TimeRange range = TimeExpression.parse(text, NOW).orElseThrow();

        assertEquals(from, form(range.from()), "from");
        assertEquals(to, form(range.to()), "to");
    }

    private static String form(long seconds) {
        return FORM.format(Instant.ofEpochSecond(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "now",
                "ago",
                "tomorrow",
                "last friday",
                "2026-13",
                "2026-11-31",
                "2026-11-22 today",
                "2026-11-22 25:00",
                "2026/11/01",
                "1600000000",
                "today yesterday",
                "99999999999999999999 days ago",
                "@",
                "-5"
            })
    void textThatNamesNoTimeIsNone(String text) {
        assertEquals(Optional.empty(), TimeExpression.parse(text, NOW));
    }
}
