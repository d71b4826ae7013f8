package org.devio.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MdaHeaderTest {
    private static final long GIB = 1L << 30;
    private static final DiskArea AREA = new DiskArea(4096, 1 << 20);
    private static final RawLocation NONE = new RawLocation(0, 0, 0, 0);

    @Test
    void emptyAreaHasNoText() throws LvmFormatException {
        MdaHeader header = MdaHeader.parse(Bytes.mdaHeader(AREA), AREA);

        assertEquals(new MdaHeader(AREA, List.of(NONE, NONE)), header);
        assertEquals(Optional.empty(), header.committed());
        assertEquals(Optional.empty(), header.precommitted());
    }

    @Test
    void ignoredAreaWithoutTextSaysSo() throws LvmFormatException {
        RawLocation ignored = new RawLocation(0, 0, 0, 1);

        MdaHeader header = MdaHeader.parse(Bytes.mdaHeader(AREA, ignored), AREA);

        assertTrue(header.isIgnored());
    }

    @Test
    void precommittedTextOfANewGroupIsSeenThoughNothingIsCommitted() throws LvmFormatException {
        RawLocation first = new RawLocation(512, 100, 0, 0);

        MdaHeader header = MdaHeader.parse(Bytes.mdaHeader(AREA, NONE, first), AREA);

        assertEquals(Optional.empty(), header.committed());
        assertEquals(Optional.of(first), header.precommitted());
    }

    @Test
    void headerOfZerosIsWrongInEveryWay() {
        LvmFormatException e =
                assertThrows(
                        LvmFormatException.class, () -> MdaHeader.parse(Bytes.zeros(512), AREA));

        assertEquals(
                "byte 4096: metadata header: checksum is 6702d122, header says 00000000; "
                        + "wrong magic number; version is 0, expected 1; "
                        + "says it starts at 0, found at 4096",
                e.getMessage());
    }

    @Test
    void headerCutShortIsRefused() {
        ByteBuffer cut = Bytes.mdaHeader(AREA).limit(511);

        LvmFormatException e =
                assertThrows(LvmFormatException.class, () -> MdaHeader.parse(cut, AREA));

        assertEquals("byte 4096: metadata header has 511 bytes, expected 512", e.getMessage());
    }

    @Test
    void headerOfAnotherPlaceIsRefused() {
        DiskArea other = new DiskArea(8192, 1 << 20);

        LvmFormatException e =
                assertThrows(
                        LvmFormatException.class,
                        () -> MdaHeader.parse(Bytes.mdaHeader(AREA), other));

        assertEquals(
                "byte 8192: metadata header: says it starts at 4096, found at 8192",
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 511, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void areaOfImpossibleSizeIsRefused(long size) {
        ByteBuffer header = Bytes.mdaHeader(new DiskArea(4096, size));

        assertThrows(LvmFormatException.class, () -> MdaHeader.parse(header, AREA));
    }

    @ParameterizedTest
    @CsvSource({
        "8589934592, 4294967296, 8589934080",
        "1048576, 2097152, 100",
        "1048576, 1048576, 100",
        "1048576, 511, 100",
        "1048576, -1, 100",
        "1048576, 512, 0",
        "1048576, 512, -1",
        "1048576, 512, 1048065",
        "1048576, 9223372036854775807, 9223372036854775807",
    })
    void textThatDoesNotFitIsRefused(long areaSize, long offset, long size)
            throws LvmFormatException {
        DiskArea area = new DiskArea(4096, areaSize);
        MdaHeader header =
                MdaHeader.parse(Bytes.mdaHeader(area, new RawLocation(offset, size, 0, 0)), area);

        assertThrows(LvmFormatException.class, () -> header.locate(header.slots().get(0)));
    }

    @Test
    void textLongerThanWillBeReadIsRefusedBeforeAnyIsRead() throws LvmFormatException {
        DiskArea area = new DiskArea(4096, 8 * GIB);
        RawLocation huge = new RawLocation(512, TextLocation.MAX_BYTES + 1L, 0, 0);
        MdaHeader header = MdaHeader.parse(Bytes.mdaHeader(area, huge), area);

        LvmFormatException e = assertThrows(LvmFormatException.class, () -> header.locate(huge));

        assertTrue(
                e.getMessage().contains("has 16777217 bytes, at most 16777216 are read"),
                e.getMessage());
    }

    @Test
    void textThatFillsTheRingWrapsWhereverItBegins() throws LvmFormatException {
        DiskArea area = new DiskArea(4096, 1536);
        MdaHeader header = MdaHeader.parse(Bytes.mdaHeader(area), area);

        assertEquals(
                List.of(new DiskArea(4608, 1024)),
                header.locate(new RawLocation(512, 1024, 0, 0)).extents());
        assertEquals(
                List.of(new DiskArea(5631, 1), new DiskArea(4608, 1023)),
                header.locate(new RawLocation(1535, 1024, 0, 0)).extents());
    }

    @Test
    void textWithWrongChecksumIsRefused() {
        TextLocation text = new TextLocation(List.of(new DiskArea(8192, 9)), 0x11111111);
        ByteBuffer digits = ByteBuffer.wrap(Bytes.ascii("123456789"));

        LvmFormatException e = assertThrows(LvmFormatException.class, () -> text.verify(digits));

        assertEquals(
                "byte 8192: VG metadata of 9 bytes: checksum is 4991cf02, header says 11111111",
                e.getMessage());
    }

    @Test
    void wrappedTextIsCheckedAndJoinedAsOne() throws LvmFormatException {
        TextLocation text =
                new TextLocation(List.of(new DiskArea(8192, 4), new DiskArea(4608, 5)), 0x4991cf02);
        ByteBuffer first = ByteBuffer.wrap(Bytes.ascii("1234"));
        ByteBuffer second = ByteBuffer.wrap(Bytes.ascii("56789"));

        text.verify(first, second);

        assertArrayEquals(Bytes.ascii("123456789"), text.join(first, second));
        assertThrows(IllegalArgumentException.class, () -> text.verify(first));
        assertThrows(IllegalArgumentException.class, () -> text.join(second, first));
    }

    @Test
    void aTextCanBeCutSoThatNoExtentCrossesAPlace() throws LvmFormatException {
        TextLocation text =
                new TextLocation(List.of(new DiskArea(9000, 4), new DiskArea(8190, 5)), 0x4991cf02);

        assertEquals(
                List.of(new DiskArea(9000, 4), new DiskArea(8190, 2), new DiskArea(8192, 3)),
                text.cutAt(8192).extents());
        assertEquals(text, text.cutAt(8190));
        assertEquals(text, text.cutAt(8195));
        assertEquals(text.length(), text.cutAt(8192).length());
    }
}
