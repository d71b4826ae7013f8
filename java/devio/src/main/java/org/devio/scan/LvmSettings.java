package org.devio.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.devio.config.ConfigTree;
import org.devio.config.LvmConf;
import org.devio.format.LvmFormatException;

/** Reads the files of lvm2, and what they say of the host. */
public final class LvmSettings {
    private LvmSettings() {}

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
     * The system IDs by which this host knows its own volume groups: that which {@code
     * global/system_id_source} gives it, and {@code local/extra_system_ids}.
     *
     * @param settings such as {@link #files} gives
     * @return empty without such settings: then every group that has a system ID is foreign
     */
    public static Set<String> systemIds(LvmConf settings) {
        return SystemIds.of(settings);
    }
}
