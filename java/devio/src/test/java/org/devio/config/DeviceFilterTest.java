package org.devio.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.devio.format.LvmFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceFilterTest {
    @Test
    void firstPatternThatMatchesDecides() throws LvmFormatException {
        DeviceFilter filter = DeviceFilter.of(List.of("r|sdb|", "a|^/dev/sd|", "r|.*|"));

        assertTrue(filter.accepts(List.of("/dev/sda")));
        assertFalse(filter.accepts(List.of("/dev/sdb")));
        assertFalse(filter.accepts(List.of("/dev/loop0")));
    }

    @Test
    void deviceThatNoPatternMatchesIsLetThrough() throws LvmFormatException {
        assertTrue(DeviceFilter.of(List.of("r|cdrom|")).accepts(List.of("/dev/sda")));
        assertTrue(DeviceFilter.acceptAll().accepts(List.of("/dev/sda")));
    }

    @Test
    void oneNameThatIsLetThroughIsEnough() throws LvmFormatException {
        DeviceFilter filter = DeviceFilter.of(List.of("a|by-id|", "r|^/dev/sd|"));

        assertTrue(filter.accepts(List.of("/dev/sda", "/dev/disk/by-id/one")));
        assertFalse(filter.accepts(List.of("/dev/sda", "/dev/disk/by-path/one")));
    }

    @Test
    void bothFiltersMustLetADeviceThrough() throws LvmFormatException {
        DeviceFilter filter =
                DeviceFilter.of(List.of("a|sd|", "r|.*|")).and(DeviceFilter.of(List.of("r|sdb|")));

        assertTrue(filter.accepts(List.of("/dev/sda")));
        assertFalse(filter.accepts(List.of("/dev/sdb")));
        assertFalse(filter.accepts(List.of("/dev/vda")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"r|sda|", "r/sda/", "r#sda#", "r(sda)", "r[sda]", "r{sda}", "r sda "})
    void anyDelimiterWillDo(String pattern) throws LvmFormatException {
        assertFalse(DeviceFilter.of(List.of(pattern)).accepts(List.of("/dev/sda")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x|a|; begins with neither a nor r",
                "a|b; does not end in |",
                "a(b(; does not end in )",
                "a; has no expression",
                "r||; empty expression",
                "r|(|; empty expression",
            })
    void whatIsNoPatternIsRefused(String pattern, String words) {
        String message =
                assertThrows(
                                LvmFormatException.class,
                                () -> DeviceFilter.of(List.of("a|ok|", pattern)))
                        .getMessage();

        assertTrue(message.contains(words), message);
    }

    @Test
    void patternMayHoldItsDelimiter() throws LvmFormatException {
        DeviceFilter filter = DeviceFilter.of(List.of("a|sda|sdb|", "r|.*|"));

        assertEquals(
                List.of(true, true, false),
                List.of("/dev/sda", "/dev/sdb", "/dev/sdc").stream()
                        .map(name -> filter.accepts(List.of(name)))
                        .toList());
    }
}
