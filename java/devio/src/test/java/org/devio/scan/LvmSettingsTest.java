package org.devio.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.devio.format.ConfigTree;
import org.devio.format.LvmConf;
import org.devio.format.LvmFormatException;
import org.devio.io.IoConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LvmSettingsTest {
    @TempDir Path folder;

    private LvmConf conf(String text) throws IOException, LvmFormatException {
        return LvmSettings.read(Files.writeString(folder.resolve("lvm.conf"), text));
    }

    @Test
    void withoutAnySettingTheLimitsAreThoseOfLvm2() throws Exception {
        assertEquals(IoConfig.defaults(), LvmSettings.ioConfig(conf("log { verbose = 3 }")));
    }

    @Test
    void everyLimitIsTaken() throws Exception {
        LvmConf conf =
                conf(
                        """
                        devices { aio_max = 64 aio_memory = 3 disable_after_error_count = 7 }
                        global { test = 1 }
                        """);

        assertEquals(
                IoConfig.defaults()
                        .withMaxInFlight(64)
                        .withMaxBufferBytes(3 << 20)
                        .withMaxErrors(7)
                        .withTestMode(true),
                LvmSettings.ioConfig(conf));
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices/use_aio=0", "global/use_aio=0"})
    void useAioOffIsSynchronous(String text) throws Exception {
        assertEquals(IoConfig.Engine.SYNC, LvmSettings.ioConfig(conf(text)).engine());
    }

    @Test
    void aLimitOfZeroIsPassedOnAndMeansSynchronous() throws Exception {
        assertEquals(0, LvmSettings.ioConfig(conf("devices/aio_max=0")).maxInFlight());
        assertEquals(0, LvmSettings.ioConfig(conf("devices/aio_memory=0")).maxBufferBytes());
    }

    @Test
    void aLimitAboveWhatAContextTakesIsItsMost() throws Exception {
        assertEquals(65536, LvmSettings.ioConfig(conf("devices/aio_max=100000")).maxInFlight());
    }

    @Test
    void aWrongTypeIsNamedWithLineAndColumn() {
        LvmFormatException e =
                assertThrows(
                        LvmFormatException.class,
                        () -> conf("devices {\n    aio_max = \"many\"\n}\n"));

        assertEquals(
                "byte 14: "
                        + folder
                        + "/lvm.conf, line 2, column 5: devices/aio_max is \"many\", expected a"
                        + " whole number from 0 to 2147483647",
                e.getMessage());
    }

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
