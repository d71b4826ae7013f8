package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.devio.config.LvmConf;
import org.devio.format.LvmFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IoConfigTest {
    @TempDir Path folder;

    private IoConfig conf(String text) throws IOException, LvmFormatException {
        return IoConfig.fromLvmConf(
                LvmConf.read(Files.writeString(folder.resolve("lvm.conf"), text)));
    }

    @Test
    void withoutAnySettingTheLimitsAreThoseOfLvm2() throws Exception {
        assertEquals(IoConfig.defaults(), conf("log { verbose = 3 }"));
    }

    @Test
    void settingsOfOthersArePassedOver() throws Exception {
        assertEquals(
                IoConfig.defaults(), conf("devices { aio_max_2 = \"x\" } other { aio_max = [] }"));
    }

    @Test
    void everyLimitIsTaken() throws Exception {
        IoConfig config =
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
                config);
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices/use_aio=0", "global/use_aio=0"})
    void useAioOffIsSynchronous(String text) throws Exception {
        assertEquals(IoConfig.Engine.SYNC, conf(text).engine());
    }

    @Test
    void aLimitOfZeroIsPassedOnAndMeansSynchronous() throws Exception {
        assertEquals(0, conf("devices/aio_max=0").maxInFlight());
        assertEquals(0, conf("devices/aio_memory=0").maxBufferBytes());
    }

    @Test
    void aLimitAboveWhatAContextTakesIsItsMost() throws Exception {
        assertEquals(65536, conf("devices/aio_max=100000").maxInFlight());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devices/use_aio=[ 1 ]",
                "devices/aio_max=1.5",
                "devices/aio_memory=[ 1 ]",
                "devices/disable_after_error_count=-1",
                "global/use_aio=[]"
            })
    void noSettingTakesAnotherType(String text) {
        LvmFormatException e = assertThrows(LvmFormatException.class, () -> conf(text));

        String name = text.substring(0, text.indexOf('='));
        assertTrue(e.getMessage().contains("line 1, column 1: " + name + " is "), e.getMessage());
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        Path missing = folder.resolve("missing.conf");

        assertThrows(NoSuchFileException.class, () -> LvmConf.read(missing));
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
}
