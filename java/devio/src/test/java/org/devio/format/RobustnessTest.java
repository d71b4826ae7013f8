package org.devio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.Random;
import org.devio.metadata.PhysicalVolume;
import org.devio.metadata.VolumeGroup;
import org.devio.report.internal.LvRelations;
import org.devio.report.internal.LvView;
import org.devio.testing.Corpus;
import org.devio.testing.DiskImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any bytes give a value, nothing, or {@link LvmFormatException}; whatever else is thrown fails.
 */
class RobustnessTest {
    private static final int ROUNDS = 3000;
    private static final DiskArea MDA = new DiskArea(4096, 1044480);

    /** Bytes that mean something to a grammar or a length. */
    private static final byte[] NASTY = {0, 1, -1, 127, -128, '"', '{', '}', '[', '=', '/', '9'};

    @Test
    void labelOfAnyBytesIsReadOrPassedOver() {
        ByteBuffer good = new DiskImage(Corpus.golden("g2"), 0).read(0, PvLabel.SCAN_BYTES);
        Random random = new Random(20);

        for (int round = 0; round < ROUNDS; round++) {
            ByteBuffer bytes = mutated(good, random, 512, 700);
            if (round % 4 != 0) {
                Bytes.sealLabel(bytes, 1);
            }
            assertNotNull(PvLabel.find(bytes));
        }
        for (int length = 0; length <= good.limit(); length++) {
            assertEquals(length >= 1024, PvLabel.find(cut(good, length)).label().isPresent());
        }
    }

    @Test
    void metadataHeaderOfAnyBytesIsReadOrRefused() {
        ByteBuffer good = new DiskImage(Corpus.golden("g4pre"), 0).read(4096, MdaHeader.BYTES);
        Random random = new Random(21);

        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ByteBuffer bytes = mutated(good, random, 0, 88);
            if (round % 4 != 0) {
                Bytes.sealHeader(bytes);
            }
            refused += isHeaderRefused(bytes) ? 1 : 0;
        }
        for (int length = 0; length < MdaHeader.BYTES; length++) {
            assertTrue(isHeaderRefused(cut(good, length)), "cut to " + length);
        }
        assertTrue(refused > 0 && refused < ROUNDS, refused + " refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vg-allseg", "vg-lin", "every", "odd", "vdo"})
    void textOfAnyBytesIsReadOrRefused(String name) throws LvmFormatException, IOException {
        byte[] good =
                name.startsWith("vg-")
                        ? text(name)
                        : Files.readAllBytes(Corpus.everyType(name + ".disk"));
        Random random = new Random(22);

        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutated(ByteBuffer.wrap(good), random, 0, good.length).array();
            refused += isTextRefused(bytes) ? 1 : 0;
        }
        assertTrue(refused > 0 && refused < ROUNDS, refused + " refused");
    }

    @Test
    void textCutAnywhereIsReadOrRefused() throws LvmFormatException {
        byte[] good = text("vg-lin");

        for (int length = 0; length < good.length; length++) {
            byte[] bytes = new byte[length];
            System.arraycopy(good, 0, bytes, 0, length);
            isTextRefused(bytes);
        }
        assertFalse(isTextRefused(good));
    }

    /** Whole words out of their place reach deeper than broken bytes do. */
    @ParameterizedTest
    @ValueSource(strings = {"every", "odd", "vdo"})
    void textWithLinesSwappedIsReadOrRefused(String name) throws IOException {
        String[] lines = Files.readString(Corpus.everyType(name + ".disk")).split("\n", -1);
        Random random = new Random(23);

        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String[] shuffled = lines.clone();
            for (int swaps = 1 + random.nextInt(3); swaps > 0; swaps--) {
                int i = random.nextInt(lines.length);
                shuffled[i] = lines[random.nextInt(lines.length)];
            }
            refused += isTextRefused(Bytes.ascii(String.join("\n", shuffled))) ? 1 : 0;
        }
        assertTrue(refused > 0 && refused < ROUNDS, refused + " refused");
    }

    private static byte[] text(String name) throws LvmFormatException {
        var path = Corpus.named(name).disks().get("@d1@");
        DiskImage image = new DiskImage(path, 0);
        MdaHeader header = image.header(image.label().label().get().metadataAreas().get(0));
        return image.text(header, header.committed().orElseThrow());
    }

    private static boolean isHeaderRefused(ByteBuffer bytes) {
        try {
            MdaHeader header = MdaHeader.parse(bytes, MDA);
            for (RawLocation slot : header.slots()) {
                for (DiskArea extent : header.locate(slot).extents()) {
                    boolean isInside =
                            extent.offset() >= MDA.offset() + MdaHeader.BYTES
                                    && extent.size() > 0
                                    && extent.offset() + extent.size()
                                            <= MDA.offset() + header.area().size();
                    assertTrue(isInside, extent.toString());
                }
            }
            return false;
        } catch (LvmFormatException e) {
            return true;
        }
    }

    /** What is not refused can be written, read again and reported. */
    private static boolean isTextRefused(byte[] text) {
        try {
            VolumeGroup group = VolumeGroup.parse(text);
            byte[] written = group.toDiskText();
            VolumeGroup again =
                    VolumeGroup.parse(group.toBackupText(group.header(), ZoneId.of("UTC")));
            for (LvView view : LvRelations.of(again, PhysicalVolume::isMissing).views()) {
                assertEquals(10, view.attributes().length());
                assertNotNull(view.roleWords());
                assertNotNull(view.ancestors());
                assertNotNull(view.descendants());
                assertNotNull(view.modules());
            }
            assertEquals(
                    new String(written, StandardCharsets.UTF_8),
                    new String(again.toDiskText(), StandardCharsets.UTF_8));
            return false;
        } catch (LvmFormatException e) {
            return true;
        }
    }

    /** A copy with one to four bytes changed between two indices. */
    private static ByteBuffer mutated(ByteBuffer good, Random random, int from, int to) {
        ByteBuffer copy = Bytes.zeros(good.limit());
        copy.put(0, good, 0, good.limit());
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = from + random.nextInt(to - from);
            byte change =
                    random.nextBoolean()
                            ? NASTY[random.nextInt(NASTY.length)]
                            : (byte) random.nextInt();
            copy.put(at, change);
        }
        return copy;
    }

    private static ByteBuffer cut(ByteBuffer good, int length) {
        return good.slice(0, length);
    }
}
