package org.devio.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.devio.format.ConfigTree;
import org.devio.format.LvmConf;
import org.devio.format.LvmFormatException;
import org.devio.format.LvmSetting;
import org.devio.io.IoConfig;

/** Reads lvm.conf, and turns what it says of I/O into the limits of a context. */
public final class LvmSettings {
    private static final int MOST_IN_FLIGHT = 65536;

    private LvmSettings() {}

    /**
     * Reads one file.
     *
     * @param conf e.g. {@code /etc/lvm/lvm.conf}
     * @return the settings, with lvm2's defaults for what the file does not set
     * @throws IOException if it cannot be read
     * @throws LvmFormatException if it breaks the grammar, or a setting that devio knows has a
     *     value of the wrong type; the message names file, line and column
     */
    public static LvmConf read(Path conf) throws IOException, LvmFormatException {
        return LvmConf.of(ConfigTree.empty().with(conf.toString(), Files.readAllBytes(conf)));
    }

    /**
     * Reads the files of lvm2 in a folder, so that more can be laid over them.
     *
     * @param folder {@code /etc/lvm}, or what {@code LVM_SYSTEM_DIR} says
     * @return what {@code lvm.conf} and over it {@code lvmlocal.conf} set; nothing if neither is
     *     there
     * @throws IOException if one is there and cannot be read
     * @throws LvmFormatException if one breaks the grammar
     */
    public static ConfigTree files(Path folder) throws IOException, LvmFormatException {
        ConfigTree tree = ConfigTree.empty();
        for (String name : new String[] {"lvm.conf", "lvmlocal.conf"}) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                tree = tree.with(file.toString(), Files.readAllBytes(file));
            }
        }
        return tree;
    }

    /**
     * The limits that settings ask for: {@code aio_max}, {@code aio_memory}, {@code use_aio},
     * {@code disable_after_error_count} and {@code test}. A limit of 0 on asynchronous I/O, or
     * {@code use_aio} off, means synchronous I/O.
     *
     * @param settings such as {@link #read} gives
     * @return {@link IoConfig#defaults} where they say nothing; an {@code aio_max} above 65536 is
     *     taken for that
     */
    public static IoConfig ioConfig(LvmConf settings) {
        boolean isOff =
                !settings.flag(LvmSetting.DEVICES_USE_AIO)
                        || !settings.flag(LvmSetting.GLOBAL_USE_AIO);
        return IoConfig.defaults()
                .withEngine(isOff ? IoConfig.Engine.SYNC : IoConfig.Engine.AUTO)
                .withMaxInFlight(Math.min(settings.aioMax(), MOST_IN_FLIGHT))
                .withMaxBufferBytes(settings.aioMemoryBytes())
                .withMaxErrors((int) settings.number(LvmSetting.DEVICES_DISABLE_AFTER_ERROR_COUNT))
                .withTestMode(settings.flag(LvmSetting.GLOBAL_TEST));
    }

    /**
     * The system IDs by which this host knows its own volume groups: that which {@code
     * global/system_id_source} gives it, and {@code local/extra_system_ids}.
     *
     * @param settings such as {@link #read} gives
     * @return empty without such settings: then every group that has a system ID is foreign
     */
    public static Set<String> systemIds(LvmConf settings) {
        return SystemIds.of(settings);
    }
}
