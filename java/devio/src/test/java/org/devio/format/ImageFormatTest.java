package org.devio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFormatTest {
    private static ByteBuffer with(int at, String hex) {
        return ByteBuffer.allocate(512).put(at, HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @CsvSource({
        "QCOW2,  0, 514649fb00000002",
        "QCOW2,  0, 514649fb00000003",
        "QCOW,   0, 514649fb00000001",
        "VMDK,   0, 4b444d5601000000",
        "VMDK,   0, 434f574401000000",
        "VMDK,   0, 23204469736b2044657363726970746f7246696c650a",
        "VHD,    0, 636f6e6563746978",
        "VHDX,   0, 7668647866696c65",
        "VDI,   64, 7f10dabe"
    })
    void eachFormatIsKnownByItsMagicNumber(ImageFormat format, int at, String hex) {
        ByteBuffer start = with(at, hex);

        assertEquals(Optional.of(format), ImageFormat.find(start));
        assertEquals(Optional.of(format), ImageFormat.find(start.order(ByteOrder.LITTLE_ENDIAN)));
        assertEquals(0, start.position());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 514649fb00000004", // a qcow of the future may be anything
        "0, 636f6e656374",
        "1, 7668647866696c65",
        "0, 7f10dabe"
    })
    void whatOnlyLooksLikeItIsNone(int at, String hex) {
        assertEquals(Optional.empty(), ImageFormat.find(with(at, hex)));
    }

    @Test
    void aFileCutOffAnywhereIsReadAsFarAsItGoes() {
        ByteBuffer whole = with(64, "7f10dabe").limit(ImageFormat.SCAN_BYTES);

        for (int length = 0; length < ImageFormat.SCAN_BYTES; length++) {
            assertEquals(Optional.empty(), ImageFormat.find(whole.slice(0, length)));
        }
        assertEquals(Optional.of(ImageFormat.VDI), ImageFormat.find(whole));
    }

    @Test
    void anyBytesGiveAFormatOrNone() {
        Random random = new Random(11);
        byte[] bytes = new byte[ImageFormat.SCAN_BYTES];
        for (int round = 0; round < 10_000; round++) {
            random.nextBytes(bytes);
            ImageFormat.find(ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1)));
        }
    }
}
