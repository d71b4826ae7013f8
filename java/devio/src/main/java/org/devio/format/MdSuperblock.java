package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.devio.format.Signature.Detail;

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
    private static final int SECTOR_BYTES = 512;

    /** Devices below 128 KiB are no components. */
    private static final int MIN_SECTORS = 256;

    private static final int OLD_BYTES = 64;
    private static final int OLD_RESERVED_SECTORS = 128;
    private static final int NEW_BYTES = 256;

    private static final int MAJOR_AT = 4;

    private MdSuperblock() {}

    static List<SignatureProbe> probes(SectorSpan device) {
        long sectors = device.bytes() / SECTOR_BYTES;
        if (sectors < MIN_SECTORS) {
            return List.of();
        }
        long reserved = OLD_RESERVED_SECTORS;
        List<SignatureProbe> probes = new ArrayList<>();
        long old = (sectors & -reserved) - reserved;
        probes.add(
                SignatureProbe.of(
                        old * SECTOR_BYTES, OLD_BYTES, superblock -> old(superblock, old)));
        probes.add(probe("1.0", (sectors - 16) & -8L, sectors));
        probes.add(probe("1.1", 0, sectors));
        probes.add(probe("1.2", 8, sectors));
        return probes;
    }

    private static SignatureProbe probe(String version, long sector, long sectors) {
        return SignatureProbe.of(
                sector * SECTOR_BYTES,
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
        Map<Detail, String> details = new EnumMap<>(Detail.class);
        details.put(Detail.VERSION, "0." + unsigned(minor) + "." + unsigned(superblock.getInt(12)));
        byte[] uuid = new byte[16];
        superblock.get(20, uuid, 0, 4);
        // Before 0.90 there was the first quarter only.
        if (minor >= 90) {
            superblock.get(52, uuid, 4, 12);
        }
        details.put(Detail.UUID, Uuids.dashed(ByteBuffer.wrap(uuid), 0));
        details.put(Detail.LEVEL, levelName(level));
        details.put(Detail.DEVICES, unsigned(superblock.getInt(40)));
        return SignatureProbe.found(Signature.Kind.MD, sector * SECTOR_BYTES, details);
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
        Map<Detail, String> details = new EnumMap<>(Detail.class);
        details.put(Detail.VERSION, version);
        details.put(Detail.UUID, Uuids.dashed(superblock, 16));
        details.put(Detail.UUID_SUB, Uuids.dashed(superblock, 168));
        details.put(Detail.LABEL, FixedText.at(superblock, 32, 32));
        details.put(Detail.LEVEL, levelName(superblock.getInt(72)));
        details.put(Detail.DEVICES, unsigned(superblock.getInt(92)));
        return SignatureProbe.found(Signature.Kind.MD, sector * SECTOR_BYTES, details);
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
