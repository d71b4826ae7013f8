package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpCommandTest {
    @Test
    void fieldsAreListedBySubjectWithWhatTheyMean() {
        Cli run = Cli.run("help", "fields");

        assertTrue(run.out().startsWith("Logical volumes (lv_all):\n  lv_uuid  "), run.out());
        assertTrue(run.out().contains("\nPhysical volumes (pv_all):\n"), run.out());
        assertTrue(
                run.out().contains("\n  vg_seqno                     how often its metadata"),
                run.out());
        assertEquals(0, run.exitCode());
    }

    @ParameterizedTest
    @CsvSource({"-o,help", "-O,help", "-S,help"})
    void helpInPlaceOfAFieldListsThoseOfTheReport(String option, String value) {
        Cli ofVolumes = Cli.run("lvs", option, value);
        Cli ofDevices = Cli.run("pvs", option, value);

        assertTrue(ofVolumes.out().contains("\n  vg_name  "), ofVolumes.out());
        assertFalse(ofVolumes.out().contains("\n  pv_name  "), "lvs cannot show PVs");
        assertTrue(ofDevices.out().contains("\n  pv_name  "), ofDevices.out());
        assertEquals(0, ofVolumes.exitCode(), ofVolumes.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scan", "fullreport", "pvck"})
    void helpOnACommandIsThatOfItsOption(String command) {
        assertEquals(Cli.run(command, "--help").out(), Cli.run("help", command).out());
    }

    @Test
    void helpAloneIsThatOfDevio() {
        assertEquals(Cli.run("--help").out(), Cli.run("help").out());
    }

    @Test
    void helpOnNothingIsWrongUsage() {
        Cli run = Cli.run("help", List.of("nosuch"));

        assertEquals("devio: no command 'nosuch'\nTry 'devio help --help'.\n", run.err());
        assertEquals(2, run.exitCode());
    }
}
