package org.devio.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a partition table step by step: it says which bytes it wants next, and takes them.
 *
 * <pre>{@code
 * PartitionTableReader reader = new PartitionTableReader(device.size(), device.logicalBlockSize());
 * for (Optional<DiskArea> next = reader.wanted(); next.isPresent(); next = reader.wanted()) {
 *     reader.accept(device.read(next.get().offset(), (int) next.get().size(), SIGNATURES));
 * }
 * Optional<PartitionTable> table = reader.table();
 * }</pre>
 *
 * <p>Most disks take one step, since what usually follows a boot record is read with it. A GPT
 * whose header or entries are bad is read from its backup at the end of the disk. What a DOS table
 * says is not believed if it guards a GPT, be that good or bad.
 *
 * <p>Not thread-safe.
 */
public final class PartitionTableReader {
    /** The most links of a chain of logical partitions that are read; Linux knows no more. */
    public static final int MAX_LINKS = 256;

    private static final int FIRST_LOGICAL = 5;

    private final SectorSpan disk;
    private final List<Partition> partitions = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private PartitionTable.Kind kind;
    private String id = "";

    private DiskArea wanted;
    private Step step;
    private Runnable otherwise;

    private BootRecord.Entry container;
    private final Set<Long> links = new HashSet<>();
    private int nextLogical = FIRST_LOGICAL;

    /** Takes the bytes that were wanted. */
    private interface Step {
        void take(ByteBuffer bytes) throws LvmFormatException;
    }

    /**
     * A reader at the start of its work.
     *
     * @param deviceSize bytes of the disk
     * @param logicalBlockSize bytes of its logical sectors, in which tables count
     * @throws IllegalArgumentException if there can be no such disk
     */
    public PartitionTableReader(long deviceSize, int logicalBlockSize) {
        disk = SectorSpan.of(deviceSize, logicalBlockSize);
        if (disk.count() > 0) {
            long usual = 2L * logicalBlockSize + GptHeader.USUAL_ENTRIES_BYTES;
            want(new DiskArea(0, Math.min(usual, disk.bytes())), this::bootRecord, () -> {});
        }
    }

    /**
     * The bytes to read next.
     *
     * @return a range inside the disk, of 512 bytes to 4 MiB; empty when all is read
     */
    public Optional<DiskArea> wanted() {
        return Optional.ofNullable(wanted);
    }

    /**
     * Takes the bytes that were wanted.
     *
     * @param bytes all of them, from index 0 to the limit; neither order nor position matters or
     *     changes, and none is used after the return
     * @throws IllegalStateException if nothing is wanted
     */
    public void accept(ByteBuffer bytes) {
        DiskArea given = beginStep();
        wanted = given;
        if (bytes.limit() < given.size()) {
            failed("partition table cut short at byte " + (given.offset() + bytes.limit()));
            return;
        }
        do {
            DiskArea area = beginStep();
            Runnable ifBad = otherwise;
            try {
                int at = (int) (area.offset() - given.offset());
                step.take(bytes.slice(at, (int) area.size()));
            } catch (LvmFormatException e) {
                problems.add(e.getMessage());
                ifBad.run();
            }
            // The next step often wants what is here already.
        } while (wanted != null && isInside(wanted, given));
    }

    /**
     * Goes on without the bytes that were wanted: with the backup of a GPT, or not at all.
     *
     * @param why goes into the problems of the table
     * @throws IllegalStateException if nothing is wanted
     */
    public void failed(String why) {
        beginStep();
        problems.add(Printable.of(why));
        otherwise.run();
    }

    /**
     * What was found.
     *
     * @return the table as far as it was read; empty if the disk has none
     */
    public Optional<PartitionTable> table() {
        return Optional.ofNullable(kind)
                .map(found -> new PartitionTable(found, id, partitions, problems));
    }

    private void want(DiskArea area, Step next, Runnable ifBad) {
        wanted = area;
        step = next;
        otherwise = ifBad;
    }

    private DiskArea beginStep() {
        if (wanted == null) {
            throw new IllegalStateException("the partition table is read");
        }
        DiskArea area = wanted;
        wanted = null;
        return area;
    }

    private static boolean isInside(DiskArea part, DiskArea whole) {
        return part.offset() >= whole.offset()
                && part.offset() + part.size() <= whole.offset() + whole.size();
    }

    private void bootRecord(ByteBuffer bytes) {
        BootRecord record = BootRecord.of(bytes).orElse(null);
        if (record == null) {
            return;
        }
        if (record.isProtective()) {
            kind = PartitionTable.Kind.GPT;
            wantHeader(1, () -> wantHeader(disk.last(), () -> {}));
        } else if (record.isPartitionTable()) {
            kind = PartitionTable.Kind.DOS;
            id = record.id();
            primaries(record);
        }
    }

    private void wantHeader(long sector, Runnable ifBad) {
        if (sector < 1 || sector > disk.last()) {
            return;
        }
        long offset = sector * disk.sectorBytes();
        want(
                new DiskArea(offset, GptHeader.BYTES),
                bytes -> {
                    GptHeader header = GptHeader.parse(bytes, offset, disk);
                    want(header.entries(), table -> entries(header, table), ifBad);
                },
                ifBad);
    }

    private void entries(GptHeader header, ByteBuffer table) throws LvmFormatException {
        partitions.addAll(header.partitions(table, disk.sectorBytes(), problems));
        id = header.diskGuid();
    }

    private void primaries(BootRecord record) {
        for (int i = 0; i < record.entries().size(); i++) {
            BootRecord.Entry entry = record.entries().get(i);
            if (!entry.isUsed()) {
                continue;
            }
            add(i + 1, entry, entry.first());
            if (entry.isExtended() && container == null) {
                container = entry;
                wantLink(entry.first());
            }
        }
    }

    private void wantLink(long sector) {
        if (!disk.holds(sector, BootRecord.BYTES)) {
            problems.add("logical partitions go on at sector " + sector + ", beyond the disk");
        } else if (links.size() == MAX_LINKS || !links.add(sector)) {
            problems.add("logical partitions without end; stopped before sector " + sector);
        } else {
            want(
                    new DiskArea(sector * disk.sectorBytes(), BootRecord.BYTES),
                    bytes -> link(bytes, sector),
                    () -> {});
        }
    }

    private void link(ByteBuffer bytes, long sector) throws LvmFormatException {
        BootRecord record =
                BootRecord.of(bytes)
                        .orElseThrow(
                                () ->
                                        new LvmFormatException(
                                                sector * disk.sectorBytes(),
                                                "no boot record of a logical partition"));
        List<BootRecord.Entry> entries = record.entries();
        for (int i = 0; i < entries.size(); i++) {
            BootRecord.Entry entry = entries.get(i);
            // Two entries are in use. Some programs left rubbish in the others: doubt them more.
            boolean isMeant = i < 2 || isInContainer(sector + entry.first(), entry.sectors());
            if (entry.isUsed() && !entry.isExtended() && isMeant) {
                add(nextLogical++, entry, sector + entry.first());
            }
        }
        entries.stream()
                .filter(entry -> entry.isUsed() && entry.isExtended())
                .findFirst()
                .ifPresent(next -> wantLink(container.first() + next.first()));
    }

    private boolean isInContainer(long first, long sectors) {
        return first >= container.first()
                && first + sectors <= container.first() + container.sectors();
    }

    private void add(int number, BootRecord.Entry entry, long first) {
        if (first >= disk.count()) {
            problems.add(
                    "partition %d begins at sector %d of a disk of %d"
                            .formatted(number, first, disk.count()));
            return;
        }
        long sectors = Math.min(entry.sectors(), disk.count() - first);
        if (sectors < entry.sectors()) {
            problems.add(
                    "partition %d has %d sectors but the disk ends after %d of them"
                            .formatted(number, entry.sectors(), sectors));
        }
        partitions.add(
                new Partition(
                        number,
                        first * disk.sectorBytes(),
                        sectors * disk.sectorBytes(),
                        "0x%x".formatted(entry.type()),
                        "%s-%02x".formatted(id, number),
                        "",
                        entry.isExtended()));
    }
}
