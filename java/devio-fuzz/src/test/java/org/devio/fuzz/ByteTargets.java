package org.devio.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.devio.format.DiskArea;
import org.devio.format.ImageFormat;
import org.devio.format.Lvm1Label;
import org.devio.format.Lvm1Metadata;
import org.devio.format.LvmCrc;
import org.devio.format.LvmFormatException;
import org.devio.format.LvmName;
import org.devio.format.MdaHeader;
import org.devio.format.Partition;
import org.devio.format.PartitionTable;
import org.devio.format.PartitionTableReader;
import org.devio.format.PoolLabel;
import org.devio.format.PvLabel;
import org.devio.format.RawLocation;
import org.devio.format.SignaturePlan;
import org.devio.format.TextLocation;

/**
 * Readers of structures. What has a checksum is read a second time with the right one, which no
 * fuzzer finds.
 */
final class ByteTargets {
    private static final int MDA_AT = 4096;
    private static final int MOST_AT_ONCE = TextLocation.MAX_BYTES;

    private ByteTargets() {}

    static void label(Input input) {
        PvLabel.find(ByteBuffer.wrap(input.bytes()));
        ByteBuffer sealed = copy(input);
        for (int at = 0; at + 512 <= Math.min(sealed.limit(), PvLabel.SCAN_BYTES); at += 512) {
            sealed.putInt(at + 16, LvmCrc.of(sealed, at + 20, 492));
        }
        PvLabel.find(sealed);
    }

    /** The input is a metadata area that begins at byte 4096 of its device. */
    static void mdaHeader(Input input) throws LvmFormatException {
        input.standsFor(MDA_AT + input.bytes().length);
        ByteBuffer sealed = copy(input);
        if (sealed.limit() >= MdaHeader.BYTES) {
            sealed.putInt(0, LvmCrc.of(sealed, 4, 508));
        }
        readArea(sealed);
        readArea(ByteBuffer.wrap(input.bytes()));
    }

    private static void readArea(ByteBuffer bytes) throws LvmFormatException {
        MdaHeader header = MdaHeader.parse(bytes, new DiskArea(MDA_AT, bytes.limit()));
        for (RawLocation slot :
                Stream.of(header.committed(), header.precommitted())
                        .flatMap(Optional::stream)
                        .toList()) {
            TextLocation text = header.locate(slot);
            List<ByteBuffer> parts = new ArrayList<>();
            for (DiskArea extent : text.extents()) {
                demandInside(extent, MDA_AT + MdaHeader.BYTES, MDA_AT + header.area().size());
                if (extent.offset() - MDA_AT + extent.size() <= bytes.limit()) {
                    int from = (int) (extent.offset() - MDA_AT);
                    parts.add(bytes.slice(from, (int) extent.size()));
                }
            }
            if (parts.size() == text.extents().size()) {
                LvmName.probe(parts.get(0));
                text.verify(parts.toArray(ByteBuffer[]::new));
                text.join(parts.toArray(ByteBuffer[]::new));
            }
        }
    }

    static void lvm1(Input input) throws LvmFormatException {
        SparseDisk disk = new SparseDisk(input);
        Optional<Lvm1Label> label =
                Lvm1Label.find(disk.read(new DiskArea(0, Lvm1Label.SCAN_BYTES)));
        if (label.isPresent() && !label.get().vgName().isEmpty()) {
            List<ByteBuffer> areas = new ArrayList<>();
            for (DiskArea area : label.get().metadataAreas(disk.size())) {
                demandInside(area, 0, disk.size());
                areas.add(disk.read(area));
            }
            Lvm1Metadata.parse(label.get(), areas);
        }
    }

    static void pool(Input input) throws LvmFormatException {
        PoolLabel.find(ByteBuffer.wrap(input.bytes()));
    }

    static void imageFormat(Input input) {
        ImageFormat.find(ByteBuffer.wrap(input.bytes()));
    }

    static void signatures(Input input) {
        SparseDisk disk = new SparseDisk(input);
        SignaturePlan plan = SignaturePlan.of(disk.size(), disk.logicalBlockSize());
        Map<DiskArea, ByteBuffer> bytes = new HashMap<>();
        for (DiskArea extent : plan.extents()) {
            demandInside(extent, 0, disk.size());
            bytes.put(extent, disk.read(extent));
        }
        plan.evaluate(bytes);
    }

    static void partitions(Input input) {
        SparseDisk disk = new SparseDisk(input);
        readTable(disk);
        disk.sealGpt();
        readTable(disk);
    }

    private static void readTable(SparseDisk disk) {
        PartitionTableReader reader =
                new PartitionTableReader(disk.size(), disk.logicalBlockSize());
        for (Optional<DiskArea> next = reader.wanted(); next.isPresent(); next = reader.wanted()) {
            demandInside(next.get(), 0, disk.size());
            reader.accept(disk.read(next.get()));
        }
        for (Partition partition :
                reader.table().map(PartitionTable::partitions).orElse(List.of())) {
            demandInside(partition.offset(), partition.size(), 0, disk.size());
        }
    }

    private static ByteBuffer copy(Input input) {
        return ByteBuffer.wrap(input.bytes().clone()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void demandInside(DiskArea area, long from, long to) {
        demandInside(area.offset(), area.size(), from, to);
        if (area.size() > MOST_AT_ONCE) {
            throw new AssertionError(area + " is too much to be read at once");
        }
    }

    private static void demandInside(long offset, long size, long from, long to) {
        if (offset < from || size <= 0 || size > to - offset) {
            throw new AssertionError(
                    "%d bytes at %d are not between %d and %d".formatted(size, offset, from, to));
        }
    }
}
