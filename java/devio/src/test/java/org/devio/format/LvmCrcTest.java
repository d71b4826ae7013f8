package org.devio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LvmCrcTest {
    private static final ByteBuffer DIGITS = ByteBuffer.wrap(Bytes.ascii("123456789"));

    @Test
    void knownBytesGiveKnownChecksums() {
        assertEquals(0xf597a6cf, LvmCrc.of(DIGITS, 0, 0));
        assertEquals(0x4991cf02, LvmCrc.of(DIGITS, 0, 9));
        assertEquals(0x6790aecb, LvmCrc.of(ByteBuffer.allocate(512), 0, 512));
    }

    @Test
    void partsChainToTheChecksumOfTheWholeWhereverItIsCut() {
        for (int cut = 0; cut <= 9; cut++) {
            int first = LvmCrc.update(LvmCrc.INITIAL, DIGITS, 0, cut);

            assertEquals(0x4991cf02, LvmCrc.update(first, DIGITS, cut, 9 - cut), "cut at " + cut);
        }
    }

    @Test
    void everyKindOfBufferGivesTheSameAndKeepsItsPosition() {
        byte[] random = new byte[70_000];
        new Random(1).nextBytes(random);
        ByteBuffer heap = ByteBuffer.wrap(random).position(7);
        ByteBuffer direct = ByteBuffer.allocateDirect(random.length).put(random).position(7);
        int expected = bitByBit(random, 3, 69_000);

        for (ByteBuffer buffer : new ByteBuffer[] {heap, direct, heap.asReadOnlyBuffer()}) {
            assertEquals(expected, LvmCrc.of(buffer, 3, 69_000), buffer.toString());
            assertEquals(7, buffer.position());
        }
    }

    @Test
    void rangeOutsideTheBufferIsRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> LvmCrc.of(DIGITS, 1, 9));
        assertThrows(IndexOutOfBoundsException.class, () -> LvmCrc.of(DIGITS, -1, 2));
    }

    private static int bitByBit(byte[] bytes, int at, int length) {
        int crc = LvmCrc.INITIAL;
        for (int i = at; i < at + length; i++) {
            crc ^= bytes[i] & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0xedb88320;
            }
        }
        return crc;
    }
}
