package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows are those that lvm2 2.03.16 chose of the same disks. */
class SelectionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "lv_size>8m; lin st",
                "lv_size<=8m || tags={lvtag}; er lin ze",
                "!(lv_name=~^l); er st ze",
                "lv_name!~^l; er st ze",
                "tags=lvtag; lin",
                "tags=[lvtag]; ``",
                "tags=[lvtag,\"a/b=c:d\"]; lin",
                "tags={lvtag||x}; lin",
                "tags!=lvtag; er st ze",
                "lv_name=lin,segtype=linear; lin lin",
                "vg_exported=0 && lv_name!=er; lin st ze",
                "lv_size=28; lin",
                "lv_name=er || lv_name=ze && lv_size>100m; er",
                "lv_minor=-1; er lin st ze",
                "lv_name=~i && seg_start>0; lin"
            })
    void rowsAreThoseThatLvm2Chooses(String selection, String names) {
        Cli run =
                Cli.run(
                        "lvs",
                        "--noheadings",
                        "-o",
                        "lv_name",
                        "-S",
                        selection,
                        Images.folderOf("vg-lin"));

        assertEquals(names, run.out().lines().map(String::strip).collect(Collectors.joining(" ")));
        assertEquals(0, run.exitCode(), run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "lv_size>x; --select compares lv_size with a size, not with 'x'",
                "lv_name=(; --select cannot be read from 'lv_name=(' on",
                "lv_name<a; --select cannot order lv_name, only compare it",
                "(lv_name=a; --select cannot be read from '' on",
                "nosuch=1; unknown field 'nosuch'"
            })
    void whatCannotBeReadIsWrongUsage(String selection, String message) {
        Cli run = Cli.run("lvs", "-S", selection);

        assertEquals("devio: " + message + "\nTry 'devio lvs --help'.\n", run.err());
        assertEquals(2, run.exitCode());
    }
}
