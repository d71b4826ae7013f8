package org.devio.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a device has a partition table, as far as its first and last sectors tell. A device with
 * partitions is not itself a physical volume; {@link PartitionTableReader} finds the partitions.
 */
final class PartitionSignatures {
    private PartitionSignatures() {}

    static List<SignatureProbe> probes(SectorSpan device) {
        if (device.count() < 1) {
            return List.of();
        }
        List<SignatureProbe> probes = new ArrayList<>();
        probes.add(SignatureProbe.of(0, BootRecord.BYTES, PartitionSignatures::dos));
        if (device.holds(2, GptHeader.USUAL_ENTRIES_BYTES)) {
            long entries = 2L * device.sectorBytes();
            probes.add(gptProbe(device, 1, new DiskArea(entries, GptHeader.USUAL_ENTRIES_BYTES)));
            probes.add(gptProbe(device, device.last()));
        }
        return probes;
    }

    /** Looks for a GPT header in a sector, and for partitions in what is read beside it. */
    private static SignatureProbe gptProbe(SectorSpan device, long sector, DiskArea... entries) {
        long offset = sector * device.sectorBytes();
        List<DiskArea> ranges = new ArrayList<>();
        ranges.add(new DiskArea(0, BootRecord.BYTES));
        ranges.add(new DiskArea(offset, GptHeader.BYTES));
        ranges.addAll(List.of(entries));
        return new SignatureProbe(ranges, parts -> gpt(parts, ranges, device));
    }

    private static Optional<Signature> gpt(
            List<ByteBuffer> parts, List<DiskArea> ranges, SectorSpan device) {
        if (!BootRecord.of(parts.get(0)).map(BootRecord::isProtective).orElse(false)) {
            return Optional.empty();
        }
        long offset = ranges.get(1).offset();
        Map<Signature.Detail, String> details = new EnumMap<>(Signature.Detail.class);
        try {
            GptHeader header = GptHeader.parse(parts.get(1), offset, device);
            details.put(Signature.Detail.UUID, header.diskGuid());
            if (ranges.contains(header.entries())) {
                ByteBuffer entries = parts.get(ranges.indexOf(header.entries()));
                int used =
                        header.partitions(entries, device.sectorBytes(), new ArrayList<>()).size();
                details.put(Signature.Detail.PARTITIONS, Integer.toString(used));
            }
        } catch (LvmFormatException e) {
            return Optional.empty();
        }
        return SignatureProbe.found(Signature.Kind.GPT, offset, details);
    }

    private static Optional<Signature> dos(ByteBuffer bytes) {
        BootRecord record = BootRecord.of(bytes).orElse(null);
        if (record == null || record.isProtective() || !record.isPartitionTable()) {
            return Optional.empty();
        }
        long used = record.entries().stream().filter(BootRecord.Entry::isUsed).count();
        Map<Signature.Detail, String> details = new EnumMap<>(Signature.Detail.class);
        details.put(Signature.Detail.UUID, record.id());
        details.put(Signature.Detail.PARTITIONS, Long.toString(used));
        return SignatureProbe.found(Signature.Kind.DOS, 0, details);
    }
}
