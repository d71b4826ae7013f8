package org.devio.report;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a time as people write it for lvm2: {@code 2026-11-22 09:31 +01:00} with parts left out
 * from the right, {@code @1700000000}, or words in any order, such as {@code yesterday noon},
 * {@code 3 days ago}, {@code Nov 2025}, {@code 9 am}.
 */
final class TimeExpression {
    private static final Pattern SECONDS = Pattern.compile("@(-?\\d{1,12})");
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(?<date>\\d{4}-\\d\\d(?:-\\d\\d)?|\\d{6}|\\d{8})(?![\\d:])"
                            + "|(?<zone>[+-]\\d\\d(?::?\\d\\d)?)"
                            + "|(?<time>\\d{1,2}:\\d\\d(?::\\d\\d)?)"
                            + "|(?<number>\\d{1,4})"
                            + "|(?<word>[A-Za-z]+))");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of(
                    "s", ChronoUnit.SECONDS,
                    "sec", ChronoUnit.SECONDS,
                    "second", ChronoUnit.SECONDS,
                    "m", ChronoUnit.MINUTES,
                    "min", ChronoUnit.MINUTES,
                    "minute", ChronoUnit.MINUTES,
                    "h", ChronoUnit.HOURS,
                    "hr", ChronoUnit.HOURS,
                    "hour", ChronoUnit.HOURS);
    private static final Map<String, ChronoUnit> LONG_UNITS =
            Map.of(
                    "d", ChronoUnit.DAYS,
                    "day", ChronoUnit.DAYS,
                    "w", ChronoUnit.WEEKS,
                    "week", ChronoUnit.WEEKS,
                    "month", ChronoUnit.MONTHS,
                    "y", ChronoUnit.YEARS,
                    "year", ChronoUnit.YEARS);
    private static final int MONTH_DIGITS = 6;
    private static final int NOON = 12;

    private final ZonedDateTime now;
    private Integer year;
    private Integer month;
    private Integer day;
    private LocalTime time;
    private ChronoUnit precision;
    private ZoneId zone;
    private ZonedDateTime past;
    private ChronoUnit pastUnit = ChronoUnit.DAYS;
    private Optional<Integer> pending = Optional.empty();

    private TimeExpression(ZonedDateTime now) {
        this.now = now;
        this.zone = now.getZone();
    }

    /**
     * Reads a text.
     *
     * @param now what times without a date, and times ago, are counted from
     * @return empty if it names no time
     */
    static Optional<TimeRange> parse(String text, ZonedDateTime now) {
        Matcher seconds = SECONDS.matcher(text.strip());
        if (seconds.matches()) {
            long at = Long.parseLong(seconds.group(1));
            return Optional.of(new TimeRange(at, at));
        }
        TimeExpression expression = new TimeExpression(now);
        try {
            return expression.readAll(text.strip())
                    ? Optional.of(expression.range())
                    : Optional.empty();
        } catch (DateTimeException e) {
            // The 31st of November, a day at 25:00.
            return Optional.empty();
        }
    }

    private boolean readAll(String text) {
        Matcher token = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            token.region(at, text.length());
            if (!token.lookingAt() || !read(token)) {
                return false;
            }
            at = token.end();
        }
        return at > 0 && settlePending();
    }

    private boolean read(Matcher token) {
        if (token.group("word") != null) {
            return readWord(token.group("word").toLowerCase(Locale.ROOT));
        }
        if (!settlePending()) {
            return false;
        }
        if (token.group("date") != null) {
            return readDate(token.group("date").replace("-", ""));
        }
        if (token.group("zone") != null) {
            zone = ZoneOffset.of(token.group("zone"));
            return true;
        }
        if (token.group("time") != null) {
            boolean hasSeconds = token.group("time").length() > "hh:mm".length() + 1;
            String full = token.group("time").indexOf(':') == 1 ? "0" : "";
            return set(
                    LocalTime.parse(full + token.group("time")),
                    hasSeconds ? ChronoUnit.SECONDS : ChronoUnit.MINUTES);
        }
        return readNumber(token.group("number"));
    }

    private boolean readDate(String digits) {
        boolean isMonth = digits.length() == MONTH_DIGITS;
        boolean isFirst = year == null && month == null && day == null && past == null;
        year = Integer.valueOf(digits.substring(0, 4));
        month = Integer.valueOf(digits.substring(4, MONTH_DIGITS));
        day = isMonth ? null : Integer.valueOf(digits.substring(MONTH_DIGITS));
        return isFirst;
    }

    /** What a number is, other than a year or an hour with its minutes, the next word tells. */
    private boolean readNumber(String digits) {
        int number = Integer.parseInt(digits);
        if (digits.length() < 4) {
            pending = Optional.of(number);
            return true;
        }
        if (year != null) {
            return set(LocalTime.of(number / 100, number % 100), ChronoUnit.MINUTES);
        }
        year = number;
        return true;
    }

    /** A number that no word has claimed is a day, or an hour where the day is known. */
    private boolean settlePending() {
        if (pending.isEmpty()) {
            return true;
        }
        int number = pending.get();
        pending = Optional.empty();
        if (day == null && past == null) {
            day = number;
            return true;
        }
        return set(LocalTime.of(number, 0), ChronoUnit.HOURS);
    }

    private boolean readWord(String word) {
        if (word.equals("am") || word.equals("pm")) {
            return readHalfOfDay(word.equals("pm"));
        }
        ChronoUnit unit = unit(word);
        if (unit != null && pending.isPresent()) {
            past = (past == null ? now : past).minus(pending.get(), unit);
            pastUnit = unit.compareTo(pastUnit) < 0 ? unit : pastUnit;
            pending = Optional.empty();
            return year == null && month == null && day == null;
        }
        if (!settlePending()) {
            return false;
        }
        return switch (word) {
            case "ago" -> past != null;
            case "today" -> goBackTo(now);
            case "yesterday" -> goBackTo(now.minusDays(1));
            case "noon" -> set(LocalTime.NOON, ChronoUnit.SECONDS);
            case "midnight" -> set(LocalTime.MIDNIGHT, ChronoUnit.SECONDS);
            default -> readName(word);
        };
    }

    private static ChronoUnit unit(String word) {
        String one =
                word.length() > 1 && word.endsWith("s")
                        ? word.substring(0, word.length() - 1)
                        : word;
        return UNITS.getOrDefault(one, LONG_UNITS.get(one));
    }

    private boolean readHalfOfDay(boolean isAfternoon) {
        if (pending.isPresent()) {
            time = LocalTime.of(pending.get(), 0);
            precision = ChronoUnit.HOURS;
            pending = Optional.empty();
        }
        if (time == null || time.getHour() > NOON) {
            return false;
        }
        time = time.withHour(time.getHour() % NOON + (isAfternoon ? NOON : 0));
        return true;
    }

    private boolean readName(String word) {
        Optional<Month> namedMonth =
                Arrays.stream(Month.values()).filter(one -> isName(word, one.name())).findFirst();
        if (namedMonth.isPresent() && month == null && past == null) {
            month = namedMonth.get().getValue();
            return true;
        }
        return Arrays.stream(DayOfWeek.values())
                .filter(one -> isName(word, one.name()))
                .findFirst()
                .map(one -> goBackTo(now.with(TemporalAdjusters.previousOrSame(one))))
                .orElse(false);
    }

    /** In full, or its first three letters. */
    private static boolean isName(String word, String name) {
        String full = name.toLowerCase(Locale.ROOT);
        return word.equals(full) || word.equals(full.substring(0, 3));
    }

    private boolean goBackTo(ZonedDateTime moment) {
        boolean isFirst = past == null && year == null && month == null && day == null;
        past = moment;
        return isFirst;
    }

    private boolean set(LocalTime of, ChronoUnit length) {
        boolean isFirst = time == null;
        time = of;
        precision = length;
        return isFirst;
    }

    private TimeRange range() {
        if (past != null && pastUnit.compareTo(ChronoUnit.DAYS) < 0) {
            return TimeRange.ending(past, pastUnit);
        }
        boolean isDated = year != null || month != null || day != null;
        LocalDate date =
                past != null || !isDated ? (past == null ? now : past).toLocalDate() : date();
        if (time != null) {
            return TimeRange.beginning(date.atTime(time).atZone(zone), precision);
        }
        ChronoUnit length =
                !isDated || day != null
                        ? ChronoUnit.DAYS
                        : month != null ? ChronoUnit.MONTHS : ChronoUnit.YEARS;
        return TimeRange.beginning(date.atStartOfDay(zone), length);
    }

    private LocalDate date() {
        return LocalDate.of(
                year == null ? now.getYear() : year,
                month == null ? (day == null ? 1 : now.getMonthValue()) : month,
                day == null ? 1 : day);
    }
}
