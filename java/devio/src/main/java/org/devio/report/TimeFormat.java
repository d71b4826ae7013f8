package org.devio.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Optional;

/**
 * How times are written, in the conversions of strftime(3) that lvm2 takes for {@code
 * report/time_format}. Names are those of the C locale.
 */
public final class TimeFormat {
    /** Conversions for which Java has the same letter with the same meaning. */
    private static final String SHARED = "aAbBCdDFhHIjmMrRsSTyYzZ";

    private static final String OWN = "cegGklpPtuUVwWxX";
    private static final int DAYS_A_WEEK = 7;

    private final String format;

    private TimeFormat(String format) {
        this.format = format;
    }

    /**
     * Reads a format.
     *
     * @param format text, with {@code %} before the letter of a conversion
     * @return empty if it has one that lvm2 does not take
     */
    public static Optional<TimeFormat> parse(String format) {
        for (int at = format.indexOf('%'); at >= 0; at = format.indexOf('%', at + 2)) {
            char letter = at + 1 < format.length() ? format.charAt(at + 1) : '%';
            if (SHARED.indexOf(letter) < 0 && OWN.indexOf(letter) < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(new TimeFormat(format));
    }

    /**
     * Writes a time.
     *
     * @param seconds since 1970-01-01T00:00Z
     */
    String format(long seconds) {
        // Asked for here and not before: most reports show no time, and the zones take 8 ms to
        // load.
        ZonedDateTime time = Instant.ofEpochSecond(seconds).atZone(ZoneId.systemDefault());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            text.append(c == '%' ? convert(format.charAt(++i), time) : String.valueOf(c));
        }
        return text.toString();
    }

    private static String convert(char letter, ZonedDateTime time) {
        return switch (letter) {
            case 'c' ->
                    java("%1$ta %1$tb ", time) + convert('e', time) + java(" %1$tT %1$tY", time);
            case 'e' -> "%2d".formatted(time.getDayOfMonth());
            case 'g' -> "%02d".formatted(time.get(IsoFields.WEEK_BASED_YEAR) % 100);
            case 'G' -> "%d".formatted(time.get(IsoFields.WEEK_BASED_YEAR));
            case 'k' -> "%2d".formatted(time.getHour());
            case 'l' -> "%2d".formatted(time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
            case 'p' -> java("%1$tp", time).toUpperCase(Locale.ROOT);
            case 'P' -> java("%1$tp", time);
            case 't' -> "\t";
            case 'u' -> "%d".formatted(weekday(time));
            case 'U' -> week(time, weekday(time) % DAYS_A_WEEK);
            case 'V' -> "%02d".formatted(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'w' -> "%d".formatted(weekday(time) % DAYS_A_WEEK);
            case 'W' -> week(time, weekday(time) - 1);
            case 'x' -> java("%1$tD", time);
            case 'X' -> java("%1$tT", time);
            default -> java("%1$t" + letter, time);
        };
    }

    private static String java(String conversion, ZonedDateTime time) {
        return String.format(Locale.US, conversion, time);
    }

    /** 1 for Monday. */
    private static int weekday(ZonedDateTime time) {
        return time.get(ChronoField.DAY_OF_WEEK);
    }

    /** The week of the year; 0 before the first day on which weeks begin. */
    private static String week(ZonedDateTime time, int daysSinceWeekBegan) {
        return "%02d"
                .formatted(
                        (time.getDayOfYear() - 1 + DAYS_A_WEEK - daysSinceWeekBegan) / DAYS_A_WEEK);
    }
}
