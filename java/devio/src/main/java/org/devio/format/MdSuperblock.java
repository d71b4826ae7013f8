package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The superblock of a component of an MD array: {@code mdp_super_t} of version 0.90, in the byte
 * order of the machine that wrote it, and {@code struct mdp_superblock_1} of versions 1.0 (at the
 * end), 1.1 (at the start) and 1.2 (4 KiB after it), little-endian.
 *
 * <p>As Linux does, a superblock is passed over if it says that it belongs elsewhere or that more
 * of the device is in use than there is: it was copied, or its disk was.
 */
final class MdSuperblock {
    private static final int MAGIC = 0xa92b4efc;

    /** Devices below 128 KiB are no components. */
    private static final int MIN_SECTORS = 256;

    private static final int OLD_BYTES = 64;
    private static final int OLD_RESERVED_SECTORS = 128;
    private static final int NEW_BYTES = 256;

    private static final int MAJOR_AT = 4;

    private MdSuperblock() {}

    static List<SignatureProbe> probes(SectorSpan device) {
        long sectors = device.bytes() / Sector.BYTES;
        if (sectors < MIN_SECTORS) {
            return List.of();
        }
        long reserved = OLD_RESERVED_SECTORS;
        List<SignatureProbe> probes = new ArrayList<>();
        long old = (sectors & -reserved) - reserved;
        probes.add(
                SignatureProbe.of(
                        old * Sector.BYTES, OLD_BYTES, superblock -> old(superblock, old)));
        probes.add(probe("1.0", (sectors - 16) & -8L, sectors));
        probes.add(probe("1.1", 0, sectors));
        probes.add(probe("1.2", 8, sectors));
        return probes;
    }

    private static SignatureProbe probe(String version, long sector, long sectors) {
        return SignatureProbe.of(
                sector * Sector.BYTES,
                NEW_BYTES,
                superblock -> current(superblock, version, sector, sectors));
    }

    private static Optional<Signature> old(ByteBuffer superblock, long sector) {
        boolean isSwapped = superblock.getInt(0) == Integer.reverseBytes(MAGIC);
        if (isSwapped) {
            superblock.order(ByteOrder.BIG_ENDIAN);
        }
        int level = superblock.getInt(28);
        long usedKib = Integer.toUnsignedLong(superblock.getInt(32));
        boolean fits = level < 1 || usedKib * 2 <= sector;
        if (superblock.getInt(0) != MAGIC || superblock.getInt(MAJOR_AT) != 0 || !fits) {
            return Optional.empty();
        }
        int minor = superblock.getInt(8);
        Map<Signature.Detail, String> details = new EnumMap<>(Signature.Detail.class);
        details.put(
                Signature.Detail.VERSION,
                "0." + unsigned(minor) + "." + unsigned(superblock.getInt(12)));
        details.put(Signature.Detail.UUID, oldUuid(superblock, minor));
        details.put(Signature.Detail.LEVEL, levelName(level));
        details.put(Signature.Detail.DEVICES, unsigned(superblock.getInt(40)));
        return SignatureProbe.found(Signature.Kind.MD, sector * Sector.BYTES, details);
    }

    /** Four numbers, written with their most significant digits first on any machine. */
    private static String oldUuid(ByteBuffer superblock, int minor) {
        ByteBuffer uuid = ByteBuffer.allocate(16);
        uuid.putInt(superblock.getInt(20));
        // Before 0.90 there was the first of them only.
        for (int at = 52; at < 64 && minor >= 90; at += Integer.BYTES) {
            uuid.putInt(superblock.getInt(at));
        }
        return Uuids.dashed(uuid, 0);
    }

    private static Optional<Signature> current(
            ByteBuffer superblock, String version, long sector, long sectors) {
        long dataAt = superblock.getLong(128);
        long dataSize = superblock.getLong(136);
        boolean isMine =
                superblock.getInt(0) == MAGIC
                        && superblock.getInt(MAJOR_AT) == 1
                        && superblock.getLong(144) == sector;
        boolean fits =
                dataAt >= 0 && dataAt <= sectors && dataSize >= 0 && dataSize <= sectors - dataAt;
        if (!isMine || !fits) {
            return Optional.empty();
        }
        Map<Signature.Detail, String> details = new EnumMap<>(Signature.Detail.class);
        details.put(Signature.Detail.VERSION, version);
        details.put(Signature.Detail.UUID, Uuids.dashed(superblock, 16));
        details.put(Signature.Detail.UUID_SUB, Uuids.dashed(superblock, 168));
        details.put(Signature.Detail.LABEL, FixedText.at(superblock, 32, 32));
        details.put(Signature.Detail.LEVEL, levelName(superblock.getInt(72)));
        details.put(Signature.Detail.DEVICES, unsigned(superblock.getInt(92)));
        return SignatureProbe.found(Signature.Kind.MD, sector * Sector.BYTES, details);
    }

    private static String levelName(int level) {
        return switch (level) {
            case -1 -> "linear";
            case -4 -> "multipath";
            case -5 -> "faulty";
            default -> "raid" + level;
        };
    }

    private static String unsigned(int number) {
        return Integer.toUnsignedString(number);
    }
}
