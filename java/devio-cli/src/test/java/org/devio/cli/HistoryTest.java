package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.devio.cli.JsonRows.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logical volumes that were removed and are remembered, and times. */
class HistoryTest {
    private static final List<Path> DISKS = EveryType.devicesOf("history");

    @Test
    void everyFieldOfARemovedVolumeIsThatOfLvm2() {
        List<String> theirs = EveryType.lines("history.history.json");
        String fields =
                JsonRows.parse(theirs).get(0).stream()
                        .map(Value::field)
                        .collect(Collectors.joining(","));
        List<String> form = List.of("--units", "b", "--nosuffix", "--reportformat", "json");

        Cli run = Cli.run("lvs", "-H", "-a", "-o", fields, form, DISKS);

        assertEquals(theirs, run.out().lines().toList(), run.err());
    }

    @Test
    void segmentsOfARemovedVolumeAreNone() {
        Cli run = Cli.run("lvs", "-H", "-o", "name,segtype,seg_start", "--noheadings", DISKS);

        assertTrue(run.out().contains("  -h0   historical    0 \n"), run.out());
    }

    @Test
    void historyIsForVolumesAlone() {
        Cli run = Cli.run("pvs", "-H", DISKS);

        assertEquals(
                "devio: --history is for lvs, not for pvs\nTry 'devio pvs --help'.\n", run.err());
        assertEquals(2, run.exitCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "name=h1; -h1",
                "lv_historical=1; -h0 -h1 -h2",
                "lv_time since \"2020-09-15\"; s3 s4",
                "lv_time until @1600000000 && lv_time after 1999; base -h0 tp",
                "lv_time=2020-09-13; base -h1 -h2 s1 tp",
                "lv_time=\"2020-09-13 12:26\"; base tp",
                "lv_time before 2020-09-13; base2 -h0",
                "lv_time>=2022; ``",
                "lv_time < 2021 && !(lv_time<=2020-09-13); s2",
                "lv_time_removed since \"2022-04-15 05:20:01\"; -h0 -h2",
                "time_removed!=2022 && lv_time=2021; s3 s4"
            })
    void rowsAreThoseOfTheTimeAskedFor(String selection, String names) {
        Cli run = Cli.run("lvs", "-H", "--noheadings", "-o", "name", "-S", selection, DISKS);

        assertEquals(
                names,
                run.out().lines().map(String::strip).collect(Collectors.joining(" ")),
                run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "lv_time since bogus; --select compares lv_time with a time, not with 'bogus'",
                "lv_time=~2020; --select compares lv_time with a time, not with '2020'",
                "lv_size since 2020; --select knows 'since' of times alone, not of lv_size"
            })
    void whatIsNoTimeIsWrongUsage(String selection, String message) {
        Cli run = Cli.run("lvs", "-S", selection, DISKS);

        assertEquals("devio: " + message + "\nTry 'devio lvs --help'.\n", run.err());
    }
}
