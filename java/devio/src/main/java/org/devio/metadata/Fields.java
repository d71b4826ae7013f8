package org.devio.metadata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.devio.config.ConfigEntry;
import org.devio.config.ConfigNode;
import org.devio.config.ConfigSection;
import org.devio.config.ConfigValue;
import org.devio.format.LvmFormatException;
import org.devio.format.LvmUuid;

/**
 * Reads the fields of one section, and says which field of what is missing or wrong.
 *
 * @param within the fields of the section around, if messages are to name that too; or null
 * @param kind what the section describes, in front of its key, e.g. "LV "
 * @param section where the fields stand
 */
record Fields(Fields within, String kind, ConfigSection section) {
    /** Largest value of the many fields that lvm2 keeps in 32 bits without sign. */
    static final long MAX_UINT32 = 0xffff_ffffL;

    /** Largest count of sectors whose bytes can be counted in a long. */
    static final long MAX_SECTORS = Long.MAX_VALUE / VolumeGroup.SECTOR_BYTES;

    Fields(String kind, ConfigSection section) {
        this(null, kind, section);
    }

    /** What the fields describe, for messages, e.g. "LV home, segment1". */
    String owner() {
        String own = kind + section.key();
        return within == null ? own : within.owner() + ", " + own;
    }

    String text(String key) throws LvmFormatException {
        return optionalText(key).orElseThrow(() -> missing(key));
    }

    Optional<String> optionalText(String key) throws LvmFormatException {
        ConfigEntry entry = find(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.value() instanceof ConfigValue.Text text) {
            return Optional.of(text.text());
        }
        throw failure(entry, "is not a string");
    }

    LvmUuid uuid(String key) throws LvmFormatException {
        String text = text(key);
        try {
            return LvmUuid.parse(text);
        } catch (LvmFormatException e) {
            throw failure(section.entry(key).orElseThrow(), "is no UUID (" + e.getMessage() + ")");
        }
    }

    long number(String key, long least, long most) throws LvmFormatException {
        ConfigEntry entry = find(key);
        if (entry == null) {
            throw missing(key);
        }
        return number(entry, least, most);
    }

    long number(String key, long least, long most, long absent) throws LvmFormatException {
        ConfigEntry entry = find(key);
        return entry == null ? absent : number(entry, least, most);
    }

    /** A 32-bit number without sign. */
    long uint32(String key) throws LvmFormatException {
        return number(key, 0, MAX_UINT32);
    }

    /** A 32-bit number without sign that may be left out. */
    long uint32(String key, long absent) throws LvmFormatException {
        return number(key, 0, MAX_UINT32, absent);
    }

    /** Those of these numbers without sign that are there, in the order of the text. */
    Map<String, Long> numbers(List<String> keys) throws LvmFormatException {
        Map<String, Long> numbers = new LinkedHashMap<>();
        for (ConfigNode item : section.items()) {
            if (item instanceof ConfigEntry entry && keys.contains(entry.key())) {
                numbers.putIfAbsent(entry.key(), number(entry, 0, Long.MAX_VALUE));
            }
        }
        return numbers;
    }

    /** A list of strings; empty if it is left out. */
    List<String> texts(String key) throws LvmFormatException {
        ConfigEntry entry = find(key);
        if (entry == null) {
            return List.of();
        }
        List<ConfigValue> scalars = entry.value().scalars();
        String[] texts = new String[scalars.size()];
        for (int i = 0; i < texts.length; i++) {
            if (!(scalars.get(i) instanceof ConfigValue.Text text)) {
                throw failure(entry, "holds something else than strings");
            }
            texts[i] = text.text();
        }
        return List.of(texts);
    }

    /** Whether there is a value of this name. */
    boolean has(String key) {
        return find(key) != null;
    }

    /** The first value of this name, or null: most fields are looked for and are not there. */
    private ConfigEntry find(String key) {
        return section.entry(key).orElse(null);
    }

    LvmFormatException missing(String key) {
        return failure(key + " is missing");
    }

    LvmFormatException failure(String message) {
        return new LvmFormatException(section.offset(), owner() + ": " + message);
    }

    LvmFormatException failure(ConfigEntry entry, String message) {
        return new LvmFormatException(entry.offset(), owner() + ": " + entry.key() + " " + message);
    }

    private long number(ConfigEntry entry, long least, long most) throws LvmFormatException {
        if (!(entry.value() instanceof ConfigValue.Whole whole)) {
            throw failure(entry, "is not a whole number");
        }
        if (whole.number() < least || whole.number() > most) {
            throw failure(entry, "is " + whole.number() + ", expected " + least + " to " + most);
        }
        return whole.number();
    }
}
