package org.devio.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.devio.format.LvmFormatException;
import org.devio.testing.Lvm2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LvmConfTest {
    private static final String FILE = "/etc/lvm/lvm.conf";
    private static final String TEXT =
            """
            # comment
            devices {
                aio_max = 32
                scan = [ "/dev", "/other" ]
                filter = [ "a|^/dev/sd|", "r|.*|" ]
                types = [ "fd", 16, "nbd", 8 ]
                from_the_future = 5
            }
            """;

    @Test
    void defaultsAreThoseOfLvm2() {
        LvmConf conf = LvmConf.defaults();

        assertEquals(128, conf.aioMax());
        assertEquals(10L << 20, conf.aioMemoryBytes());
        assertEquals(2L << 20, conf.minimumDeviceBytes());
        assertEquals(List.of("/dev"), conf.texts(LvmSetting.DEVICES_SCAN));
        assertEquals("none", conf.text(LvmSetting.GLOBAL_SYSTEM_ID_SOURCE));
        assertTrue(conf.useAio());
        assertTrue(conf.filter().accepts(List.of("/dev/anything")));
    }

    @Test
    void defaultsAreThoseOfTheLvm2OfThisMachine() throws LvmFormatException {
        String why = Lvm2.whyUnavailable();
        assumeTrue(why.isEmpty(), why);
        ConfigTree lvm2 = ConfigTree.empty().withOption(Lvm2.defaultSettings());

        int compared = 0;
        for (ConfigSetting ours : LvmConf.defaults().settings()) {
            Optional<ConfigSetting> theirs = lvm2.find(ours.path());
            if (theirs.isPresent()) {
                assertEquals(theirs.get().toString(), ours.toString());
                compared++;
            }
        }
        assertTrue(compared > 15, compared + " settings compared");
    }

    @Test
    void settingsOfAFileWinOverDefaults() throws LvmFormatException {
        LvmConf conf = conf(TEXT);

        assertEquals(32, conf.aioMax());
        assertEquals(List.of("/dev", "/other"), conf.texts(LvmSetting.DEVICES_SCAN));
        assertEquals(Map.of("fd", 16L, "nbd", 8L), conf.deviceTypes());
        assertTrue(conf.filter().accepts(List.of("/dev/sda")));
        assertFalse(conf.filter().accepts(List.of("/dev/vda")));
    }

    @Test
    void optionWinsOverTheFile() throws LvmFormatException {
        LvmConf conf =
                LvmConf.of(
                        tree(TEXT)
                                .withOption("devices/aio_max=64 devices{scan=\"/dev\"}")
                                .withOption("global/test=1"));

        assertEquals(64, conf.aioMax());
        assertEquals(List.of("/dev"), conf.texts(LvmSetting.DEVICES_SCAN));
        assertTrue(conf.flag(LvmSetting.GLOBAL_TEST));
        assertEquals(16, conf.deviceTypes().get("fd"), "the rest of the section stays");
    }

    @Test
    void sectionsOfOneNameAreOneAndTheLaterValueWins() throws LvmFormatException {
        LvmConf conf =
                conf(
                        """
                        devices { aio_max = 1 aio_memory = 2 }
                        devices { aio_max = 3 }
                        devices/pv_min_size = 4096
                        "devices/aio_memory" = 5
                        """);

        assertEquals(3, conf.aioMax());
        assertEquals(5L << 20, conf.aioMemoryBytes());
        assertEquals(4L << 20, conf.minimumDeviceBytes());
    }

    @Test
    void everySettingTellsWhereItComesFrom() throws LvmFormatException {
        LvmConf conf = LvmConf.of(tree(TEXT).withOption("devices/aio_memory=20"));

        assertEquals(FILE + ":3", origin(conf, "devices/aio_max"));
        assertEquals("--config", origin(conf, "devices/aio_memory"));
        assertEquals("default", origin(conf, "global/units"));
        assertEquals(
                "devices/filter=[\"a|^/dev/sd|\",\"r|.*|\"]",
                conf.settings().stream()
                        .filter(one -> one.path().equals("devices/filter"))
                        .findFirst()
                        .orElseThrow()
                        .toString());
    }

    @Test
    void unknownSettingsAreCarriedAlong() throws LvmFormatException {
        assertEquals(
                Optional.of(new ConfigValue.Whole(5)),
                conf(TEXT).find("devices/from_the_future").map(ConfigSetting::value));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void aioIsOffIfItIsOffAnywhere(int value, boolean isOff) throws LvmFormatException {
        assertEquals(isOff, !conf("devices/use_aio = " + value).useAio());
        assertEquals(isOff, !conf("global/use_aio = " + value).useAio());
        assertEquals(isOff, !conf("devices/aio_max = " + value).useAio());
        assertEquals(isOff, !conf("devices/aio_memory = " + value).useAio());
    }

    @Test
    void switchesMayBeWords() throws LvmFormatException {
        assertFalse(conf("devices/use_aio = \"no\"").useAio());
        assertTrue(conf("devices/use_aio = \"yes\"").useAio());
    }

    @Test
    void preferredNameIsTheFirstOfTheBestExpression() throws LvmFormatException {
        LvmConf conf =
                conf("devices/preferred_names = [ \"^/dev/mapper/mpath\", \"^/dev/[hs]d\" ]");

        assertEquals(
                Optional.of("/dev/mapper/mpatha"),
                conf.preferredName(List.of("/dev/dm-0", "/dev/sda", "/dev/mapper/mpatha")));
        assertEquals(Optional.of("/dev/sda"), conf.preferredName(List.of("/dev/dm-0", "/dev/sda")));
        assertEquals(Optional.empty(), conf.preferredName(List.of("/dev/dm-0")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "aio_max = \"many\"; devices/aio_max is \"many\", expected a whole number",
                "aio_max = -1; devices/aio_max is -1, expected a whole number",
                "scan = 5; devices/scan is 5, expected a list of strings",
                "dir = [\"/dev\"]; devices/dir is [\"/dev\"], expected a string",
                "use_aio = \"maybe\"; devices/use_aio is \"maybe\", expected 0 or 1",
                "filter = \"x\"; begins with neither a nor r",
                "filter = 1.5; devices/filter is 1.5, expected a list of strings",
                "md_component_checks = \"some\"; expected one of auto, start, full",
                "preferred_names = \"(\"; expected regular expressions",
                "types = [\"fd\"]; expected a list of names and numbers",
            })
    void valueOfTheWrongTypeIsRefusedWithItsPlace(String line, String words) {
        LvmFormatException e =
                assertThrows(LvmFormatException.class, () -> conf("devices {\n  " + line + "\n}"));

        assertEquals(12, e.offset());
        assertTrue(e.getMessage().contains(FILE + ", line 2, column 3: "), e.getMessage());
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    @Test
    void brokenTextIsRefusedWithItsName() {
        String message =
                assertThrows(LvmFormatException.class, () -> conf("devices {\n oops }"))
                        .getMessage();

        assertEquals("byte 16: " + FILE + ", line 2: expected = or { after a key", message);
    }

    @Test
    void anyTextIsReadOrRefused() {
        Random random = new Random(43);

        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = TEXT.getBytes(StandardCharsets.US_ASCII);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) "\"[]{}=|/,#a9\n\\".charAt(random.nextInt(14));
            }
            try {
                LvmConf conf = LvmConf.of(ConfigTree.empty().with(FILE, bytes));
                conf.filter().accepts(List.of("/dev/sda"));
                conf.settings().forEach(one -> assertFalse(one.toString().isEmpty()));
            } catch (LvmFormatException e) {
                refused++;
            }
        }
        assertTrue(refused > 100 && refused < 2900, refused + " refused");
    }

    @Test
    void pathOfASettingIsNotSpeltOutAtAnyLength() throws LvmFormatException {
        assertTrue(tree("a".repeat(126) + "{b=1}").find("a".repeat(126) + "/b").isPresent());

        String message =
                assertThrows(
                                LvmFormatException.class,
                                () -> tree("x=1 " + "a".repeat(127) + "{b=1}"))
                        .getMessage();
        assertEquals("byte 132: /etc/lvm/lvm.conf, path of a setting has 129 characters", message);
    }

    private static String origin(LvmConf conf, String path) {
        return conf.settings().stream()
                .filter(setting -> setting.path().equals(path))
                .findFirst()
                .orElseThrow()
                .origin();
    }

    private static ConfigTree tree(String text) throws LvmFormatException {
        return ConfigTree.empty().with(FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    private static LvmConf conf(String text) throws LvmFormatException {
        return LvmConf.of(tree(text));
    }
}
