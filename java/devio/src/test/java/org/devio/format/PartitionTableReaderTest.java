package org.devio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.devio.testing.DiskImage;
import org.devio.testing.SignatureImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionTableReaderTest {
    private static final int SECTORS = 65536;
    private static final int DATA = 0x83;
    private static final int EXTENDED = 0x05;

    @ParameterizedTest
    @ValueSource(
            strings = {"dos", "dos-4k", "gpt", "gpt-4k", "gpt-backup", "gpt-hybrid", "gpt-empty"})
    void findsThePartitionsThatPartxFinds(String name) {
        PartitionTable table = table(name).orElseThrow();

        List<String> lines =
                table.partitions().stream().map(PartitionTableReaderTest::asPartx).toList();
        assertEquals(SignatureImages.partx(name), lines);
        assertEquals(name.startsWith("gpt"), table.kind() == PartitionTable.Kind.GPT);
    }

    @ParameterizedTest
    @CsvSource({"dos", "gpt", "gpt-hybrid"})
    void nameOfTheTableIsWhatBlkidSays(String name) {
        assertEquals(SignatureImages.blkid(name).get("PTUUID"), table(name).orElseThrow().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"swap-4096", "luks1", "md-1.2", "lvm1-v2"})
    void diskWithoutATableHasNone(String name) {
        assertEquals(Optional.empty(), table(name));
    }

    @ParameterizedTest
    @CsvSource({"gpt, 1", "dos, 4", "gpt-backup, 3", "md-1.2, 1"})
    void readsNoMoreThanItNeeds(String name, int reads) {
        PartitionTableReader reader = reader(name);

        assertEquals(reads, drive(reader, SignatureImages.image(name)));
    }

    @Test
    void onlyTheExtendedPartitionIsAContainer() {
        List<Integer> containers =
                table("dos").orElseThrow().partitions().stream()
                        .filter(Partition::isContainer)
                        .map(Partition::number)
                        .toList();

        assertEquals(List.of(2), containers);
    }

    @Test
    void backupOfAGptServesAndTheBadHeaderIsReported() {
        PartitionTable table = table("gpt-backup").orElseThrow();

        assertEquals(3, table.partitions().size());
        assertEquals(List.of("byte 512: no GPT header"), table.problems());
    }

    @Test
    void guardOfAGptThatIsGoneIsNoDosTable() {
        ByteBuffer disk = whole("gpt");
        disk.put(512, new byte[512]).put(disk.limit() - 512, new byte[512]);

        PartitionTable table = table(disk).orElseThrow();

        assertEquals(PartitionTable.Kind.GPT, table.kind());
        assertEquals(List.of(), table.partitions());
        assertEquals(2, table.problems().size(), table.problems().toString());
    }

    @Test
    void gptEntriesThatChangedAreTakenFromTheBackup() {
        ByteBuffer disk = whole("gpt");
        disk.put(1024 + 40, (byte) 1);

        PartitionTable table = table(disk).orElseThrow();

        assertEquals(table("gpt").orElseThrow().partitions(), table.partitions());
        assertTrue(
                table.problems().get(0).startsWith("byte 1024: GPT entries have checksum"),
                table.problems().toString());
    }

    @Test
    void gptThatCouldNotBeReadIsTakenFromTheBackup() {
        PartitionTableReader reader = reader("gpt-4k");
        reader.accept(SignatureImages.image("gpt-4k").read(0, 4096));
        assertEquals(Optional.empty(), reader.wanted(), "cut short");

        reader = reader("gpt-backup");
        reader.accept(SignatureImages.image("gpt-backup").read(0, 17408));
        reader.failed("EIO");

        assertEquals(List.of("byte 512: no GPT header", "EIO"), reader.table().get().problems());
    }

    @Test
    void chainOfLogicalPartitionsThatBitesItsTailEnds() {
        ByteBuffer disk = disk();
        entry(disk, 0, 0, EXTENDED, 100, 1000);
        entry(disk, 100, 0, DATA, 10, 10);
        entry(disk, 100, 1, EXTENDED, 50, 50);
        entry(disk, 150, 0, DATA, 10, 10);
        entry(disk, 150, 1, EXTENDED, 0, 50);

        PartitionTable table = table(disk).orElseThrow();

        assertEquals(List.of(1, 5, 6), numbers(table));
        assertEquals(
                List.of("logical partitions without end; stopped before sector 100"),
                table.problems());
    }

    @Test
    void chainOfLogicalPartitionsIsFollowedSoFarAndNoFarther() {
        ByteBuffer disk = disk();
        entry(disk, 0, 0, EXTENDED, 1, SECTORS - 1);
        for (int sector = 1; sector < 1000; sector++) {
            entry(disk, sector, 0, DATA, 1, 1);
            entry(disk, sector, 1, EXTENDED, sector, 1);
        }

        PartitionTable table = table(disk).orElseThrow();

        assertEquals(1 + PartitionTableReader.MAX_LINKS, table.partitions().size());
        assertEquals(1, table.problems().size());
    }

    @Test
    void partitionsThatLeaveTheDiskAreCutOrLeftOut() {
        ByteBuffer disk = disk();
        entry(disk, 0, 0, DATA, 2048, 1 << 30);
        entry(disk, 0, 1, DATA, SECTORS, 10);
        entry(disk, 0, 2, EXTENDED, 0xffffffff, 0xffffffff);

        PartitionTable table = table(disk).orElseThrow();

        assertEquals(List.of(1), numbers(table));
        assertEquals((SECTORS - 2048) * 512L, table.partitions().get(0).size());
        assertEquals(
                List.of(
                        "partition 1 has 1073741824 sectors but the disk ends after 63488 of them",
                        "partition 2 begins at sector 65536 of a disk of 65536",
                        "partition 3 begins at sector 4294967295 of a disk of 65536",
                        "logical partitions go on at sector 4294967295, beyond the disk"),
                table.problems());
    }

    @Test
    void bootLoaderIsNotTakenForATable() {
        ByteBuffer disk = disk();
        entry(disk, 0, 0, DATA, 2048, 100);
        disk.put(446, (byte) 0x33);

        assertEquals(Optional.empty(), table(disk));
    }

    @Test
    void emptyDiskIsNotRead() {
        assertFalse(new PartitionTableReader(0, 512).wanted().isPresent());
        assertFalse(new PartitionTableReader(4095, 4096).wanted().isPresent());
    }

    @Test
    void nothingCanBeAcceptedWhenAllIsRead() {
        PartitionTableReader reader = new PartitionTableReader(0, 512);

        assertThrows(IllegalStateException.class, () -> reader.accept(ByteBuffer.allocate(512)));
    }

    static Optional<PartitionTable> table(ByteBuffer disk) {
        PartitionTableReader reader = new PartitionTableReader(disk.limit(), 512);
        for (Optional<DiskArea> next = reader.wanted(); next.isPresent(); next = reader.wanted()) {
            reader.accept(disk.slice((int) next.get().offset(), (int) next.get().size()));
        }
        return reader.table();
    }

    static ByteBuffer whole(String name) {
        ByteBuffer bytes = SignatureImages.image(name).read(0, (int) SignatureImages.size(name));
        return Bytes.zeros(bytes.limit()).put(0, bytes, 0, bytes.limit());
    }

    private static Optional<PartitionTable> table(String name) {
        PartitionTableReader reader = reader(name);
        drive(reader, SignatureImages.image(name));
        return reader.table();
    }

    private static PartitionTableReader reader(String name) {
        return new PartitionTableReader(
                SignatureImages.size(name), SignatureImages.sectorBytes(name));
    }

    private static int drive(PartitionTableReader reader, DiskImage image) {
        int reads = 0;
        for (Optional<DiskArea> next = reader.wanted(); next.isPresent(); next = reader.wanted()) {
            reader.accept(image.read(next.get().offset(), (int) next.get().size()));
            reads++;
        }
        return reads;
    }

    private static ByteBuffer disk() {
        return Bytes.zeros(SECTORS * 512);
    }

    private static void entry(
            ByteBuffer disk, int sector, int index, int type, int first, int sectors) {
        int at = sector * 512 + 446 + 16 * index;
        disk.put(at + 4, (byte) type).putInt(at + 8, first).putInt(at + 12, sectors);
        disk.putShort(sector * 512 + 510, (short) 0xaa55);
    }

    private static List<Integer> numbers(PartitionTable table) {
        return table.partitions().stream().map(Partition::number).toList();
    }

    private static String asPartx(Partition partition) {
        StringBuilder name = new StringBuilder();
        for (byte b : partition.name().getBytes(StandardCharsets.UTF_8)) {
            name.append(b <= ' ' ? "\\x%02x".formatted(b) : String.valueOf((char) b));
        }
        return "%d %d %d %s %s %s"
                .formatted(
                        partition.number(),
                        partition.offset() / 512,
                        partition.size() / 512,
                        partition.type(),
                        partition.uuid(),
                        name)
                .strip();
    }
}
