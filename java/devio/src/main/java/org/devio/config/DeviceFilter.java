package org.devio.config;

import java.util.ArrayList;
import java.util.List;
import org.devio.format.LvmFormatException;

/**
 * Decides by their names which devices may be looked at, as lvm2 does: the first pattern that
 * matches a name decides about that name. A device with a name that is let through may be looked
 * at, whatever becomes of its other names; so may one whose names no pattern matches.
 *
 * <p>A pattern is {@code a} (let through) or {@code r} (reject) and an expression between two
 * delimiters, e.g. {@code a|^/dev/sd|} or {@code r[/dev/cdrom]}.
 */
public final class DeviceFilter {
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private static final DeviceFilter ACCEPT_ALL = new DeviceFilter(List.of());

    private final List<List<Pattern>> filters;

    private record Pattern(boolean accepts, LvmRegex expression) {}

    private DeviceFilter(List<List<Pattern>> filters) {
        this.filters = List.copyOf(filters);
    }

    /**
     * A filter that lets everything through.
     *
     * @return always the same
     */
    public static DeviceFilter acceptAll() {
        return ACCEPT_ALL;
    }

    /**
     * Reads a filter.
     *
     * @param patterns as in lvm.conf
     * @return the filter
     * @throws LvmFormatException if one is no pattern; the offset is an index in that pattern
     */
    public static DeviceFilter of(List<String> patterns) throws LvmFormatException {
        List<Pattern> filter = new ArrayList<>();
        for (String pattern : patterns) {
            filter.add(pattern(pattern));
        }
        return new DeviceFilter(List.of(filter));
    }

    static DeviceFilter of(ConfigSetting setting) throws LvmFormatException {
        List<String> patterns = setting.texts();
        try {
            return of(patterns);
        } catch (LvmFormatException e) {
            throw setting.wrong("patterns such as a|^/dev/sd|: " + e.problem());
        }
    }

    static List<LvmRegex> expressions(ConfigSetting setting) throws LvmFormatException {
        List<LvmRegex> expressions = new ArrayList<>();
        List<String> texts = setting.texts();
        try {
            for (String text : texts) {
                expressions.add(LvmRegex.parse(text));
            }
        } catch (LvmFormatException e) {
            throw setting.wrong("regular expressions: " + e.problem());
        }
        return expressions;
    }

    /**
     * Joins two filters.
     *
     * @param other the other
     * @return a filter that lets through what both do
     */
    public DeviceFilter and(DeviceFilter other) {
        List<List<Pattern>> all = new ArrayList<>(filters);
        all.addAll(other.filters);
        return new DeviceFilter(all);
    }

    /**
     * Whether a device may be looked at.
     *
     * @param names all paths of the device
     * @return false if it must not be opened
     */
    public boolean accepts(List<String> names) {
        return filters.stream().allMatch(filter -> accepts(filter, names));
    }

    private static boolean accepts(List<Pattern> filter, List<String> names) {
        boolean isRejected = false;
        for (String name : names) {
            for (Pattern pattern : filter) {
                if (pattern.expression().isFoundIn(name)) {
                    if (pattern.accepts()) {
                        return true;
                    }
                    isRejected = true;
                    break;
                }
            }
        }
        return !isRejected;
    }

    private static Pattern pattern(String pattern) throws LvmFormatException {
        boolean accepts = pattern.startsWith("a");
        if (!accepts && !pattern.startsWith("r")) {
            throw new LvmFormatException(0, "pattern " + pattern + " begins with neither a nor r");
        }
        int last = pattern.length() - 1;
        if (last < 2) {
            throw new LvmFormatException(last, "pattern " + pattern + " has no expression");
        }
        char delimiter = pattern.charAt(1);
        int kind = OPENING.indexOf(delimiter);
        char closing = kind < 0 ? delimiter : CLOSING.charAt(kind);
        if (pattern.charAt(last) != closing) {
            throw new LvmFormatException(
                    last, "pattern " + pattern + " does not end in " + closing);
        }
        return new Pattern(accepts, LvmRegex.parse(pattern.substring(2, last)));
    }
}
