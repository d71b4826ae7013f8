package org.devio.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.devio.format.LvmFormatException;

/**
 * A setting and where it comes from.
 *
 * @param path sections and key, e.g. {@code devices/aio_max}
 * @param value what it is set to
 * @param source what its text is called; {@link #DEFAULT} if no text sets it
 * @param line of the text, from 1 on; 0 for a default
 * @param column of the line, in bytes, from 1 on; 0 for a default
 * @param offset index in the text of the first byte of its key
 */
public record ConfigSetting(
        String path, ConfigValue value, String source, int line, int column, int offset) {
    /** Source of what no text sets. */
    public static final String DEFAULT = "default";

    static ConfigSetting defaultOf(String path, ConfigValue value) {
        return new ConfigSetting(path, value, DEFAULT, 0, 0, 0);
    }

    /**
     * Tells people where the value comes from.
     *
     * @return {@code default}, {@code --config}, or the file with its line
     */
    public String origin() {
        boolean isInFile = line > 0 && !source.equals(ConfigTree.OPTION);
        return isInFile ? source + ":" + line : source;
    }

    /** A number other than 0, or one of lvm2's words for yes and no. */
    boolean flag() throws LvmFormatException {
        if (value instanceof ConfigValue.Whole whole) {
            return whole.number() != 0;
        }
        if (value instanceof ConfigValue.Text text) {
            switch (text.text()) {
                case "y", "yes", "on", "true" -> {
                    return true;
                }
                case "n", "no", "off", "false" -> {
                    return false;
                }
                default -> {}
            }
        }
        throw wrong("0 or 1");
    }

    long number(long least, long most) throws LvmFormatException {
        if (value instanceof ConfigValue.Whole whole
                && whole.number() >= least
                && whole.number() <= most) {
            return whole.number();
        }
        throw wrong("a whole number from " + least + " to " + most);
    }

    String text() throws LvmFormatException {
        if (value instanceof ConfigValue.Text text) {
            return text.text();
        }
        throw wrong("a string");
    }

    /** One string is as good as a list of one. */
    List<String> texts() throws LvmFormatException {
        List<String> texts = new ArrayList<>();
        for (ConfigValue scalar : value.scalars()) {
            if (!(scalar instanceof ConfigValue.Text text)) {
                throw wrong("a list of strings");
            }
            texts.add(text.text());
        }
        return texts;
    }

    /** Says that the value is not what it should be. */
    LvmFormatException wrong(String expected) {
        return new LvmFormatException(
                offset,
                source
                        + ", line "
                        + line
                        + ", column "
                        + column
                        + ": "
                        + path
                        + " is "
                        + shown(value)
                        + ", expected "
                        + expected);
    }

    /**
     * The setting as a line of lvm.conf would say it.
     *
     * @return path and value, e.g. {@code devices/scan=["/dev"]}
     */
    @Override
    public String toString() {
        return path + "=" + shown(value);
    }

    private static String shown(ConfigValue value) {
        if (value instanceof ConfigValue.Array array) {
            return array.elements().stream()
                    .map(ConfigSetting::shown)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof ConfigValue.Text text) {
            return '"' + text.text().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        return value instanceof ConfigValue.Whole whole
                ? Long.toString(whole.number())
                : Double.toString(((ConfigValue.Real) value).number());
    }
}
