package org.devio.format;

import static org.devio.format.LabelNote.Reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PvLabelTest {
    private static final DiskArea DATA = new DiskArea(1 << 20, 0);
    private static final DiskArea MDA = new DiskArea(4096, 1044480);

    @Test
    void goodLabelIsFoundWithoutNotes() {
        LabelScan scan = PvLabel.find(good());

        assertEquals(Bytes.UUID, scan.label().orElseThrow().pvUuid());
        assertEquals(List.of(), scan.notes());
    }

    @Test
    void orderAndPositionOfTheBufferDoNotMatterAndDoNotChange() {
        ByteBuffer bytes = good().order(ByteOrder.BIG_ENDIAN).position(2000);

        LabelScan scan = PvLabel.find(bytes.asReadOnlyBuffer());

        assertTrue(scan.label().isPresent());
        assertEquals(2000, bytes.position());
        assertEquals(ByteOrder.BIG_ENDIAN, bytes.order());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 1023})
    void deviceThatEndsBeforeTheLabelHasNone(int length) {
        LabelScan scan = PvLabel.find(good().limit(length));

        assertEquals(new LabelScan(Optional.empty(), List.of()), scan);
    }

    @Test
    void labelOfAnotherSectorIsPassedOver() {
        ByteBuffer bytes = good();
        bytes.putLong(520, 7);

        assertNote(bytes, Reason.WRONG_SECTOR, "label in sector 1 ignored: belongs to sector 7");
    }

    @Test
    void labelWithWrongChecksumIsPassedOver() {
        ByteBuffer bytes = good();
        bytes.putInt(528, 0x04030201);

        LabelNote note = onlyNote(bytes);

        assertEquals(Reason.BAD_CHECKSUM, note.reason());
        assertTrue(note.message().endsWith(", label says 04030201"), note.message());
    }

    @Test
    void labelWithoutItsMagicIsPassedOverThoughLvm2WouldTakeIt() {
        ByteBuffer bytes = good();
        bytes.putLong(512, 0);

        assertNote(
                bytes,
                Reason.ID_DESTROYED,
                "label in sector 1 ignored: has no LABELONE before its type");
    }

    @Test
    void labelOfAnotherTypeIsPassedOver() {
        ByteBuffer bytes = good();
        bytes.put(536, Bytes.ascii("LVM9\n001"));
        Bytes.sealLabel(bytes, 1);

        assertNote(
                bytes, Reason.UNKNOWN_TYPE, "label in sector 1 ignored: is of type LVM9\\x0a001");
    }

    @Test
    void firstOfTwoGoodLabelsWins() {
        ByteBuffer bytes = good();
        bytes.put(1536, bytes, 512, 512);
        bytes.putLong(1544, 3);
        bytes.put(1568, Bytes.ascii("b"));
        Bytes.sealLabel(bytes, 3);

        LabelScan scan = PvLabel.find(bytes);

        assertEquals(1, scan.label().orElseThrow().sector());
        assertEquals(
                List.of(
                        new LabelNote(
                                3, Reason.ADDITIONAL, "additional label in sector 3 ignored")),
                scan.notes());
    }

    @Test
    void labelBehindABrokenOneIsFound() {
        ByteBuffer bytes = good();
        bytes.put(1536, bytes, 512, 512);
        bytes.putLong(1544, 3);
        Bytes.sealLabel(bytes, 3);
        bytes.putInt(528, 0);

        LabelScan scan = PvLabel.find(bytes);

        assertEquals(3, scan.label().orElseThrow().sector());
        assertEquals(Reason.BAD_CHECKSUM, scan.notes().get(0).reason());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x2000, 512 - 40 + 1, -1, Integer.MIN_VALUE})
    void headerOutsideTheSectorIsRefused(int offset) {
        ByteBuffer bytes = good();
        bytes.putInt(532, offset);
        Bytes.sealLabel(bytes, 1);

        assertEquals(Reason.MALFORMED, onlyNote(bytes).reason());
    }

    @Test
    void headerThatLeavesNoRoomForItsListsIsRefused() {
        ByteBuffer bytes = good();
        bytes.put(512 + 472, Bytes.ascii(Bytes.UUID.compact()));
        bytes.putInt(532, 472);
        Bytes.sealLabel(bytes, 1);

        assertNote(
                bytes,
                Reason.MALFORMED,
                "byte 1024: list of areas does not end inside the label sector");
    }

    @Test
    void listOfAreasWithoutEndIsRefused() {
        ByteBuffer bytes = good();
        for (int at = 584; at + 16 <= 1024; at += 8) {
            bytes.putLong(at, 4096);
        }
        Bytes.sealLabel(bytes, 1);

        assertEquals(Reason.MALFORMED, onlyNote(bytes).reason());
    }

    @Test
    void uuidOfOtherCharactersIsRefused() {
        ByteBuffer bytes = good();
        bytes.put(546, (byte) ' ');
        Bytes.sealLabel(bytes, 1);

        assertNote(
                bytes,
                Reason.MALFORMED,
                "byte 546: UUID has a character outside its alphabet: "
                        + "PV aaaBBBBccccDDDDeeeeFFFFgggg00");
    }

    @Test
    void extensionThatLeavesTheSectorIsIgnored() {
        // 32 + 40 + 25 areas and two ends of 16 bytes leave 8 bytes: an extension, but no list.
        ByteBuffer withoutList = Bytes.label(areas(13), areas(10));
        int extensionAt = 584 + 16 * 25;
        assertEquals(2, withoutList.getInt(extensionAt));
        for (int at = extensionAt + 8; at + 8 <= 1024; at += 8) {
            withoutList.putLong(at, 4096);
        }
        Bytes.sealLabel(withoutList, 1);

        PvLabel label = PvLabel.find(withoutList).label().orElseThrow();

        assertEquals(10, label.metadataAreas().size());
        assertEquals(2, label.extensionVersion());
        assertEquals(List.of(), label.bootloaderAreas());
    }

    @Test
    void labelWithoutMetadataAreasIsGood() {
        PvLabel label = PvLabel.find(Bytes.label(List.of(DATA), List.of())).label().orElseThrow();

        assertEquals(List.of(), label.metadataAreas());
    }

    private static ByteBuffer good() {
        return Bytes.label(List.of(DATA), List.of(MDA));
    }

    private static List<DiskArea> areas(int count) {
        return Collections.nCopies(count, DATA);
    }

    private static void assertNote(ByteBuffer bytes, Reason reason, String message) {
        assertEquals(new LabelNote(1, reason, message), onlyNote(bytes));
    }

    private static LabelNote onlyNote(ByteBuffer bytes) {
        LabelScan scan = PvLabel.find(bytes);
        assertTrue(scan.label().isEmpty());
        assertEquals(1, scan.notes().size());
        return scan.notes().get(0);
    }
}
