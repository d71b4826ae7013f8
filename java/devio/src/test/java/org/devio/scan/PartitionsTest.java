package org.devio.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.devio.config.ConfigTree;
import org.devio.config.LvmConf;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.metadata.LogicalVolume;
import org.devio.testing.Corpus;
import org.devio.testing.Lvm2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans disk images whose physical volumes are in partitions. */
class PartitionsTest {
    private static final int SECTOR_BYTES = 512;
    private static final int MIB = 1 << 20;

    private static final Pattern HOLDS_A_PV = Pattern.compile("start=(\\d+), size=65536");

    private static final String GPT =
            """
            label: gpt
            start=2048, size=2048
            start=4096, size=65536, type=E6D6D379-F507-44C2-A23C-238F2A3DF928
            start=69632, size=65536, type=E6D6D379-F507-44C2-A23C-238F2A3DF928
            start=135168, size=65536, type=E6D6D379-F507-44C2-A23C-238F2A3DF928
            """;
    private static final String DOS =
            """
            label: dos
            start=2048, size=65536, type=8e
            start=67584, size=200000, type=5
            start=69632, size=65536, type=8e
            start=137216, size=65536, type=8e
            """;

    @TempDir Path directory;

    private Path image() throws IOException {
        Path image = directory.resolve("disk.img");
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(160L * MIB);
        }
        return image;
    }

    private static ScanReport scan(IoConfig config, Path... paths) throws IOException {
        try (IoContext context = IoContext.open(config)) {
            return new LvmScanner(context).scan(List.of(paths));
        }
    }

    private static ScanReport scan(Path... paths) throws IOException {
        return scan(IoConfig.defaults(), paths);
    }

    private static void sfdisk(Path image, String table) throws IOException {
        Process process =
                new ProcessBuilder("sfdisk", "--quiet", "--no-reread", image.toString())
                        .redirectErrorStream(true)
                        .start();
        try (var input = process.getOutputStream()) {
            input.write(table.getBytes(StandardCharsets.US_ASCII));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.onExit().join().exitValue(), output);
    }

    /** Each PV, and each LV, with what lvm2 says of it, apart from the names of devices. */
    private static Map<String, String> words(ScanReport report) {
        Map<String, String> words = new TreeMap<>();
        for (ScannedDevice device : report.devices()) {
            device.label()
                    .ifPresent(
                            label ->
                                    words.put(
                                            label.pvUuid().dashed(),
                                            device.size()
                                                    + " "
                                                    + report.volumeGroupOf(device)
                                                            .map(g -> g.metadata().name())
                                                            .orElse("")));
        }
        for (FoundVolumeGroup group : report.volumeGroups()) {
            for (LogicalVolume lv : group.metadata().logicalVolumes().values()) {
                words.put(
                        lv.id().dashed(),
                        group.metadata().bytesOf(lv.extentCount()) + " " + lv.name());
            }
        }
        return words;
    }

    private static Map<String, String> words(String... lvm2Reports) {
        Map<String, String> words = new TreeMap<>();
        for (String report : lvm2Reports) {
            report.lines()
                    // The rest are warnings.
                    .filter(line -> line.contains(";"))
                    .map(line -> line.strip().split(";", -1))
                    .forEach(row -> words.put(row[0], row[1] + " " + row[2]));
        }
        return words;
    }

    @ParameterizedTest
    @ValueSource(strings = {GPT, DOS})
    void physicalVolumesInPartitionsAreThoseThatLvm2SeesThroughLoops(String table)
            throws IOException {
        assumeTrue(Lvm2.whyUnavailable().isEmpty(), Lvm2.whyUnavailable());
        assumeTrue(
                Files.isExecutable(Path.of("/sbin/sfdisk")),
                "no sfdisk here: ./setup.sh --tests installs it");
        Path image = image();
        sfdisk(image, table);
        String pvs;
        String lvs;
        try (Lvm2 lvm2 = new Lvm2(directory)) {
            List<String> loops = new ArrayList<>();
            Matcher holders = HOLDS_A_PV.matcher(table);
            while (holders.find()) {
                long start = Long.parseLong(holders.group(1)) * SECTOR_BYTES;
                loops.add(lvm2.partition(image, start, 65536L * SECTOR_BYTES));
            }
            loops.forEach(loop -> lvm2.lvm("pvcreate", "-ff", "-y", loop));
            lvm2.lvm("vgcreate", "vg0", loops.get(0), loops.get(2));
            lvm2.lvm("lvcreate", "-an", "-Zn", "-Wn", "-i2", "-L16m", "-n", "lv0", "vg0");
            String[] plain = {"--noheadings", "--nosuffix", "--units", "b", "--separator", ";"};
            pvs = lvm2.lvm("pvs", with(plain, "-o", "pv_uuid,dev_size,vg_name"));
            lvs = lvm2.lvm("lvs", with(plain, "-o", "lv_uuid,lv_size,lv_name"));
        }

        ScanReport report = scan(image);

        assertEquals(words(pvs, lvs), words(report));
        assertEquals(
                List.of(),
                report.problems().stream()
                        .filter(problem -> problem.severity() != Problem.Severity.NOTE)
                        .toList());
    }

    private static String[] with(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void aPartitionIsADeviceOfItsOwnNamedByItsNumber() throws IOException {
        Path image = Corpus.named("part-gpt").disks().get("@d1@");

        ScanReport report = scan(image);

        assertEquals(
                List.of(image, Path.of(image + ":1"), Path.of(image + ":2")),
                report.devices().stream().map(ScannedDevice::path).toList());
        ScannedDevice partition = report.devices().get(2);
        assertEquals(image, partition.file());
        assertEquals(2L * MIB, partition.partition().orElseThrow().offset());
        assertEquals(16L * MIB, partition.size());
        assertEquals(
                List.of("no LVM label", "GPT partition table of 2"),
                report.devices().get(0).problems().stream().map(Problem::message).toList());
    }

    @Test
    void filtersAreAboutPartitionsByTheirOwnNames() throws Exception {
        Path image = Corpus.named("part-gpt").disks().get("@d1@");
        LvmConf settings =
                LvmConf.of(ConfigTree.empty().withOption("devices/filter=\"r|\\.img:2$|\""));

        ScanReport report;
        try (IoContext context = IoContext.open()) {
            report = new LvmScanner(context).scan(List.of(image), ScanOptions.of(settings));
        }

        ScannedDevice partition = report.devices().get(2);
        assertEquals(
                List.of("not read: rejected by devices/filter (--config)"),
                partition.problems().stream().map(Problem::message).toList());
        assertEquals(Path.of(image + ":2"), partition.path());
        assertEquals(List.of(), report.volumeGroups());
    }

    @Test
    void aFileNamedLikeAPartitionIsAnotherDevice() throws IOException {
        Path image = directory.resolve("disk.img");
        Path other = directory.resolve("disk.img:2");
        Files.copy(Corpus.named("part-gpt").disks().get("@d1@"), image);
        Files.copy(Corpus.named("vg-1").disks().get("@d1@"), other);

        ScanReport report = scan(image, other);

        assertEquals(4, report.devices().size());
        assertEquals(
                List.of(image, other),
                report.volumeGroups().stream()
                        .map(group -> group.physicalVolumes().get(0).device().orElseThrow())
                        .map(ScannedDevice::file)
                        .toList());
    }

    @Test
    void aFileWithoutATableCostsNoReadOfOne() throws IOException {
        Path image = image();
        List<String> reads = new ArrayList<>();

        scan(
                IoConfig.defaults()
                        .withTrace(
                                (p, w, offset, l, category, m) ->
                                        reads.add(offset + " " + category)),
                image);

        assertEquals(List.of("0 PV labels"), reads);
    }

    @Test
    void whatTheTableClaimsBeyondTheDiskIsAWarning() throws IOException {
        Path image = image();
        byte[] sector = new byte[SECTOR_BYTES];
        sector[446 + 4] = (byte) 0x8e;
        sector[446 + 8 + 1] = 8;
        sector[446 + 12 + 3] = 1;
        sector[510] = 0x55;
        sector[511] = (byte) 0xaa;
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.write(sector);
        }

        ScanReport report = scan(image);

        assertEquals(
                "partition 1 has 16777216 sectors but the disk ends after 325632 of them",
                report.problems().stream()
                        .filter(problem -> problem.severity() == Problem.Severity.WARNING)
                        .map(Problem::message)
                        .collect(Collectors.joining()));
        assertEquals(2, report.devices().size());
    }
}
