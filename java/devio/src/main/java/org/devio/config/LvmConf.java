package org.devio.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.devio.format.LvmFormatException;

/**
 * The settings of lvm.conf in force, with lvm2's names, types and defaults. All that are there have
 * been checked when this is made, so that looking one up cannot fail.
 */
public final class LvmConf {
    private static final int MEGABYTE = 1 << 20;
    private static final int KILOBYTE = 1 << 10;

    private final ConfigTree tree;

    private LvmConf(ConfigTree tree) {
        this.tree = tree;
    }

    /**
     * What is in force without any lvm.conf.
     *
     * @return lvm2's defaults
     */
    public static LvmConf defaults() {
        return new LvmConf(ConfigTree.empty());
    }

    /**
     * Reads one file.
     *
     * @param file in the format of lvm.conf, e.g. {@code /etc/lvm/lvm.conf}
     * @return its settings, with defaults for what is not set; those that devio does not know are
     *     passed over
     * @throws IOException if it cannot be read
     * @throws LvmFormatException if it breaks the grammar, or as {@link #of}
     */
    public static LvmConf read(Path file) throws IOException, LvmFormatException {
        return of(ConfigTree.empty().with(file.toString(), Files.readAllBytes(file)));
    }

    /**
     * Checks settings.
     *
     * @param tree those of lvm.conf, lvmlocal.conf and the command line, in this order
     * @return the settings, with defaults for what is not set
     * @throws LvmFormatException if one that devio knows has a value of the wrong type, or a filter
     *     is no filter; the message names source, line and column
     */
    public static LvmConf of(ConfigTree tree) throws LvmFormatException {
        for (LvmSetting setting : LvmSetting.values()) {
            Optional<ConfigSetting> found = tree.find(setting.path());
            if (found.isPresent()) {
                setting.check(found.get());
            }
        }
        return new LvmConf(tree);
    }

    /**
     * Lists the settings that devio knows.
     *
     * @return each with the value in force and its origin
     */
    public List<ConfigSetting> settings() {
        return Arrays.stream(LvmSetting.values()).map(setting -> setting.in(tree)).toList();
    }

    /**
     * Looks up any setting, also one that devio does not know.
     *
     * @param path section and key
     * @return its value, if a text sets it
     */
    public Optional<ConfigSetting> find(String path) {
        return tree.find(path);
    }

    /**
     * Looks up a switch.
     *
     * @param setting one that is 0 or 1
     * @return whether it is on
     */
    public boolean flag(LvmSetting setting) {
        return checked(setting, ConfigSetting::flag);
    }

    /**
     * Looks up a number.
     *
     * @param setting one that is a number
     * @return the number, in the unit of the setting; 0 to 2^31-1
     */
    public long number(LvmSetting setting) {
        return checked(setting, found -> found.number(0, Integer.MAX_VALUE));
    }

    /**
     * Looks up a string.
     *
     * @param setting one that is a string
     * @return the string
     */
    public String text(LvmSetting setting) {
        return checked(setting, ConfigSetting::text);
    }

    /**
     * Looks up a list of strings.
     *
     * @param setting one that is a list of strings
     * @return the strings
     */
    public List<String> texts(LvmSetting setting) {
        return List.copyOf(checked(setting, ConfigSetting::texts));
    }

    /**
     * Whether I/O is to be asynchronous.
     *
     * @return false if {@code use_aio} is off where lvm2 kept it at any time, or a limit is 0
     */
    public boolean useAio() {
        return flag(LvmSetting.DEVICES_USE_AIO)
                && flag(LvmSetting.GLOBAL_USE_AIO)
                && aioMax() > 0
                && aioMemoryBytes() > 0;
    }

    /**
     * Most reads that are under way together.
     *
     * @return {@code devices/aio_max}; 0 for synchronous I/O
     */
    public int aioMax() {
        return (int) number(LvmSetting.DEVICES_AIO_MAX);
    }

    /**
     * Most memory for the buffers of asynchronous I/O.
     *
     * @return bytes, from {@code devices/aio_memory}; 0 for synchronous I/O
     */
    public long aioMemoryBytes() {
        return number(LvmSetting.DEVICES_AIO_MEMORY) * MEGABYTE;
    }

    /**
     * Smallest device that is looked at. lvm2 never looks at less than 512 KiB.
     *
     * @return bytes, from {@code devices/pv_min_size}
     */
    public long minimumDeviceBytes() {
        return Math.max(512, number(LvmSetting.DEVICES_PV_MIN_SIZE)) * KILOBYTE;
    }

    /**
     * Which devices may be looked at.
     *
     * @return a filter that lets through what both {@code filter} and {@code global_filter} do
     */
    public DeviceFilter filter() {
        return checked(LvmSetting.DEVICES_GLOBAL_FILTER, DeviceFilter::of)
                .and(checked(LvmSetting.DEVICES_FILTER, DeviceFilter::of));
    }

    /**
     * The name by which a device is called.
     *
     * @param names all its names; at least one
     * @return the first that matches the first expression of {@code preferred_names} that any
     *     matches; empty if none does
     */
    public Optional<String> preferredName(List<String> names) {
        return checked(LvmSetting.DEVICES_PREFERRED_NAMES, DeviceFilter::expressions).stream()
                .flatMap(expression -> names.stream().filter(expression::isFoundIn))
                .findFirst();
    }

    /**
     * Further kinds of block devices that may hold physical volumes.
     *
     * @return from the name in /proc/devices to the most partitions
     */
    public Map<String, Long> deviceTypes() {
        return checked(LvmSetting.DEVICES_TYPES, LvmConf::deviceTypes);
    }

    /** Reads a list of names and numbers in turn. */
    static Map<String, Long> deviceTypes(ConfigSetting setting) throws LvmFormatException {
        List<ConfigValue> scalars = setting.value().scalars();
        Map<String, Long> types = new LinkedHashMap<>();
        for (int i = 0; i < scalars.size(); i += 2) {
            if (i + 1 == scalars.size()
                    || !(scalars.get(i) instanceof ConfigValue.Text name)
                    || !(scalars.get(i + 1) instanceof ConfigValue.Whole partitions)
                    || partitions.number() < 1) {
                throw setting.wrong("a list of names and numbers of partitions in turn");
            }
            types.put(name.text(), partitions.number());
        }
        return types;
    }

    private <T> T checked(LvmSetting setting, Reading<T> reading) {
        try {
            return reading.read(setting.in(tree));
        } catch (LvmFormatException e) {
            throw new IllegalArgumentException(setting + " is of another type", e);
        }
    }

    /** A way to read a value. */
    private interface Reading<T> {
        T read(ConfigSetting setting) throws LvmFormatException;
    }
}
