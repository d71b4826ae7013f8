package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Swap space, and the same with the image of a suspended system in it: {@code union swap_header} of
 * Linux, one page in the byte order and of the page size of the machine that made it. The last ten
 * bytes of the page are the magic; what they were before a suspension stands elsewhere.
 */
final class SwapHeader {
    /** All that Linux runs with. lvm2 leaves out 32 KiB. */
    private static final int[] PAGE_SIZES = {4096, 8192, 16384, 32768, 65536};

    private static final int MAGIC_BYTES = 10;

    /** Where the information about version 1 begins, and which part of it is read. */
    private static final int INFO_AT = 1024;

    private static final int INFO_BYTES = 44;
    private static final int UUID_AT = 12;
    private static final int LABEL_AT = 28;
    private static final int LABEL_BYTES = 16;

    private static final Map<String, String> SWAP_VERSIONS =
            Map.of("SWAP-SPACE", "0", "SWAPSPACE2", "1");
    private static final Map<String, String> SUSPEND_VERSIONS =
            Map.of("S1SUSPEND", "s1suspend", "S2SUSPEND", "s2suspend", "ULSUSPEND", "ulsuspend");

    private static final byte[] TUX_ON_ICE = {
        (byte) 0xed, (byte) 0xc3, 0x02, (byte) 0xe9, (byte) 0x98, 0x56, (byte) 0xe5, 0x0c
    };

    private SwapHeader() {}

    static List<SignatureProbe> probes(SectorSpan device) {
        List<SignatureProbe> probes = new ArrayList<>();
        for (int pageSize : PAGE_SIZES) {
            if (pageSize <= device.bytes()) {
                List<DiskArea> ranges =
                        List.of(
                                new DiskArea(pageSize - MAGIC_BYTES, MAGIC_BYTES),
                                new DiskArea(INFO_AT, INFO_BYTES));
                probes.add(
                        new SignatureProbe(
                                ranges, parts -> find(parts.get(0), parts.get(1), pageSize)));
            }
        }
        return probes;
    }

    private static Optional<Signature> find(ByteBuffer magic, ByteBuffer info, int pageSize) {
        byte[] bytes = new byte[MAGIC_BYTES];
        magic.get(0, bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Map<Signature.Detail, String> details = new EnumMap<>(Signature.Detail.class);
        details.put(Signature.Detail.PAGE_SIZE, Integer.toString(pageSize));
        Signature.Kind kind = Signature.Kind.SUSPEND;
        if (SWAP_VERSIONS.containsKey(text)) {
            kind = Signature.Kind.SWAP;
            details.put(Signature.Detail.VERSION, SWAP_VERSIONS.get(text));
        } else if (SUSPEND_VERSIONS.containsKey(text.substring(0, 9))) {
            details.put(Signature.Detail.VERSION, SUSPEND_VERSIONS.get(text.substring(0, 9)));
        } else if (Arrays.equals(bytes, 0, 8, TUX_ON_ICE, 0, 8)) {
            details.put(Signature.Detail.VERSION, "tuxonice");
        } else {
            return Optional.empty();
        }
        if (isVersion1(info)) {
            if (!Uuids.isNil(info, UUID_AT)) {
                details.put(Signature.Detail.UUID, Uuids.dashed(info, UUID_AT));
            }
            String label = FixedText.at(info, LABEL_AT, LABEL_BYTES);
            if (!label.isEmpty()) {
                details.put(Signature.Detail.LABEL, label);
            }
        }
        return SignatureProbe.found(kind, pageSize - MAGIC_BYTES, details);
    }

    private static boolean isVersion1(ByteBuffer info) {
        int version = info.order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        return version == 1 || Integer.reverseBytes(version) == 1;
    }
}
