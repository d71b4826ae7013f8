package org.devio.config;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.devio.format.LvmFormatException;

/**
 * The settings of one or more configuration texts, by path: {@code aio_max} in the section {@code
 * devices} is {@code devices/aio_max}. Sections of the same name are one; where a path has more
 * than one value the last wins, within a text and from text to text.
 */
public final class ConfigTree {
    /** What settings given on the command line say they come from. */
    public static final String OPTION = "--config";

    /** Longer than any that lvm2 knows. Without a limit one long key could be spelt out often. */
    private static final int LONGEST_PATH = 128;

    private static final ConfigTree EMPTY = new ConfigTree(Map.of());

    private final Map<String, ConfigSetting> settings;

    private ConfigTree(Map<String, ConfigSetting> settings) {
        this.settings = Collections.unmodifiableMap(settings);
    }

    /**
     * A tree without settings, to begin with.
     *
     * @return always the same
     */
    public static ConfigTree empty() {
        return EMPTY;
    }

    /**
     * Adds the settings of a text, which win over those that are there.
     *
     * @param source what the text is called, e.g. the path of its file
     * @param text all of it
     * @return a tree with both
     * @throws LvmFormatException if the text breaks the grammar, or the path of a setting has more
     *     than 128 characters
     */
    public ConfigTree with(String source, byte[] text) throws LvmFormatException {
        Map<String, ConfigSetting> merged = new LinkedHashMap<>(settings);
        new Merge(source, text, merged).add("", parse(source, text));
        return new ConfigTree(merged);
    }

    /**
     * Adds what stands behind {@code --config}, e.g. {@code devices/aio_max=64}.
     *
     * @param option text of the same grammar as a file
     * @return a tree with both
     * @throws LvmFormatException as {@link #with}
     */
    public ConfigTree withOption(String option) throws LvmFormatException {
        return with(OPTION, option.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Finds a setting.
     *
     * @param path sections and key with {@code /} between them
     * @return the value in force and where it comes from
     */
    public Optional<ConfigSetting> find(String path) {
        return Optional.ofNullable(settings.get(path));
    }

    /**
     * Lists all settings, known to devio or not.
     *
     * @return in the order in which their paths were first met
     */
    public Collection<ConfigSetting> settings() {
        return settings.values();
    }

    private static ConfigSection parse(String source, byte[] text) throws LvmFormatException {
        try {
            return ConfigParser.parse(text);
        } catch (LvmFormatException e) {
            throw new LvmFormatException(e.offset(), source + ", " + e.problem());
        }
    }

    /** Walks a text; lines are counted as it goes, because items come in the text's order. */
    private static final class Merge {
        private final String source;
        private final byte[] text;
        private final Map<String, ConfigSetting> settings;
        private int line = 1;
        private int lineStart;
        private int counted;

        Merge(String source, byte[] text, Map<String, ConfigSetting> settings) {
            this.source = source;
            this.text = text;
            this.settings = settings;
        }

        void add(String prefix, ConfigSection section) throws LvmFormatException {
            for (ConfigNode item : section.items()) {
                String path = prefix + item.key();
                if (path.length() > LONGEST_PATH) {
                    throw new LvmFormatException(
                            item.offset(),
                            source + ", path of a setting has " + path.length() + " characters");
                }
                if (item instanceof ConfigSection inner) {
                    add(path + "/", inner);
                } else if (item instanceof ConfigEntry entry) {
                    countTo(entry.offset());
                    int column = entry.offset() - lineStart + 1;
                    settings.put(
                            path,
                            new ConfigSetting(
                                    path, entry.value(), source, line, column, entry.offset()));
                }
            }
        }

        private void countTo(int offset) {
            for (; counted < offset; counted++) {
                if (text[counted] == '\n') {
                    line++;
                    lineStart = counted + 1;
                }
            }
        }
    }
}
