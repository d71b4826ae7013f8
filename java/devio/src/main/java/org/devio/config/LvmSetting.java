package org.devio.config;

import java.util.List;
import org.devio.format.LvmFormatException;

/** The settings of lvm.conf that devio heeds; all others are passed over. Defaults are lvm2's. */
public enum LvmSetting {
    /** Folder of device nodes and of the links to logical volumes. */
    DEVICES_DIR("devices/dir", Kind.TEXT, text("/dev")),
    /** Folders searched for device nodes. */
    DEVICES_SCAN("devices/scan", Kind.TEXTS, texts("/dev")),
    /** Which devices are looked at, by name. */
    DEVICES_FILTER("devices/filter", Kind.FILTER, texts("a|.*|")),
    /** The same for all programs, those that set their own filter too. */
    DEVICES_GLOBAL_FILTER("devices/global_filter", Kind.FILTER, texts("a|.*|")),
    /** Further kinds of block devices: name in /proc/devices and most partitions, in turn. */
    DEVICES_TYPES("devices/types", Kind.TYPES, new ConfigValue.Array(List.of())),
    /** Expressions for the names by which devices are called, best first. */
    DEVICES_PREFERRED_NAMES(
            "devices/preferred_names", Kind.EXPRESSIONS, new ConfigValue.Array(List.of())),
    /** Asynchronous I/O where it can be had. */
    DEVICES_USE_AIO("devices/use_aio", Kind.FLAG, number(1)),
    /** The same, where lvm2 keeps it since 2.02.183. */
    GLOBAL_USE_AIO("global/use_aio", Kind.FLAG, number(1)),
    /** Most reads that are under way together; 0 for synchronous I/O. */
    DEVICES_AIO_MAX("devices/aio_max", Kind.COUNT, number(128)),
    /** Most memory for buffers of asynchronous I/O, in MiB; 0 for synchronous I/O. */
    DEVICES_AIO_MEMORY("devices/aio_memory", Kind.COUNT, number(10)),
    /** Failures after which a device is left alone; 0 for never. */
    DEVICES_DISABLE_AFTER_ERROR_COUNT("devices/disable_after_error_count", Kind.COUNT, number(0)),
    /** Passing over the parts of MD arrays. */
    DEVICES_MD_COMPONENT_DETECTION("devices/md_component_detection", Kind.FLAG, number(1)),
    /** Where parts of MD arrays are looked for: {@code auto}, {@code start} or {@code full}. */
    DEVICES_MD_COMPONENT_CHECKS(
            "devices/md_component_checks", List.of("auto", "start", "full"), text("auto")),
    /** Passing over the paths of multipath devices. */
    DEVICES_MULTIPATH_COMPONENT_DETECTION(
            "devices/multipath_component_detection", Kind.FLAG, number(1)),
    /** Passing over the parts of firmware RAID. */
    DEVICES_FW_RAID_COMPONENT_DETECTION(
            "devices/fw_raid_component_detection", Kind.FLAG, number(0)),
    /** Looking at devices that sysfs lists alone. */
    DEVICES_SYSFS_SCAN("devices/sysfs_scan", Kind.FLAG, number(1)),
    /** Smallest device that is looked at, in KiB. */
    DEVICES_PV_MIN_SIZE("devices/pv_min_size", Kind.COUNT, number(2048)),
    /** Physical volumes of one group on devices with sectors of different sizes. */
    DEVICES_ALLOW_MIXED_BLOCK_SIZES("devices/allow_mixed_block_sizes", Kind.FLAG, number(0)),
    /** Passing over devices that are suspended. */
    DEVICES_IGNORE_SUSPENDED_DEVICES("devices/ignore_suspended_devices", Kind.FLAG, number(0)),
    /** Nothing is written. */
    GLOBAL_TEST("global/test", Kind.FLAG, number(0)),
    /** Unit of sizes in reports. */
    GLOBAL_UNITS("global/units", Kind.TEXT, text("r")),
    /** Units in capitals count in thousands. */
    GLOBAL_SI_UNIT_CONSISTENCY("global/si_unit_consistency", Kind.FLAG, number(1)),
    /** Sizes in reports end with their unit. */
    GLOBAL_SUFFIX("global/suffix", Kind.FLAG, number(1)),
    /** Form of reports: {@code basic} for tables, or {@code json}. */
    REPORT_OUTPUT_FORMAT("report/output_format", List.of("basic", "json"), text("basic")),
    /** Columns of tables are filled up. */
    REPORT_ALIGNED("report/aligned", Kind.FLAG, number(1)),
    /** Tables name their columns. */
    REPORT_HEADINGS("report/headings", Kind.FLAG, number(1)),
    /** Stands between columns of tables. */
    REPORT_SEPARATOR("report/separator", Kind.TEXT, text(" ")),
    /** Stands between the items of a list. */
    REPORT_LIST_ITEM_SEPARATOR("report/list_item_separator", Kind.TEXT, text(",")),
    /** Names of fields stand before values. */
    REPORT_PREFIXES("report/prefixes", Kind.FLAG, number(0)),
    /** Values behind names of fields are in quotes. */
    REPORT_QUOTED("report/quoted", Kind.FLAG, number(1)),
    /** Tables have a line for each column. */
    REPORT_COLUMNS_AS_ROWS("report/columns_as_rows", Kind.FLAG, number(0)),
    /** Properties that are there or not are shown as 1 and 0. */
    REPORT_BINARY_VALUES_AS_NUMERIC("report/binary_values_as_numeric", Kind.FLAG, number(0)),
    /** Form of times, as for strftime. */
    REPORT_TIME_FORMAT("report/time_format", Kind.TEXT, text("%Y-%m-%d %T %z")),
    /** Where the system ID of this host comes from. */
    GLOBAL_SYSTEM_ID_SOURCE("global/system_id_source", Kind.TEXT, text("none")),
    /** File that holds it, for the source {@code file}. */
    GLOBAL_SYSTEM_ID_FILE("global/system_id_file", Kind.TEXT, text("")),
    /** The system ID, for the source {@code lvmlocal}. */
    LOCAL_SYSTEM_ID("local/system_id", Kind.TEXT, text("")),
    /** Other hosts whose groups are taken for one's own. */
    LOCAL_EXTRA_SYSTEM_IDS("local/extra_system_ids", Kind.TEXTS, new ConfigValue.Array(List.of()));

    /** What a setting may be set to. */
    enum Kind {
        FLAG,
        COUNT,
        TEXT,
        WORD,
        TEXTS,
        EXPRESSIONS,
        FILTER,
        TYPES
    }

    private final String path;
    private final Kind kind;
    private final List<String> words;
    private final ConfigValue standard;

    LvmSetting(String path, Kind kind, ConfigValue standard) {
        this.path = path;
        this.kind = kind;
        this.words = List.of();
        this.standard = standard;
    }

    LvmSetting(String path, List<String> words, ConfigValue standard) {
        this.path = path;
        this.kind = Kind.WORD;
        this.words = words;
        this.standard = standard;
    }

    /**
     * What lvm.conf calls it.
     *
     * @return section and key, e.g. {@code devices/aio_max}
     */
    public String path() {
        return path;
    }

    /** Its value in a tree, or the default. */
    ConfigSetting in(ConfigTree tree) {
        return tree.find(path).orElseGet(() -> ConfigSetting.defaultOf(path, standard));
    }

    /** Makes sure that it is set to something it may be set to. */
    void check(ConfigSetting setting) throws LvmFormatException {
        switch (kind) {
            case FLAG -> setting.flag();
            case COUNT -> setting.number(0, Integer.MAX_VALUE);
            case TEXT -> setting.text();
            case WORD -> {
                if (!words.contains(setting.text())) {
                    throw setting.wrong("one of " + String.join(", ", words));
                }
            }
            case TEXTS -> setting.texts();
            case EXPRESSIONS -> DeviceFilter.expressions(setting);
            case FILTER -> DeviceFilter.of(setting);
            case TYPES -> LvmConf.deviceTypes(setting);
        }
    }

    private static ConfigValue number(long number) {
        return new ConfigValue.Whole(number);
    }

    private static ConfigValue text(String text) {
        return new ConfigValue.Text(text);
    }

    private static ConfigValue texts(String text) {
        return new ConfigValue.Array(List.of(text(text)));
    }
}
