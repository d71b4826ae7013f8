package org.devio.format;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import org.devio.testing.SignatureImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any bytes give a value, nothing, or {@link LvmFormatException}; whatever else is thrown fails.
 */
class SignatureRobustnessTest {
    private static final int ROUNDS = 3000;

    /** Bytes that mean something to a length or a count. */
    private static final byte[] NASTY = {0, 1, 2, 5, 15, -1, 127, -128, (byte) 0xee};

    private static List<String> images() {
        return SignatureImages.names();
    }

    @ParameterizedTest
    @MethodSource("images")
    void signaturesOfAnyBytesAreFoundOrNot(String name) {
        SignaturePlan plan =
                SignaturePlan.of(SignatureImages.size(name), SignatureImages.sectorBytes(name));
        Map<DiskArea, ByteBuffer> bytes = SignaturePlanTest.read(name, plan);
        List<Signature> before = plan.evaluate(bytes);
        List<Long> starts = new ArrayList<>(List.of(0L, 512L, 1024L, 4096L));
        before.forEach(signature -> starts.add(signature.offset()));
        Random random = new Random(30);

        int changed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long place = starts.get(random.nextInt(starts.size())) + random.nextInt(512);
            for (DiskArea extent : plan.extents()) {
                long at = place - extent.offset();
                if (at >= 0 && at < extent.size()) {
                    byte kept = bytes.get(extent).get((int) at);
                    bytes.get(extent).put((int) at, nasty(random));
                    changed += plan.evaluate(bytes).equals(before) ? 0 : 1;
                    bytes.get(extent).put((int) at, kept);
                }
            }
        }
        assertTrue(before.isEmpty() || changed > 0, "nothing changed in " + before);
    }

    @Test
    void dosPartitionsOfAnyBytesLieOnTheDisk() {
        ByteBuffer disk = PartitionTableReaderTest.whole("dos");
        int[] records = {0, 8192 * 512, 12288 * 512, 18432 * 512};
        Random random = new Random(31);

        int tables = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int record = records[random.nextInt(records.length)];
            byte[] kept = kept(disk, record);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                disk.put(record + 446 + random.nextInt(66), nasty(random));
            }
            tables += arePartitionsOnDisk(disk) ? 1 : 0;
            disk.put(record, kept);
        }
        assertTrue(tables > 0 && tables < ROUNDS, tables + " tables");
    }

    @Test
    void gptPartitionsOfAnyBytesLieOnTheDisk() {
        ByteBuffer disk = PartitionTableReaderTest.whole("gpt");
        Random random = new Random(32);

        int tables = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] header = kept(disk, 512);
            byte[] entries = kept(disk, 1024);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at =
                        random.nextBoolean()
                                ? 512 + random.nextInt(92)
                                : 1024 + random.nextInt(512);
                disk.put(at, nasty(random));
            }
            if (round % 4 != 0) {
                sealGpt(disk);
            }
            tables += arePartitionsOnDisk(disk) ? 1 : 0;
            disk.put(512, header).put(1024, entries);
        }
        assertTrue(tables > 0, "no tables");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lvm1-v1", "lvm1-v2"})
    void lvm1OfAnyBytesIsReadOrRefused(String name) {
        ByteBuffer disk = Lvm1Test.disk(name);
        int[] starts = {0, 0, 1024, 6144, 39424, 125440};
        int[] sizes = {44, 468, 188, 256, 4 * 328, 28};
        Random random = new Random(33);

        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int part = random.nextInt(starts.length);
            byte[] kept = new byte[sizes[part]];
            disk.get(starts[part], kept);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                disk.put(starts[part] + random.nextInt(sizes[part]), nasty(random));
            }
            refused += isLvm1Refused(disk) ? 1 : 0;
            disk.put(starts[part], kept);
        }
        assertTrue(refused > 0 && refused < ROUNDS, refused + " refused");
    }

    @Test
    void poolLabelOfAnyBytesIsReadOrRefused() {
        Random random = new Random(34);

        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ByteBuffer disk = PoolLabelTest.disk();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                disk.put(random.nextInt(310), nasty(random));
            }
            refused += isPoolRefused(disk) ? 1 : 0;
        }
        assertTrue(refused > 0 && refused < ROUNDS, refused + " refused");
    }

    @Test
    void bytesCutAnywhereAreReadOrRefused() {
        ByteBuffer gpt = PartitionTableReaderTest.whole("gpt");
        for (int length = 0; length < 20_000; length += 7) {
            PartitionTableReader reader = new PartitionTableReader(gpt.limit(), 512);
            reader.accept(gpt.slice(0, length));
            assertTrue(reader.wanted().isPresent() || reader.table().isEmpty() || length >= 17408);
        }
        for (int length = 0; length <= 512; length++) {
            isPoolRefused(PoolLabelTest.disk().limit(length));
            isLvm1Refused(Lvm1Test.disk("lvm1-v1").limit(length * 256));
        }
    }

    private static boolean arePartitionsOnDisk(ByteBuffer disk) {
        Optional<PartitionTable> table = PartitionTableReaderTest.table(disk);
        for (Partition partition : table.map(PartitionTable::partitions).orElse(List.of())) {
            boolean isInside =
                    partition.offset() >= 0
                            && partition.size() > 0
                            && partition.offset() + partition.size() <= disk.limit();
            assertTrue(isInside, partition.toString());
        }
        return table.map(found -> !found.partitions().isEmpty()).orElse(false);
    }

    private static byte[] kept(ByteBuffer disk, int at) {
        byte[] sector = new byte[512];
        disk.get(at, sector);
        return sector;
    }

    private static boolean isLvm1Refused(ByteBuffer disk) {
        try {
            if (Lvm1Label.find(disk).filter(label -> !label.vgName().isEmpty()).isPresent()) {
                Lvm1Test.metadata(disk);
            }
            return false;
        } catch (LvmFormatException e) {
            return true;
        }
    }

    private static boolean isPoolRefused(ByteBuffer disk) {
        try {
            PoolLabel.find(disk);
            return false;
        } catch (LvmFormatException e) {
            return true;
        }
    }

    /** Writes the checksums that make header and entries of a GPT good again. */
    private static void sealGpt(ByteBuffer disk) {
        disk.putInt(512 + 88, crc(disk, 1024, 128 * 128));
        disk.putInt(512 + 16, 0);
        disk.putInt(512 + 16, crc(disk, 512, 92));
    }

    private static int crc(ByteBuffer bytes, int at, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes.slice(at, length));
        return (int) crc.getValue();
    }

    private static byte nasty(Random random) {
        return random.nextBoolean() ? NASTY[random.nextInt(NASTY.length)] : (byte) random.nextInt();
    }
}
