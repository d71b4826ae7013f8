package org.devio.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.devio.format.DiskArea;

/**
 * The settings of {@code pvck --settings} that are about reading.
 *
 * @param areaNumber {@code mda_num}; 1 or 2
 * @param textOffset {@code metadata_offset}
 * @param searchedArea {@code mda_offset} and {@code mda_size}
 */
record PvckSettings(int areaNumber, OptionalLong textOffset, Optional<DiskArea> searchedArea) {
    private static final String NUMBER = "mda_num";
    private static final String TEXT = "metadata_offset";
    private static final String AREA = "mda_offset";
    private static final String SIZE = "mda_size";
    private static final Set<String> KEYS = Set.of(NUMBER, TEXT, AREA, SIZE);

    /**
     * Reads settings.
     *
     * @param texts each with any number of {@code key=value}, between them commas or spaces
     * @throws IllegalArgumentException if one is unknown or no number; the message is for the user
     */
    static PvckSettings parse(List<String> texts) {
        Map<String, Long> values = new HashMap<>();
        for (String text : texts) {
            for (String setting : text.replaceAll("\\s*=\\s*", "=").strip().split("[\\s,]+", -1)) {
                if (!setting.isEmpty()) {
                    String key = setting.replaceFirst("=.*", "");
                    values.put(key, value(key, setting.substring(key.length())));
                }
            }
        }
        if (!values.containsKey(NUMBER) && values.containsKey(AREA) != values.containsKey(SIZE)) {
            throw new IllegalArgumentException("--settings mda_offset and mda_size go together");
        }
        return new PvckSettings(
                areaNumber(values.getOrDefault(NUMBER, 1L)),
                values.containsKey(TEXT) ? OptionalLong.of(values.get(TEXT)) : OptionalLong.empty(),
                values.containsKey(AREA) && values.containsKey(SIZE)
                        ? Optional.of(new DiskArea(values.get(AREA), values.get(SIZE)))
                        : Optional.empty());
    }

    /** Checks the number of a metadata area. */
    static int areaNumber(long number) {
        if (number != 1 && number != 2) {
            throw new IllegalArgumentException("metadata area " + number + " is neither 1 nor 2");
        }
        return (int) number;
    }

    private static long value(String key, String assignment) {
        if (!KEYS.contains(key)) {
            throw new IllegalArgumentException("--settings does not know '" + key + "'");
        }
        if (!assignment.matches("=\\d{1,18}")) {
            throw new IllegalArgumentException("--settings " + key + " is a whole number");
        }
        return Long.parseLong(assignment.substring(1));
    }
}
