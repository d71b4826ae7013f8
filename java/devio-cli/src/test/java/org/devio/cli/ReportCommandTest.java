package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCommandTest {
    private static final Path TWO = Images.folderOf("vg-two");
    private static final Path LIN = Images.folderOf("vg-lin");

    @Test
    void groupsAreATableLikeLvm2s() {
        Cli run = Cli.run("vgs", LIN);

        assertEquals(
                """
                  VG  #PV #LV #SN Attr   VSize   VFree\s\s
                  vg1   3   4   0 wz--n- 180.00m 128.00m
                """,
                run.out());
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
    }

    @Test
    void volumesAreATableLikeLvm2s() {
        Cli run = Cli.run("lvs", "-o", "name,vg_name,attr,size,tags", LIN);

        assertEquals(
                """
                  LV   VG  Attr       LSize  LV Tags
                  er   vg1 vwi-XXv---  8.00m
                  lin  vg1 -wc-XX---- 28.00m a/b=c:d,lvtag
                  st   vg1 -ri-XX---- 24.00m
                  ze   vg1 vwi-XXv---  8.00m
                """,
                stripped(run.out()));
    }

    @Test
    void fieldsOfSegmentsMakeARowForEach() {
        Cli run = Cli.run("lvs", "-o", "lv_name,seg_start,devices", "--noheadings", LIN);

        assertEquals(
                """
                  er       0
                  lin      0  d1.img(0)
                  lin  16.00m d2.img(2)
                  st       0  d1.img(4),d2.img(0),d3.img(0)
                  ze       0
                """,
                stripped(run.outWithout(LIN)));
    }

    @Test
    void runsOfExtentsOfPhysicalVolumesNameTheirUsers() {
        Cli run =
                Cli.run(
                        "pvs",
                        "--segments",
                        "-o",
                        "pvseg_start,pvseg_size,lv_name",
                        "--separator",
                        ":",
                        LIN);

        assertTrue(
                run.out().startsWith("  Start:SSize:LV\n  0:4:lin\n  4:2:st\n  6:9:\n"), run.out());
    }

    @Test
    void hiddenVolumesAreShownInBracketsWhenAllAre() {
        Path images = Images.folderOf("vg-allseg");

        List<String> few = Cli.run("lvs", "-o", "name", images).out().lines().toList();
        List<String> all = Cli.run("lvs", "-a", "-o", "name", images).out().lines().toList();

        assertEquals(13, few.size());
        assertEquals("  [cp_cpool]         ", all.get(1));
    }

    @Test
    void aSeparatorEndsTheFilling() {
        Cli run = Cli.run("pvs", "--separator", "|", "-o", "vg_name,pv_attr,pv_tags", TWO);

        assertEquals("  VG|Attr|PV Tags\n  vgA|a--|\n  vgA|a--|\n  vgB|a--|\n  |---|\n", run.out());
    }

    @Test
    void alignedFillsUpAllTheSame() {
        Cli run = Cli.run("pvs", "--separator", "|", "--aligned", "-o", "vg_name,pv_attr", TWO);

        assertEquals("  VG |Attr\n  vgA|a-- \n  vgA|a-- \n  vgB|a-- \n     |--- \n", run.out());
    }

    @Test
    void jsonIsOneDocument() {
        Cli run = Cli.run("vgs", "-o", "vg_name,vg_size", "--reportformat", "json", TWO);

        assertEquals(
                """
                  {
                      "report": [
                          {
                              "vg": [
                                  {"vg_name":"vgA", "vg_size":"120.00m"},
                                  {"vg_name":"vgB", "vg_size":"60.00m"}
                              ]
                          }
                      ]
                  }
                """,
                run.out());
    }

    @Test
    void sortTurnsRoundAfterAMinus() {
        Cli run = Cli.run("vgs", "-O", "-vg_name", "-o", "vg_name", "--noheadings", TWO);

        assertEquals("  vgB\n  vgA\n", run.out());
    }

    @Test
    void aTableWithoutRowsIsEmpty() {
        Cli run = Cli.run("vgs", Images.folderOf("no-zero"));

        assertEquals("", run.out());
        assertEquals(0, run.exitCode());
    }

    @Test
    void foreignGroupsAreHiddenUnlessAskedFor() {
        Path images = Images.folderOf("vg-systemid");

        Cli hidden = Cli.run("vgs", images);
        Cli shown = Cli.run("vgs", "--foreign", "-o", "vg_systemid", "--noheadings", images);

        assertEquals("", hidden.out());
        assertTrue(
                hidden.err().contains("VG vg1 belongs to the host with system ID other-host"),
                hidden.err());
        assertEquals("  other-host\n", shown.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"VISIBLE\", \"FIXED_MINOR\"; minor = 7; 0:7:fixed minor",
                "\"VISIBLE\", \"FIXED_MINOR\"; major = 253 minor = 7; 253:7:fixed minor",
                "\"VISIBLE\"; minor = 7; -1:-1:",
                "\"VISIBLE\"; major = 253 minor = 7; -1:-1:"
            })
    void numbersOfAVolumeCountIfTheyAreFixed(String status, String numbers, String shown) {
        String text = new String(EveryType.text("history"), StandardCharsets.UTF_8);
        String fixed =
                text.replaceFirst(
                        "(?s)(\nbase \\{.*?)\"VISIBLE\"(]\nflags = \\[]\n)",
                        "$1" + status + "$2" + numbers + "\n");
        List<Path> disks = EveryType.devicesOf("fixed", fixed.getBytes(StandardCharsets.UTF_8));

        Cli run =
                Cli.run(
                        "lvs",
                        List.of("-o", "lv_major,lv_minor,lv_fixed_minor", "--separator", ":"),
                        List.of("-S", "lv_name=base", "--noheadings"),
                        disks);

        assertEquals("  " + shown + "\n", run.out(), run.err());
    }

    @Test
    void aNamedFileWithoutLabelIsAMessage() {
        Path image = Images.folderOf("no-ext4").resolve("d1.img");

        Cli run = Cli.run("pvs", image);

        assertEquals("devio: " + image + ": no LVM label\n", run.err());
        assertEquals(1, run.exitCode());
    }

    @Test
    void theMissingFileIsAMessageAndTheOthersAreReported() {
        Cli run = Cli.run("vgs", "-o", "vg_name", "--noheadings", TWO, "/nowhere");

        assertTrue(run.err().startsWith("devio: /nowhere: open failed: ENOENT"), run.err());
        assertEquals("  vgA\n  vgB\n", run.out());
        assertEquals(1, run.exitCode());
    }

    @Test
    void anUnknownFieldIsWrongUsageWithAHint() {
        Cli run = Cli.run("pvs", "-o", "pv_nam");

        assertEquals(
                "devio: unknown field 'pv_nam'; did you mean pv_name, lv_name?\nTry 'devio pvs --help'.\n",
                run.err());
        assertEquals(2, run.exitCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--units x",
                "--reportformat xml",
                "--engine fast",
                "--aio-max 65537",
                "--aio-max few",
                "--aio-memory -1",
                "--segments",
                "-o+pv_name,lv_name",
                "-O lv_nam",
                "--frobnicate"
            })
    void wrongUsageIsTwoLinesAndNothingIsRead(String options) {
        Cli run = Cli.run("vgs", List.of(options.split(" ")), TWO);

        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("devio: "), run.err());
        assertTrue(run.err().endsWith("\nTry 'devio vgs --help'.\n"), run.err());
        assertEquals(2, run.err().lines().count());
    }

    /** Columns are filled up to the end of the line, which nobody can see. */
    private static String stripped(String table) {
        return table.replaceAll("(?m) +$", "");
    }
}
