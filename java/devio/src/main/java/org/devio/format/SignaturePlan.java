package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which bytes of a device tell whose it is, and what they tell. All places where a signature may
 * stand are read in as few reads as that takes: one at the start of a device and one at its end.
 *
 * <p>Immutable, thread-safe.
 */
public final class SignaturePlan {
    /**
     * Places with no more than this between them share a read: a disk moves 128 KiB in less time
     * than it takes to answer once more.
     */
    private static final int NEAR_BYTES = 128 << 10;

    private final List<SignatureProbe> probes;
    private final List<DiskArea> extents;

    private SignaturePlan(List<SignatureProbe> probes, List<DiskArea> extents) {
        this.probes = probes;
        this.extents = extents;
    }

    /**
     * Plans the reads for a device.
     *
     * @param deviceSize bytes of the device
     * @param logicalBlockSize bytes of its logical sectors
     * @return the plan
     * @throws IllegalArgumentException if there can be no such device
     */
    public static SignaturePlan of(long deviceSize, int logicalBlockSize) {
        SectorSpan device = SectorSpan.of(deviceSize, logicalBlockSize);
        List<SignatureProbe> probes = arrayProbes(device);
        probes.addAll(SwapHeader.probes(device));
        probes.addAll(LuksHeader.probes(device));
        probes.addAll(PartitionSignatures.probes(device));
        return new SignaturePlan(probes, merged(probes));
    }

    /**
     * Plans the reads that tell whether a device is a component of an MD array or of a firmware
     * RAID, and nothing else.
     *
     * @param deviceSize bytes of the device
     * @param logicalBlockSize bytes of its logical sectors
     * @return the plan
     * @throws IllegalArgumentException if there can be no such device
     */
    public static SignaturePlan ofArrays(long deviceSize, int logicalBlockSize) {
        List<SignatureProbe> probes = arrayProbes(SectorSpan.of(deviceSize, logicalBlockSize));
        return new SignaturePlan(probes, merged(probes));
    }

    private static List<SignatureProbe> arrayProbes(SectorSpan device) {
        List<SignatureProbe> probes = new ArrayList<>();
        probes.addAll(MdSuperblock.probes(device));
        probes.addAll(FirmwareRaid.probes(device));
        return probes;
    }

    /**
     * What to read.
     *
     * @return ranges of the device in order of place, apart from each other; not widened to sectors
     */
    public List<DiskArea> extents() {
        return extents;
    }

    /**
     * Looks for signatures.
     *
     * @param bytes each of {@link #extents} that could be read, from index 0 to the limit; what is
     *     missing or cut short costs the signatures that stand there
     * @return what was found, MD first and partition tables last
     */
    public List<Signature> evaluate(Map<DiskArea, ByteBuffer> bytes) {
        List<Signature> signatures = new ArrayList<>();
        for (SignatureProbe probe : probes) {
            List<ByteBuffer> parts = new ArrayList<>(probe.ranges().size());
            for (DiskArea range : probe.ranges()) {
                slice(range, bytes).ifPresent(parts::add);
            }
            if (parts.size() == probe.ranges().size()) {
                probe.check().find(parts).ifPresent(signatures::add);
            }
        }
        return signatures;
    }

    private static List<DiskArea> merged(List<SignatureProbe> probes) {
        List<DiskArea> ranges =
                probes.stream()
                        .flatMap(probe -> probe.ranges().stream())
                        .sorted(Comparator.comparingLong(DiskArea::offset))
                        .toList();
        List<DiskArea> merged = new ArrayList<>();
        for (DiskArea range : ranges) {
            int last = merged.size() - 1;
            if (last >= 0 && range.offset() - end(merged.get(last)) <= NEAR_BYTES) {
                long start = merged.get(last).offset();
                long end = Math.max(end(merged.get(last)), end(range));
                merged.set(last, new DiskArea(start, end - start));
            } else {
                merged.add(range);
            }
        }
        return List.copyOf(merged);
    }

    private Optional<ByteBuffer> slice(DiskArea range, Map<DiskArea, ByteBuffer> bytes) {
        for (DiskArea extent : extents) {
            ByteBuffer read = bytes.get(extent);
            long at = range.offset() - extent.offset();
            if (read != null && at >= 0 && at + range.size() <= read.limit()) {
                ByteBuffer part = read.slice((int) at, (int) range.size());
                return Optional.of(part.order(ByteOrder.LITTLE_ENDIAN));
            }
        }
        return Optional.empty();
    }

    private static long end(DiskArea area) {
        return area.offset() + area.size();
    }
}
