package org.devio.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.devio.format.DiskArea;
import org.devio.format.RawLocation;
import org.devio.io.IoCategory;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.io.IoTrace;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.VolumeGroup;
import org.devio.testing.Corpus;
import org.devio.testing.CorpusCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scans disks made by lvm2 through the kernel and compares with what lvm2 says of them. */
class LvmScannerTest {
    /** lvm2 reads so much of every device. */
    private static final int LVM2_BYTES = 128 << 10;

    @TempDir Path directory;

    static List<CorpusCase> cases() {
        return Corpus.cases();
    }

    private static ScanReport scan(IoConfig config, List<Path> paths) throws IOException {
        try (IoContext context = IoContext.open(config)) {
            return new LvmScanner(context).scan(paths);
        }
    }

    private static ScanReport scan(Path... paths) throws IOException {
        return scan(libaio(), List.of(paths));
    }

    private static IoConfig libaio() {
        return IoConfig.defaults().withEngine(IoConfig.Engine.LIBAIO);
    }

    /** Everything a report says, in words. */
    private static String words(ScanReport report) {
        StringBuilder words = new StringBuilder();
        for (ScannedDevice device : report.devices()) {
            words.append(device.path()).append(' ').append(device.size()).append(' ');
            words.append(device.label()).append(' ').append(device.problems()).append('\n');
        }
        report.volumeGroups().forEach(group -> words.append(group.metadata()).append('\n'));
        return words.append(report.groupProblems()).toString();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatLvm2ReportsIsFound(CorpusCase corpusCase) throws IOException {
        Map<String, Path> disks = corpusCase.disks();

        ScanReport report = scan(libaio(), List.copyOf(disks.values()));

        for (Map<String, String> row : corpusCase.pvs()) {
            if (disks.containsKey(row.get("pv_name")) && !row.get("pv_uuid").isEmpty()) {
                assertPhysicalVolume(report, disks.get(row.get("pv_name")), row);
            }
        }
        for (Map<String, String> row : corpusCase.vgs()) {
            VolumeGroup group = group(report, row);
            assertEquals(row.get("vg_name"), group.name());
            assertEquals(row.get("vg_seqno"), String.valueOf(group.seqno()));
            assertEquals(row.get("vg_extent_count"), String.valueOf(group.extentCount()));
            assertEquals(row.get("vg_free_count"), String.valueOf(group.freeCount()));
            assertEquals(row.get("vg_size"), String.valueOf(group.bytesOf(group.extentCount())));
        }
        Map<String, String> expected = new TreeMap<>();
        corpusCase
                .lvs()
                .forEach(
                        row ->
                                expected.put(
                                        row.get("vg_uuid") + " " + bare(row.get("lv_name")),
                                        row.get("lv_uuid") + " " + row.get("lv_size")));
        assertEquals(expected, logicalVolumes(report, corpusCase));
    }

    private static String bare(String name) {
        return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    }

    private static VolumeGroup group(ScanReport report, Map<String, String> row) {
        return report.volumeGroups().stream()
                .map(FoundVolumeGroup::metadata)
                .filter(group -> group.id().dashed().equals(row.get("vg_uuid")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("VG " + row.get("vg_name") + " not found"));
    }

    private static void assertPhysicalVolume(
            ScanReport report, Path disk, Map<String, String> row) {
        ScannedDevice device =
                report.devices().stream()
                        .filter(candidate -> candidate.file().equals(disk))
                        .filter(candidate -> candidate.label().isPresent())
                        .findFirst()
                        .orElseThrow();
        assertEquals(row.get("pv_uuid"), device.label().orElseThrow().pvUuid().dashed());
        assertEquals(row.get("dev_size"), String.valueOf(device.size()));
        if (row.get("pv_duplicate").isEmpty() && !row.get("vg_name").equals("[unknown]")) {
            assertEquals(
                    row.get("vg_uuid"),
                    report.volumeGroupOf(device)
                            .map(group -> group.metadata().id().dashed())
                            .orElse(""));
        }
    }

    private static Map<String, String> logicalVolumes(ScanReport report, CorpusCase corpusCase) {
        Set<String> reported = new TreeSet<>();
        corpusCase.vgs().forEach(row -> reported.add(row.get("vg_uuid")));
        Map<String, String> found = new TreeMap<>();
        for (FoundVolumeGroup one : report.volumeGroups()) {
            VolumeGroup group = one.metadata();
            // lvm2 hides what belongs to another host, and volumes of exported groups.
            if (reported.contains(group.id().dashed()) && !group.isExported()) {
                for (LogicalVolume lv : group.reportedLogicalVolumes()) {
                    found.put(
                            group.id().dashed() + " " + lv.name(),
                            lv.id().dashed() + " " + group.bytesOf(lv.extentCount()));
                }
            }
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whereLvm2WarnsThereIsAProblem(CorpusCase corpusCase) throws IOException {
        ScanReport report = scan(libaio(), List.copyOf(corpusCase.disks().values()));

        boolean warned =
                corpusCase.warnings().stream()
                        // About its own report code, not about the disks.
                        .anyMatch(line -> !line.isBlank() && !line.contains("Internal error"));
        if (warned) {
            assertFalse(
                    report.problems().stream().allMatch(p -> p.severity() == Problem.Severity.NOTE),
                    "lvm2 says: " + corpusCase.warnings());
        }
    }

    @Test
    void everyEngineAndEveryLimitGivesTheSameReport() throws IOException {
        List<Path> all = Corpus.cases().stream().flatMap(c -> c.disks().values().stream()).toList();
        String expected = words(scan(libaio(), all));

        for (IoConfig.Engine engine : IoConfig.Engine.values()) {
            assertEquals(
                    expected,
                    words(scan(IoConfig.defaults().withEngine(engine), all)),
                    "" + engine);
        }
        assertEquals(expected, words(scan(libaio().withMaxInFlight(1), all)));
        assertEquals(expected, words(scan(libaio().withMaxInFlight(2), all)));
        assertEquals(expected, words(scan(libaio().withMaxBufferBytes(1), all)));
        assertEquals(expected, words(scan(libaio().withMinReadBytes(512), all)));
        assertEquals(expected, words(scan(libaio().withMinReadBytes(1 << 20), all)));
    }

    @Test
    void aUsualPhysicalVolumeCostsTwoReads() throws IOException {
        List<String> reads = new ArrayList<>();
        IoConfig config =
                libaio().withTrace(
                                (path, write, offset, length, category, mode) -> {
                                    synchronized (reads) {
                                        reads.add(
                                                "%d+%d %s %s"
                                                        .formatted(offset, length, category, mode));
                                    }
                                });

        scan(config, List.copyOf(Corpus.named("pv-default").disks().values()));
        scan(config, List.copyOf(Corpus.named("vg-lin").disks().values()).subList(0, 1));

        assertEquals(
                List.of(
                        "0+8192 PV labels ASYNC",
                        "0+8192 VG metadata header CACHED",
                        "0+8192 PV labels ASYNC",
                        "0+8192 VG metadata header CACHED",
                        "24576+8192 VG metadata content ASYNC"),
                reads);
    }

    @Test
    void whenTheTextFitsTheFirstBlockOneReadIsEnough() throws IOException {
        Path disk = Corpus.named("vg-lin").disks().values().iterator().next();
        List<String> reads = new ArrayList<>();
        IoConfig config =
                libaio().withMinReadBytes(64 << 10)
                        .withTrace((p, w, offset, l, c, mode) -> reads.add(offset + " " + mode));

        scan(config, List.of(disk));

        assertEquals(List.of("0 ASYNC", "0 CACHED", "0 CACHED"), reads);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noByteIsReadTwiceAndNoVolumeCostsMoreThanLvm2Reads(CorpusCase corpusCase)
            throws IOException {
        Map<Path, List<DiskArea>> reads = new HashMap<>();
        IoConfig config =
                libaio().withTrace(
                                (path, write, offset, length, category, mode) -> {
                                    // The end of what may be part of an array is read besides.
                                    if (mode == IoTrace.Mode.ASYNC
                                            && category != IoCategory.SIGNATURES) {
                                        reads.computeIfAbsent(path, p -> new ArrayList<>())
                                                .add(new DiskArea(offset, length));
                                    }
                                });

        ScanReport report = scan(config, List.copyOf(corpusCase.disks().values()));

        for (ScannedDevice device : report.devices()) {
            boolean isDoubted =
                    device.problems().stream().anyMatch(p -> p.severity() != Problem.Severity.NOTE);
            if (device.label().isPresent() && !isDoubted) {
                List<DiskArea> ofDevice = reads.get(device.file());
                assertApart(ofDevice);
                long bytes = ofDevice.stream().mapToLong(DiskArea::size).sum();
                long text =
                        device.areas().stream()
                                .flatMap(area -> area.header().stream())
                                .flatMap(header -> header.committed().stream())
                                .mapToLong(RawLocation::size)
                                .max()
                                .orElse(0);
                assertTrue(bytes <= LVM2_BYTES || text > LVM2_BYTES, ofDevice.toString());
            }
        }
    }

    private static void assertApart(List<DiskArea> reads) {
        reads.sort(Comparator.comparingLong(DiskArea::offset));
        long end = 0;
        for (DiskArea read : reads) {
            assertTrue(read.offset() >= end, "read twice: " + reads);
            end = read.offset() + read.size();
        }
    }

    @Test
    void whatDidNotChangeIsNotParsedAgain() throws IOException {
        List<Path> disks = List.copyOf(Corpus.named("vg-lin").disks().values());

        try (IoContext context = IoContext.open(libaio())) {
            LvmScanner scanner = new LvmScanner(context);
            VolumeGroup first = scanner.scan(disks).volumeGroups().get(0).metadata();
            scanner.scan(disks.subList(0, 1));

            assertSame(first, scanner.scan(disks).volumeGroups().get(0).metadata());
            scanner.scan(List.of());
            assertNotSame(first, scanner.scan(disks).volumeGroups().get(0).metadata());
        }
    }

    @Test
    void whatCannotBeReadIsARowWithItsReason() throws IOException {
        Path missing = directory.resolve("missing");
        Path empty = Files.createFile(directory.resolve("empty"));
        Path tiny = Files.write(directory.resolve("tiny"), new byte[511]);

        ScanReport report = scan(missing, empty, tiny, directory, Path.of("/dev/null"));

        assertEquals(
                List.of(
                        missing
                                + ": open failed: ENOENT (No such file or directory);"
                                + " the name is misspelt or the device was removed",
                        empty
                                + ": not read: empty: too small for a physical volume, at least 2097152"
                                + " (devices/pv_min_size)",
                        tiny
                                + ": not read: 511 bytes: too small for a physical volume, at least 2097152"
                                + " (devices/pv_min_size)",
                        directory + ": open failed: EISDIR (Is a directory)",
                        "/dev/null: neither a block device nor a regular file"),
                report.problems().stream().map(Problem::toString).toList());
        assertTrue(report.devices().get(0).isFailed());
        assertEquals(-1, report.devices().get(0).size());
    }

    @Test
    void oneDeviceThatIsNamedTwiceIsReadOnce() throws IOException {
        Path disk = Corpus.named("pv-default").disks().get("@d1@");

        ScanReport report = scan(disk, disk);

        assertEquals(1, report.devices().size());
        assertEquals(List.of(), report.duplicates());
    }

    @Test
    void aCopyOfADiskIsReportedAndNotUsed() throws IOException {
        Map<String, Path> disks = Corpus.named("bad-dup").disks();

        ScanReport report = scan(disks.get("@d1@"), disks.get("@d2@"));

        assertEquals(
                List.of(disks.get("@d2@")),
                report.duplicates().stream().map(ScannedDevice::path).toList());
        assertEquals(Optional.empty(), report.volumeGroupOf(report.duplicates().get(0)));
        assertEquals(
                Stream.of(disks.get("@d1@")).toList(),
                report.volumeGroups().get(0).physicalVolumes().stream()
                        .map(pv -> pv.device().orElseThrow().path())
                        .toList());
    }

    @Test
    void aTextThatIsTornByAWriterIsReadOnceMore() throws IOException {
        Path disk = directory.resolve("torn.img");
        Files.copy(Corpus.named("bad-text-only").disks().get("@d1@"), disk);
        List<String> reads = new ArrayList<>();
        IoConfig config =
                IoConfig.defaults()
                        .withTrace((p, w, offset, l, c, mode) -> reads.add(offset + " " + mode));

        scan(config, List.of(disk));

        // Label, header, text; dropped; header, text again.
        assertEquals(
                List.of("0 ASYNC", "0 CACHED", "0 CACHED", "0 ASYNC", "0 CACHED"),
                reads,
                "reads of " + disk);
    }
}
