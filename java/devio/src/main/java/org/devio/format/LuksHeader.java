package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The header of a device encrypted by LUKS: {@code struct luks_phdr} of version 1 and {@code struct
 * luks2_hdr_disk} of version 2, at the start of the device, big-endian.
 */
final class LuksHeader {
    private static final int BYTES = 256;
    private static final short MAGIC_END = (short) 0xbabe;

    private static final int VERSION_AT = 6;
    private static final int LABEL_AT = 24;
    private static final int UUID_AT = 168;
    private static final int UUID_BYTES = 40;
    private static final int SUBSYSTEM_AT = 208;
    private static final int LABEL_BYTES = 48;

    private LuksHeader() {}

    static List<SignatureProbe> probes(SectorSpan device) {
        return device.bytes() < BYTES
                ? List.of()
                : List.of(SignatureProbe.of(0, BYTES, LuksHeader::find));
    }

    private static Optional<Signature> find(ByteBuffer bytes) {
        bytes.order(ByteOrder.BIG_ENDIAN);
        if (bytes.getInt(0) != 0x4c554b53 || bytes.getShort(4) != MAGIC_END) {
            return Optional.empty();
        }
        int version = Short.toUnsignedInt(bytes.getShort(VERSION_AT));
        Map<Signature.Detail, String> details = new EnumMap<>(Signature.Detail.class);
        details.put(Signature.Detail.VERSION, Integer.toString(version));
        put(details, Signature.Detail.UUID, bytes, UUID_AT, UUID_BYTES);
        if (version == 2) {
            put(details, Signature.Detail.LABEL, bytes, LABEL_AT, LABEL_BYTES);
            put(details, Signature.Detail.SUBSYSTEM, bytes, SUBSYSTEM_AT, LABEL_BYTES);
        }
        return SignatureProbe.found(Signature.Kind.LUKS, 0, details);
    }

    private static void put(
            Map<Signature.Detail, String> details,
            Signature.Detail detail,
            ByteBuffer bytes,
            int at,
            int size) {
        String text = FixedText.at(bytes, at, size);
        if (!text.isEmpty()) {
            details.put(detail, text);
        }
    }
}
