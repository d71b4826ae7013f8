package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Metadata of RAIDs that firmware makes, at the end of a device: Intel's (IMSM, {@code struct
 * imsm_super}, in the last sector but one) and the Disk Data Format of SNIA (DDF, {@code struct
 * ddf_header}, 512 bytes, big-endian, in the last sector or 256 before it).
 */
final class FirmwareRaid {
    private static final String IMSM = "Intel Raid ISM Cfg Sig. ";
    private static final int IMSM_BYTES = 48;
    private static final int IMSM_VERSION_BYTES = 6;

    private static final int DDF_MAGIC = 0xde11de11;
    private static final int DDF_CRC_AT = 4;
    private static final int DDF_GUID_AT = 8;
    private static final int DDF_GUID_BYTES = 24;
    private static final int DDF_VERSION_AT = 32;
    private static final int DDF_VERSION_BYTES = 8;

    private FirmwareRaid() {}

    static List<SignatureProbe> probes(SectorSpan device) {
        List<SignatureProbe> probes = new ArrayList<>();
        long imsm = device.bytes() - 2L * device.sectorBytes();
        if (imsm >= 0) {
            probes.add(SignatureProbe.of(imsm, IMSM_BYTES, bytes -> imsm(bytes, imsm)));
        }
        for (int fromEnd : new int[] {1, 257}) {
            long ddf = device.bytes() - fromEnd * (long) Sector.BYTES;
            if (ddf >= 0) {
                probes.add(SignatureProbe.of(ddf, Sector.BYTES, bytes -> ddf(bytes, ddf)));
            }
        }
        return probes;
    }

    private static Optional<Signature> imsm(ByteBuffer bytes, long offset) {
        if (!FixedText.at(bytes, 0, IMSM.length()).equals(IMSM)) {
            return Optional.empty();
        }
        String version = FixedText.at(bytes, IMSM.length(), IMSM_VERSION_BYTES);
        return SignatureProbe.found(
                Signature.Kind.IMSM, offset, Map.of(Signature.Detail.VERSION, version));
    }

    private static Optional<Signature> ddf(ByteBuffer bytes, long offset) {
        bytes.order(ByteOrder.BIG_ENDIAN);
        if (bytes.getInt(0) != DDF_MAGIC || bytes.getInt(DDF_CRC_AT) != ddfChecksum(bytes)) {
            return Optional.empty();
        }
        Map<Signature.Detail, String> details = new EnumMap<>(Signature.Detail.class);
        details.put(
                Signature.Detail.VERSION, FixedText.at(bytes, DDF_VERSION_AT, DDF_VERSION_BYTES));
        details.put(Signature.Detail.UUID, hex(bytes, DDF_GUID_AT, DDF_GUID_BYTES));
        return SignatureProbe.found(Signature.Kind.DDF, offset, details);
    }

    /** CRC-32 of the header with ones in place of the checksum. */
    private static int ddfChecksum(ByteBuffer bytes) {
        byte[] header = new byte[Sector.BYTES];
        bytes.get(0, header);
        ByteBuffer.wrap(header).putInt(DDF_CRC_AT, -1);
        CRC32 crc = new CRC32();
        crc.update(header);
        return (int) crc.getValue();
    }

    private static String hex(ByteBuffer bytes, int at, int length) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < length; i++) {
            hex.append("%02x".formatted(bytes.get(at + i)));
        }
        return hex.toString();
    }
}
