package org.devio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.devio.format.Signature.Detail;
import org.devio.format.Signature.Kind;
import org.devio.testing.SignatureImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignaturePlanTest {
    /** Images of which blkid says something else, each with a test of its own here or elsewhere. */
    private static final Set<String> OTHER =
            Set.of("ddf", "gpt-4k", "lvm1-v1", "lvm1-v2", "md-fake");

    /** What blkid prints of a signature, and what it is called here. */
    private static final Map<String, Detail> BLKID_KEYS =
            Map.of(
                    "VERSION", Detail.VERSION,
                    "UUID", Detail.UUID,
                    "PTUUID", Detail.UUID,
                    "UUID_SUB", Detail.UUID_SUB,
                    "LABEL", Detail.LABEL,
                    "SUBSYSTEM", Detail.SUBSYSTEM);

    private static List<String> imagesThatBlkidKnows() {
        return SignatureImages.names().stream().filter(name -> !OTHER.contains(name)).toList();
    }

    @ParameterizedTest
    @MethodSource("imagesThatBlkidKnows")
    void saysWhatBlkidSays(String name) {
        Map<String, String> expected = new TreeMap<>(SignatureImages.blkid(name));
        expected.remove("USAGE");

        List<Signature> found = signatures(name);

        assertEquals(expected.isEmpty(), found.isEmpty(), found.toString());
        for (Signature signature : found) {
            assertEquals(expected, asBlkid(signature));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "md-0.90, 33488896, 0.90.0, raid1",
        "md-0.90-be, 33488896, 0.90.0, raid1",
        "md-1.0, 33546240, 1.0, raid1",
        "md-1.1, 0, 1.1, raid1",
        "md-1.2, 4096, 1.2, raid1"
    })
    void tellsWhereAnMdSuperblockStandsAndOfWhatLevelItIs(
            String name, long offset, String version, String level) {
        Signature found = only(name);

        assertEquals(Kind.MD, found.kind());
        assertEquals(offset, found.offset());
        assertEquals(version, found.details().get(Detail.VERSION));
        assertEquals(level, found.details().get(Detail.LEVEL));
        assertEquals("2", found.details().get(Detail.DEVICES));
    }

    @Test
    void mdSuperblockThatUsesMoreThanTheDeviceHasIsNone() {
        assertEquals(List.of(), signatures("md-fake"));
    }

    @Test
    void mdSuperblockThatBelongsElsewhereIsNone() {
        long size = SignatureImages.size("md-1.2");
        SignaturePlan plan = SignaturePlan.of(size, 512);
        Map<DiskArea, ByteBuffer> bytes = read("md-1.2", plan);
        ByteBuffer start = bytes.get(plan.extents().get(0));
        start.put(0, start, 4096, 512);
        start.put(4096, new byte[512]);

        assertEquals(List.of(), plan.evaluate(bytes));
    }

    @Test
    void ddfIsNamedByItsGuid() {
        Signature ddf = only("ddf");

        assertEquals(Kind.DDF, ddf.kind());
        assertEquals((32 << 20) - 512, ddf.offset());
        assertEquals("01.02.00", ddf.details().get(Detail.VERSION));
        assertEquals(
                "4c696e75782d4d44deadbeef000000001234567863726166", ddf.details().get(Detail.UUID));
    }

    @Test
    void swapTellsThePageSizeOfItsMaker() {
        assertEquals("65536", only("swap-65536").details().get(Detail.PAGE_SIZE));
        assertEquals(65526, only("swap-65536").offset());
    }

    @Test
    void gptIsFoundInBothItsPlaces() {
        List<Signature> found = signatures("gpt");

        assertEquals(List.of(512L, (32L << 20) - 512), offsets(found));
        assertEquals("3", found.get(0).details().get(Detail.PARTITIONS));
        assertEquals(List.of((32L << 20) - 512), offsets(signatures("gpt-backup")));
    }

    @Test
    void gptWithoutPartitionsSaysSo() {
        assertEquals("0", signatures("gpt-empty").get(0).details().get(Detail.PARTITIONS));
    }

    @Test
    void gptCountsInSectorsOfTheDisk() {
        assertEquals(List.of(4096L, (64L << 20) - 4096), offsets(signatures("gpt-4k")));
    }

    @Test
    void dosTableTellsItsPrimaryPartitions() {
        assertEquals("3", only("dos").details().get(Detail.PARTITIONS));
    }

    @ParameterizedTest
    @CsvSource({"33554432, 512", "33554432, 4096", "10995116277760, 512", "8001563222016, 4096"})
    void allPlacesAreReadInTwoReads(long size, int sectorBytes) {
        List<DiskArea> extents = SignaturePlan.of(size, sectorBytes).extents();

        assertEquals(2, extents.size(), extents.toString());
        assertEquals(0, extents.get(0).offset());
        assertEquals(size, end(extents.get(1)));
        for (DiskArea extent : extents) {
            assertTrue(extent.size() <= 256 << 10, extents.toString());
        }
    }

    @Test
    void noReadLeavesASmallDevice() {
        for (long size = 0; size < 300_000; size += 251) {
            List<DiskArea> extents = SignaturePlan.of(size, 512).extents();
            for (DiskArea extent : extents) {
                assertTrue(
                        extent.offset() >= 0 && end(extent) <= size, size + " bytes: " + extents);
            }
        }
    }

    @Test
    void whatCouldNotBeReadCostsOnlyWhatStandsThere() {
        SignaturePlan plan = SignaturePlan.of(SignatureImages.size("gpt"), 512);
        Map<DiskArea, ByteBuffer> bytes = read("gpt", plan);
        bytes.remove(plan.extents().get(1));

        assertEquals(List.of(512L), offsets(plan.evaluate(bytes)));
    }

    static List<Signature> signatures(String name) {
        SignaturePlan plan =
                SignaturePlan.of(SignatureImages.size(name), SignatureImages.sectorBytes(name));
        return plan.evaluate(read(name, plan));
    }

    static Map<DiskArea, ByteBuffer> read(String name, SignaturePlan plan) {
        Map<DiskArea, ByteBuffer> bytes = new HashMap<>();
        for (DiskArea extent : plan.extents()) {
            ByteBuffer read =
                    SignatureImages.image(name).read(extent.offset(), (int) extent.size());
            bytes.put(extent, ByteBuffer.allocate(read.limit()).put(0, read, 0, read.limit()));
        }
        return bytes;
    }

    private static Signature only(String name) {
        List<Signature> found = signatures(name);
        assertEquals(1, found.size(), found.toString());
        return found.get(0);
    }

    private static Map<String, String> asBlkid(Signature signature) {
        boolean isTable = signature.kind() == Kind.DOS || signature.kind() == Kind.GPT;
        Map<String, String> values = new TreeMap<>();
        values.put(isTable ? "PTTYPE" : "TYPE", signature.kind().typeName());
        BLKID_KEYS.forEach(
                (key, detail) -> {
                    String value = signature.details().get(detail);
                    if (value != null
                            && (detail != Detail.UUID || isTable == "PTUUID".equals(key))) {
                        values.put(key, value);
                    }
                });
        return values;
    }

    private static List<Long> offsets(List<Signature> signatures) {
        return signatures.stream().map(Signature::offset).toList();
    }

    private static long end(DiskArea area) {
        return area.offset() + area.size();
    }
}
