package org.devio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.devio.testing.Corpus;
import org.devio.testing.DiskImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images written by a program that shares no code with lvm2 or devio, and what stands in them. */
class GoldenVectorsTest {
    private static final DiskArea MDA = new DiskArea(4096, 1044480);
    private static final RawLocation TEXT = new RawLocation(4096, 563, 0xbf86b335, 0);

    @Test
    void plainImageIsReadField() throws LvmFormatException {
        DiskImage image = image("g1");

        PvLabel label = image.label().label().orElseThrow();
        MdaHeader header = image.header(MDA);

        assertEquals(
                new PvLabel(
                        1,
                        new LvmUuid("PV0aaaBBBBccccDDDDeeeeFFFFgggg00"),
                        33554432,
                        List.of(new DiskArea(1048576, 0)),
                        List.of(MDA),
                        2,
                        1,
                        List.of()),
                label);
        assertTrue(label.isUsed());
        assertEquals(Optional.of(TEXT), header.committed());
        assertEquals(Optional.empty(), header.precommitted());
        assertEquals(
                new TextLocation(List.of(new DiskArea(8192, 563)), 0xbf86b335),
                header.locate(TEXT));
        assertEquals(563, image.text(header, TEXT).length);
    }

    @Test
    void imageMatchesTheListingByteForByte() {
        DiskImage image = image("g1");
        String pvid = HexFormat.of().formatHex(Bytes.ascii("PV0aaaBBBBccccDDDDeeeeFFFFgggg00"));

        assertStartsWith(
                "4c4142454c4f4e450100000000000000187974f4200000004c564d3220303031"
                        + pvid
                        + "0000000200000000"
                        + "00001000000000000000000000000000"
                        + "0".repeat(32)
                        + "001000000000000000f00f0000000000"
                        + "0".repeat(32)
                        + "0200000001000000",
                image.read(512, 512));
        assertStartsWith(
                "524c50da204c564d3220785b35412572304e2a3e01000000001000000000000000f00f0000000000"
                        + "0010000000000000330200000000000035b386bf00000000",
                image.read(4096, 512));
    }

    @ParameterizedTest
    @CsvSource({
        "g1, f4747918, da504c52",
        "g2, fdad4f69, da504c52",
        "g3wrap, 5f555b5e, ec8242a3",
        "g4pre, f4747918, e63db08d",
        "g5big, f4747918, b7ba02cf",
    })
    void checksumsAreThoseListed(String name, String labelCrc, String headerCrc) {
        DiskImage image = image(name);

        ByteBuffer label = image.read(512, 512);
        ByteBuffer header = image.read(4096, 512);

        assertEquals(labelCrc, Integer.toHexString(LvmCrc.of(label, 20, 492)));
        assertEquals(headerCrc, Integer.toHexString(LvmCrc.of(header, 4, 508)));
    }

    @Test
    void bothMetadataAreasLeadToTheSameText() throws LvmFormatException {
        DiskImage image = image("g2");

        List<DiskArea> areas = image.label().label().orElseThrow().metadataAreas();

        assertEquals(List.of(MDA, new DiskArea(32505856, 1048576)), areas);
        for (DiskArea area : areas) {
            MdaHeader header = image.header(area);
            assertEquals(563, image.text(header, header.committed().orElseThrow()).length);
        }
    }

    @Test
    void wrappedTextGoesOnAtTheStartOfTheRing() throws LvmFormatException {
        DiskImage image = image("g3wrap");
        MdaHeader header = image.header(new DiskArea(4096, 32768));

        TextLocation text = header.locate(header.committed().orElseThrow());

        assertEquals(List.of(new DiskArea(36352, 512), new DiskArea(4608, 51)), text.extents());
        assertEquals(563, image.text(header, header.committed().orElseThrow()).length);
    }

    @Test
    void precommittedTextIsKeptApart() throws LvmFormatException {
        MdaHeader header = image("g4pre").header(MDA);

        assertEquals(Optional.of(TEXT), header.committed());
        assertEquals(Optional.of(new RawLocation(5120, 563, 0x4b7b9330, 0)), header.precommitted());
        assertEquals(563, image("g4pre").text(header, header.precommitted().get()).length);
    }

    @Test
    void textOfManyBlocksIsWhole() throws LvmFormatException {
        DiskImage image = image("g5big");
        MdaHeader header = image.header(MDA);

        RawLocation text = header.committed().orElseThrow();

        assertEquals(new RawLocation(4096, 18371, 0x3f3bb113, 0), text);
        assertEquals(18371, image.text(header, text).length);
    }

    private static DiskImage image(String name) {
        return new DiskImage(Corpus.golden(name), 0);
    }

    private static void assertStartsWith(String hex, ByteBuffer bytes) {
        byte[] all = new byte[bytes.limit()];
        bytes.get(0, all);
        String padded = hex + "0".repeat(2 * all.length - hex.length());
        assertEquals(padded, HexFormat.of().formatHex(all));
    }
}
