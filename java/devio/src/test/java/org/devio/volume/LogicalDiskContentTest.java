package org.devio.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.devio.io.DeviceIoException;
import org.devio.io.LostBytesException;
import org.devio.testing.ContentBed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is read from the disks of the bed is what the kernel served. The table in {@code
 * docs/lv-content.md} is kept true; with {@code -Ddevio.docs.rewrite=true} it is written anew.
 */
class LogicalDiskContentTest {
    private static final String NOT_YET = "not read yet";
    private static final Path DOCUMENT =
            Path.of(System.getProperty("basedir", ""))
                    .toAbsolutePath()
                    .resolve("../../docs/lv-content.md");
    private static final String BEFORE = "<!-- content: written by LogicalDiskContentTest -->\n";
    private static final int BLOCK = 4096;

    static List<ContentBed.Case> cases() {
        return ContentBed.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void contentsAreThoseThatTheKernelServed(ContentBed.Case one) throws IOException {
        Map<Set<String>, List<ContentBed.Item>> byMissing = new LinkedHashMap<>();
        for (ContentBed.Item item : one.items()) {
            byMissing.computeIfAbsent(item.missing(), none -> new ArrayList<>()).add(item);
        }
        for (Set<String> missing : byMissing.keySet()) {
            try (VolumeReads reads = new VolumeReads(one.images(missing))) {
                for (ContentBed.Item item : byMissing.get(missing)) {
                    check(reads, one, item);
                }
            }
        }
    }

    private static void check(VolumeReads reads, ContentBed.Case one, ContentBed.Item item)
            throws IOException {
        String what = one + " " + item.volume() + " without " + item.missing();
        try (LogicalDisk disk = reads.open(item.volume())) {
            assertTrue(item.size() < 0 || item.size() == disk.size(), what);
            byte[] bytes = reads.readable(disk);
            switch (item.expect()) {
                case "content", "either" ->
                        assertEquals(item.sha256(), VolumeReads.sha256(bytes), what);
                case "refuse" -> assertTrue(lostBytes(disk) > 0, what);
                case "partial" -> checkRuns(disk, bytes, item, what);
                case "subset" -> assertTrue(readableBlocks(disk) >= item.minBlocks(), what);
                default -> throw new AssertionError(what + ": " + item.expect());
            }
        } catch (UnreadableVolumeException e) {
            boolean isAllowed = Set.of("refuse", "either").contains(item.expect());
            assertTrue(isAllowed || e.reason().contains(NOT_YET), what + ": " + e);
        }
    }

    private static void checkRuns(
            LogicalDisk disk, byte[] bytes, ContentBed.Item item, String what) {
        for (ContentBed.Run run : item.runs()) {
            boolean isLost = run.sha256().isEmpty();
            disk.locate(
                    run.offset(),
                    run.length(),
                    extent ->
                            assertEquals(
                                    isLost,
                                    extent.kind() == VolumeExtent.Kind.LOST,
                                    what + " " + extent));
            if (!isLost) {
                assertEquals(
                        run.sha256(),
                        VolumeReads.sha256(bytes, run.offset(), run.length()),
                        what + " " + run);
            }
        }
    }

    private static long lostBytes(LogicalDisk disk) {
        return VolumeReads.extents(disk).stream()
                .filter(extent -> extent.kind() == VolumeExtent.Kind.LOST)
                .mapToLong(VolumeExtent::length)
                .sum();
    }

    private static long readableBlocks(LogicalDisk disk) {
        long readable = 0;
        for (long at = 0; at < disk.size(); at += BLOCK) {
            boolean[] isLost = {false};
            disk.locate(
                    at,
                    Math.min(BLOCK, disk.size() - at),
                    extent -> isLost[0] |= extent.kind() == VolumeExtent.Kind.LOST);
            readable += isLost[0] ? 0 : 1;
        }
        return readable;
    }

    @Test
    void withDisksMissingEachByteIsRightOrToldToBeLost() throws IOException {
        StringBuilder table = new StringBuilder();
        for (ContentBed.Case one : ContentBed.cases()) {
            new Sweep(one).rows(table);
        }
        String document = Files.readString(DOCUMENT);
        int end = document.indexOf(BEFORE) + BEFORE.length();
        String right = document.substring(0, end) + HEAD + table;

        if (Boolean.getBoolean("devio.docs.rewrite")) {
            Files.writeString(DOCUMENT, right);
        }

        assertEquals(right, Files.readString(DOCUMENT), "-Ddevio.docs.rewrite=true writes it anew");
    }

    private static final String HEAD =
            """

            | disks | LV | nothing missing | one PV missing | two PVs missing |
            |---|---|---|---|---|
            """;

    /** All volumes of a case, with each disk and each two disks missing in turn. */
    private static final class Sweep {
        private final ContentBed.Case one;
        private final Map<String, ContentBed.Item> items = new LinkedHashMap<>();
        private final Map<String, byte[]> contents = new LinkedHashMap<>();
        private final Map<String, String> whole = new LinkedHashMap<>();
        private final Map<String, List<Map<String, Integer>>> missing = new LinkedHashMap<>();

        Sweep(ContentBed.Case one) {
            this.one = one;
            for (ContentBed.Item item : one.items()) {
                if (item.missing().isEmpty()) {
                    items.putIfAbsent(item.volume(), item);
                }
            }
        }

        void rows(StringBuilder table) throws IOException {
            readWhole();
            List<String> disks = one.disks();
            for (int i = 0; i < disks.size() && !contents.isEmpty(); i++) {
                sweep(Set.of(disks.get(i)));
                for (int j = i + 1; j < disks.size(); j++) {
                    sweep(new TreeSet<>(Set.of(disks.get(i), disks.get(j))));
                }
            }
            for (String volume : items.keySet()) {
                List<Map<String, Integer>> counts =
                        missing.getOrDefault(volume, List.of(Map.of(), Map.of()));
                table.append(
                        "| %s | `%s` | %s | %s | %s |\n"
                                .formatted(
                                        one.name(),
                                        volume,
                                        whole.get(volume),
                                        words(counts.get(0)),
                                        words(counts.get(1))));
            }
        }

        private static String words(Map<String, Integer> counts) {
            List<String> words = new ArrayList<>();
            counts.forEach((outcome, count) -> words.add(count + " " + outcome));
            return String.join(", ", words);
        }

        private void readWhole() throws IOException {
            try (VolumeReads reads = new VolumeReads(one.images(Set.of()))) {
                for (ContentBed.Item item : items.values()) {
                    whole.put(item.volume(), readWhole(reads, item));
                }
            }
        }

        private String readWhole(VolumeReads reads, ContentBed.Item item) throws IOException {
            try (LogicalDisk disk = reads.open(item.volume())) {
                byte[] bytes = reads.readable(disk);
                contents.put(item.volume(), bytes);
                missing.put(item.volume(), List.of(new TreeMap<>(), new TreeMap<>()));
                return words(lostBytes(disk), disk);
            } catch (UnreadableVolumeException e) {
                return e.reason().contains(NOT_YET) ? NOT_YET : "refused";
            }
        }

        private static String words(long lost, LogicalDisk disk) {
            return lost == 0 ? "equal" : lost < disk.size() ? "in part" : "refused";
        }

        private void sweep(Set<String> disks) throws IOException {
            try (VolumeReads reads = new VolumeReads(one.images(disks))) {
                for (String volume : contents.keySet()) {
                    missing.get(volume)
                            .get(disks.size() - 1)
                            .merge(outcome(reads, volume, disks), 1, Integer::sum);
                }
            }
        }

        private String outcome(VolumeReads reads, String volume, Set<String> disks)
                throws IOException {
            Optional<ContentBed.Item> onlyStale =
                    one.items().stream()
                            .filter(item -> item.volume().equals(volume))
                            .filter(item -> item.expect().equals("either"))
                            .filter(item -> disks.containsAll(item.missing()))
                            .findAny();
            try (LogicalDisk disk = reads.open(volume)) {
                byte[] right = contents.get(volume);
                byte[] bytes = reads.readable(disk);
                boolean isOld = false;
                for (VolumeExtent extent : VolumeReads.extents(disk)) {
                    if (extent.kind() == VolumeExtent.Kind.LOST) {
                        demandLost(reads, disk, extent);
                    } else if (!Arrays.equals(
                            right,
                            (int) extent.offset(),
                            (int) extent.end(),
                            bytes,
                            (int) extent.offset(),
                            (int) extent.end())) {
                        assertTrue(
                                onlyStale.isPresent(),
                                one + " " + volume + " without " + disks + ": " + extent);
                        isOld = true;
                    }
                }
                long lost = lostBytes(disk);
                return isOld ? "old, with a note" : words(lost, disk);
            } catch (UnreadableVolumeException e) {
                return "refused";
            }
        }

        private static void demandLost(VolumeReads reads, LogicalDisk disk, VolumeExtent extent) {
            DeviceIoException thrown =
                    assertThrows(
                            DeviceIoException.class,
                            () -> reads.read(disk, extent.offset(), (int) extent.length()));
            LostBytesException lost = (LostBytesException) thrown;
            assertEquals(extent.offset(), lost.offset());
            assertTrue(lost.getMessage().contains(extent.why()), lost.getMessage());
        }
    }
}
