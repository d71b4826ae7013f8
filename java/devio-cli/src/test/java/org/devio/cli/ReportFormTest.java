package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The form that options and lvm.conf give to a report is the one that lvm2 gives it. */
class ReportFormTest {
    private static final Pattern WORD =
            Pattern.compile("(?<=--config )\\S+=\\S+(?: \\w+/\\S+=\\S+)*|\\S+");

    /**
     * A run of {@code lvs} on the disks of {@code vg-lin}.
     *
     * @param options as given to lvm2 2.03.16, without quotes
     * @param text what it wrote
     */
    record Run(String options, String text) {
        @Override
        public String toString() {
            return options;
        }
    }

    static Stream<Run> runs() throws IOException {
        try (InputStream in = ReportFormTest.class.getResourceAsStream("report-forms.txt")) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.split("(?m)^== ", -1))
                    .filter(run -> !run.isEmpty())
                    .map(run -> run.split("\n", 2))
                    .map(run -> new Run(run[0], run[1]));
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void textIsThatOfLvm2(Run run) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(run.options());
        while (matcher.find()) {
            words.add(matcher.group());
        }

        Cli cli = Cli.run("lvs", words, Images.folderOf("vg-lin"));

        assertEquals(run.text(), cli.out(), cli.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "report/time_format=\"%n\"; report/time_format does not know '%n'",
                "global/units=\"x\"; global/units does not know 'x'",
                "report/lvs_cols=\"nosuch\"; unknown field 'nosuch'",
                "report/output_format=\"xml\"; --config, line 1, column 1: report/output_format is \"xml\", expected one of basic, json",
                "report/lvs_sort=1; report/lvs_sort=1 is no text (--config)"
            })
    void aSettingThatCannotBeIsNamed(String setting, String message) {
        Cli run = Cli.run("lvs", "--config", setting, Images.folderOf("vg-lin"));

        assertEquals("devio: " + message + "\nTry 'devio lvs --help'.\n", run.err());
        assertEquals(2, run.exitCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "global/system_id_source=\"lvmlocal\" local/system_id=\"other-host\"; vg1",
                "local/extra_system_ids=[\"other-host\"]; vg1",
                "local/system_id=\"other-host\"; ''"
            })
    void groupsOfThisHostAreNotForeign(String settings, String groups) {
        Cli run =
                Cli.run(
                        "vgs",
                        "-o",
                        "vg_name",
                        "--noheadings",
                        "--config",
                        settings,
                        Images.folderOf("vg-systemid"));

        assertEquals(groups, run.out().strip());
    }

    @ParameterizedTest
    @CsvSource({"2048, 1", "1024, 2"})
    void devicesBelowTheSmallestSizeAreNoRows(int kibibytes, int rows) {
        Cli run =
                Cli.run(
                        "pvs",
                        "-a",
                        "--noheadings",
                        "--config",
                        "devices/pv_min_size=" + kibibytes,
                        Images.folderOf("no-zero"),
                        Images.folderOf("pv-default"));

        assertEquals(rows, run.out().lines().count(), run.out());
    }
}
