package org.devio.report;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The time that a text names: as long as what it leaves out.
 *
 * @param from first second, since 1970-01-01T00:00Z
 * @param to last second
 */
record TimeRange(long from, long to) {
    /** The whole year, month, day, hour, minute or second that begins here. */
    static TimeRange beginning(ZonedDateTime start, ChronoUnit length) {
        return new TimeRange(start.toEpochSecond(), start.plus(1, length).toEpochSecond() - 1);
    }

    /** As much time that ends here. */
    static TimeRange ending(ZonedDateTime end, ChronoUnit length) {
        return new TimeRange(end.minus(1, length).toEpochSecond() + 1, end.toEpochSecond());
    }

    /** Whether a time stands to this as the operator of a selection says. */
    boolean isMet(String operator, long seconds) {
        return switch (operator) {
            case "=" -> from <= seconds && seconds <= to;
            case "!=" -> seconds < from || to < seconds;
            case "<", "before" -> seconds < from;
            case "<=", "until" -> seconds <= to;
            case ">", "after" -> seconds > to;
            default -> seconds >= from;
        };
    }
}
