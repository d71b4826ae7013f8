package org.devio.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.devio.config.ConfigTree;
import org.devio.config.LvmConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LvmSettingsTest {
    @TempDir Path folder;

    @Test
    void theLocalFileWinsOverTheOther() throws Exception {
        Files.writeString(folder.resolve("lvm.conf"), "devices/aio_max=1 devices/aio_memory=2");
        Files.writeString(folder.resolve("lvmlocal.conf"), "devices/aio_max=3");

        LvmConf conf = LvmConf.of(LvmSettings.files(folder));

        assertEquals(3, conf.aioMax());
        assertEquals(2L << 20, conf.aioMemoryBytes());
    }

    @Test
    void aFolderWithoutFilesSetsNothing() throws Exception {
        assertEquals(
                ConfigTree.empty().settings().size(), LvmSettings.files(folder).settings().size());
    }
}
