package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FullReportCommandTest {
    private static final Path TWO = Images.folderOf("vg-two");

    @ParameterizedTest
    @MethodSource("org.devio.cli.Images#cases")
    void everyLineIsThatOfLvm2(String name) {
        List<Path> devices = Images.devicesOf(name);
        List<String> theirs = Images.lines(Images.reportOf(name, "fullreport.json"));

        Cli run =
                Cli.run(
                        "fullreport",
                        "--reportformat",
                        "json",
                        "--units",
                        "b",
                        "--nosuffix",
                        devices);

        List<String> ours = JsonRows.withPlaceholders(run.out(), devices).lines().toList();
        assertEquals(comparable(name, theirs), comparable(name, ours), run.err());
    }

    /** Rows are sorted by the names of devices, and of 32 those of lvm2 had another order. */
    private static List<String> comparable(String name, List<String> lines) {
        List<String> all = withoutNumbers(lines);
        return name.equals("vg-32pv")
                ? all.stream().map(line -> line.replaceAll(",$", "")).sorted().toList()
                : all;
    }

    /** lvm2 saw the images as loop devices; a file has no number. */
    private static List<String> withoutNumbers(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("\"pv_(major|minor)\":\"\\d+\"", "\"pv_$1\":\"\""))
                .toList();
    }

    @Test
    void eachTableHasTheFieldsAndRowsThatItIsAskedFor() {
        Cli run =
                Cli.run(
                        "fullreport",
                        List.of("--configreport", "pv", "-o", "pv_name", "-O", "-pv_name"),
                        List.of("--configreport", "vg", "-o", "vg_name", "-S", "vg_name=vgA"),
                        List.of("--configreport", "lv", "-o", "lv_name"),
                        List.of("--configreport", "pvseg", "-o", "pvseg_start"),
                        List.of("--configreport", "seg", "-o", "segtype", "--noheadings"),
                        TWO);

        assertEquals(
                """
                d3.img
                l0
                0
                1
                linear
                vgA
                d2.img
                d1.img
                0
                0
                d4.img
                0
                """,
                run.outWithout(TWO).replaceAll("(?m)^ +| +$", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-o pv_name",
                "--configreport pvs -o pv_name",
                "--configreport lv -o pv_name",
                "--configreport pv -o nosuch"
            })
    void aTableOrFieldThatIsNotThereIsWrongUsage(String options) {
        Cli run = Cli.run("fullreport", List.of(options.split(" ")), TWO);

        assertEquals(2, run.exitCode());
        assertTrue(run.err().endsWith("\nTry 'devio fullreport --help'.\n"), run.err());
    }
}
