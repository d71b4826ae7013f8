package org.devio.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.devio.format.LvmFormatException;
import org.devio.testing.Corpus;
import org.devio.testing.DiskImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeGroupTest {
    private static final String UUID_END = "-BBBB-cccc-DDDD-eeee-FFFF-gggg11\"\n";

    /** Two PVs of 10 extents; LV a has three on each in two segments, b is striped over both. */
    private static final String GOOD =
            """
            vg {
            id = "VGaaaa-BBBB-cccc-DDDD-eeee-FFFF-gggg11"
            seqno = 5
            format = "lvm2"
            status = ["RESIZEABLE", "READ", "WRITE"]
            flags = ["FROM_THE_FUTURE"]
            extent_size = 8192
            max_lv = 0
            max_pv = 0
            physical_volumes {
            pv0 {
            id = "PV0000-BBBB-cccc-DDDD-eeee-FFFF-gggg11"
            device = "/dev/sda"
            status = ["ALLOCATABLE"]
            flags = []
            dev_size = 90000
            pe_start = 2048
            pe_count = 10
            }
            pv1 {
            id = "PV1111-BBBB-cccc-DDDD-eeee-FFFF-gggg11"
            status = ["ALLOCATABLE"]
            flags = ["MISSING"]
            pe_start = 2048
            pe_count = 10
            }
            }
            logical_volumes {
            a {
            id = "LVaaaa-BBBB-cccc-DDDD-eeee-FFFF-gggg11"
            status = ["READ", "VISIBLE"]
            flags = ["WRITE_LOCKED"]
            creation_time = 1500000000
            creation_host = "host"
            segment_count = 2
            segment2 {
            start_extent = 3
            extent_count = 4
            type = "striped"
            stripe_count = 1
            stripes = ["pv1", 0]
            }
            segment1 {
            start_extent = 0
            extent_count = 3
            type = "striped"
            stripe_count = 1
            stripes = ["pv0", 0]
            }
            }
            b {
            id = "LVbbbb-BBBB-cccc-DDDD-eeee-FFFF-gggg11"
            status = ["READ"]
            segment_count = 1
            segment1 {
            start_extent = 0
            extent_count = 8
            stripe_count = 2
            stripe_size = 128
            stripes = ["pv0", 6, "pv1", 4]
            }
            }
            c {
            id = "LVcccc-BBBB-cccc-DDDD-eeee-FFFF-gggg11"
            status = ["READ"]
            segment_count = 1
            segment1 {
            start_extent = 0
            extent_count = 1
            type = "warp+FAST+LOUD"
            colour = "blue"
            }
            }
            }
            }
            contents = "Text Format Volume Group"
            version = 1
            description = "by hand"
            creation_host = "host"
            creation_time = 1500000001
            """;

    @Test
    void fieldsOfTheGroupAreRead() throws LvmFormatException {
        VolumeGroup group = parse(GOOD);

        assertEquals("vg", group.name());
        assertEquals("VGaaaa-BBBB-cccc-DDDD-eeee-FFFF-gggg11", group.id().dashed());
        assertEquals(5, group.seqno());
        assertEquals(List.of("FROM_THE_FUTURE"), group.flags());
        assertEquals(
                new TextHeader(
                        "by hand",
                        "host",
                        Optional.empty(),
                        1500000001,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                group.header());
        assertEquals(4L << 20, group.bytesOf(1));
        assertEquals(20, group.extentCount());
        assertEquals(5, group.freeCount());
        assertTrue(group.hasMissingPhysicalVolumes());
    }

    @Test
    void goldenTextsAreRead() throws LvmFormatException {
        for (String name : List.of("g1", "g2", "g3wrap", "g4pre", "g5big")) {
            VolumeGroup group = new DiskImage(Corpus.golden(name), 0).volumeGroups().get(0);

            assertEquals("golden", group.name(), name);
            assertEquals("VGaaaa-BBBB-cccc-DDDD-eeee-FFFF-gggg11", group.id().dashed(), name);
            assertEquals(1, group.seqno(), name);
            assertEquals(List.of("RESIZEABLE", "READ", "WRITE"), group.status(), name);
            assertEquals("golden", group.header().creationHost(), name);
            assertEquals(1500000000, group.header().creationTime(), name);
            PhysicalVolume pv0 = group.physicalVolumes().get("pv0");
            assertEquals("PV0aaa-BBBB-cccc-DDDD-eeee-FFFF-gggg00", pv0.id().dashed(), name);
            assertEquals(Optional.of("/dev/golden0"), pv0.device(), name);
            assertEquals(65536, pv0.devSizeSectors(), name);
            assertEquals(7, pv0.freeCount(), name);
        }
    }

    @Test
    void bufferIsReadWholeWhateverItsPosition() throws LvmFormatException {
        ByteBuffer text = ByteBuffer.wrap(GOOD.getBytes(StandardCharsets.US_ASCII)).position(50);

        assertEquals(parse(GOOD), VolumeGroup.parse(text));
        assertEquals(50, text.position());
    }

    @Test
    void segmentsAreInTheOrderOfTheirExtents() throws LvmFormatException {
        LogicalVolume a = parse(GOOD).logicalVolumes().get("a");

        assertEquals(7, a.extentCount());
        assertEquals(List.of(0L, 3L), a.segments().stream().map(Segment::startExtent).toList());
        assertTrue(a.isVisible());
        assertTrue(a.isWritable(), "WRITE_LOCKED stands for WRITE");
    }

    @Test
    void allocationsAreThoseOfEachStripe() throws LvmFormatException {
        VolumeGroup group = parse(GOOD);

        PhysicalVolume pv0 = group.physicalVolumes().get("pv0");
        PhysicalVolume pv1 = group.physicalVolumes().get("pv1");

        assertEquals(
                List.of(new Allocation(0, 3, "a", 0), new Allocation(6, 4, "b", 0)),
                pv0.allocations());
        assertEquals(
                List.of(new Allocation(0, 4, "a", 3), new Allocation(4, 4, "b", 0)),
                pv1.allocations());
        assertEquals(3, pv0.freeCount());
        assertEquals(2, pv1.freeCount());
    }

    @Test
    void unknownTypeIsCarriedWithAllItSays() throws LvmFormatException {
        Segment segment = parse(GOOD).logicalVolumes().get("c").segments().get(0);

        assertEquals("warp", segment.type());
        assertEquals(List.of("FAST", "LOUD"), segment.typeFlags());
        assertEquals(new SegmentLayout.Unknown(), segment.layout());
        assertTrue(segment.config().entry("colour").isPresent());
    }

    @Test
    void headerMayStandBeforeTheGroup() throws LvmFormatException {
        int header = GOOD.indexOf("contents");

        VolumeGroup group = parse(GOOD.substring(header) + GOOD.substring(0, header));

        assertEquals(5, group.seqno());
    }

    @Test
    void systemIdOwnsTheGroupOnlyWithItsLock() throws LvmFormatException {
        String leftover = GOOD.replace("seqno = 5", "seqno = 5 system_id = \"me\"");
        String owner = leftover.replace("FROM_THE_FUTURE", "WRITE_LOCKED");

        assertEquals(Optional.empty(), parse(leftover).systemId());
        assertEquals(Optional.of("me"), parse(owner).systemId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contents = \"Text Format Volume Group\"",
                "version = 1",
                "seqno = 5",
                "status = [\"RESIZEABLE\", \"READ\", \"WRITE\"]",
                "extent_size = 8192",
                "max_lv = 0",
                "max_pv = 0",
                "status = [\"ALLOCATABLE\"]",
                "pe_start = 2048",
                "pe_count = 10",
                "status = [\"READ\"]",
                "segment_count = 1",
                "start_extent = 0",
                "extent_count = 3",
                "stripe_count = 1",
                "stripe_size = 128",
                "stripes = [\"pv0\", 0]",
                "creation_host = \"host\"\nsegment_count",
            })
    void missingFieldIsNamed(String line) {
        String field = line.substring(0, line.indexOf(' '));
        String kept = line.contains("\n") ? line.substring(line.indexOf('\n') + 1) : "";

        String message = refusal(GOOD.replaceFirst(Pattern.quote(line), kept));

        assertTrue(message.contains(field), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Text Format Volume Group | Other Text | contents is not",
                "version = 1 | version = 2 | is 2, expected 1 to 1",
                "vg { | -vg { | no possible name",
                "format = \"lvm2\" | format = \"lvm9\" | format lvm9 is unknown",
                "\"RESIZEABLE\" | \"RESIZABLE\" | unknown status flag RESIZABLE",
                "\"ALLOCATABLE\" | \"VISIBLE\" | unknown status flag VISIBLE",
                "\"VISIBLE\" | \"ALLOCATABLE\" | unknown status flag ALLOCATABLE",
                "VGaaaa | VGaaa_ | id is no UUID",
                "PV1111 | PV0000 | PV pv1: is there twice",
                "pv1 { | pv0 { | PV pv0: is there twice",
                "LVbbbb | LVaaaa | LV b: has the UUID of another",
                "b { | a { | LV a: is there twice",
                "seqno = 5 | seqno = -1 | is -1, expected 0",
                "seqno = 5 | seqno = 4294967296 | expected 0 to 4294967295",
                "seqno = 5 | seqno = \"5\" | is not a whole number",
                "seqno = 5 | seqno = 5 outdated_pvs { } | outdated_pvs",
                "extent_size = 8192 | extent_size = 0 | is 0, expected 1",
                "dev_size = 90000 | ba_start = 2048 | only one is there",
                "segment_count = 2 | segment_count = 3 | has 2 segments, segment_count says 3",
                "segment_count = 2 | segment_count = 0 | is 0, expected 1",
                "start_extent = 3 | start_extent = 2 | begins at extent 2, expected 3",
                "start_extent = 3 | start_extent = 4 | begins at extent 4, expected 3",
                "extent_count = 8 | extent_count = 7 | do not divide by 2",
                "extent_count = 8 | extent_count = 0 | is 0, expected 1",
                "stripes = [\"pv0\", 0] | stripes = [\"pv9\", 0] | there is no LV pv9",
                "stripes = [\"pv0\", 0] | stripes = [\"pv0\"] | has 1 elements, expected 2",
                "stripes = [\"pv0\", 0] | stripes = [0, \"pv0\"] | names and extents",
                "stripes = [\"pv0\", 0] | stripes = [\"pv0\", -1] | names and extents",
                "stripes = [\"pv0\", 0] | stripes = [\"pv0\", 8] | leave PV pv0, which has 10",
                "stripes = [\"pv0\", 0] | stripes = [\"pv0\", 4294967295] | leave PV pv0",
                "stripes = [\"pv0\", 0] | stripes = [\"pv0\", 4] | both LV a and LV b",
                "stripes = [\"pv0\", 0] | stripes = [\"a\", 0] | in a circle: a",
                "stripe_count = 2 | stripe_count = 4294967295 | expected 8589934590",
            })
    void impossibleGroupIsRefused(String good, String bad, String words) {
        String message = refusal(GOOD.replaceFirst(Pattern.quote(good), bad));

        assertTrue(message.contains(words), message);
    }

    @Test
    void sizesThatNoLongCanHoldAreRefused() {
        String message =
                refusal(
                        GOOD.replace("extent_size = 8192", "extent_size = 4294967295")
                                .replaceFirst("pe_count = 10", "pe_count = 4294967295"));

        assertTrue(message.contains("exceed 2^63 bytes"), message);
    }

    @Test
    void offsetOfAFaultIsThatOfItsField() {
        LvmFormatException e =
                assertThrows(
                        LvmFormatException.class,
                        () -> parse(GOOD.replace("seqno = 5", "seqno = []")));

        assertEquals(GOOD.indexOf("seqno"), e.offset());
        assertEquals("byte 51: VG vg: seqno is not a whole number", e.getMessage());
    }

    @Test
    void textWithoutGroupIsRefused() {
        String message = refusal(GOOD.substring(GOOD.indexOf("contents")));

        assertTrue(message.contains("no volume group"), message);
    }

    @Test
    void thousandsOfStripesAreNoHardship() throws LvmFormatException {
        StringBuilder pvs = new StringBuilder();
        StringBuilder stripes = new StringBuilder();
        int count = 4000;
        for (int i = 0; i < count; i++) {
            pvs.append("q%d { id = \"PQ%04d%s".formatted(i, i, UUID_END))
                    .append("status = [] pe_start = 2048 pe_count = 1 }\n");
            stripes.append("\"q%d\", 0,".formatted(i));
        }
        String text =
                GOOD.replace("physical_volumes {\n", "physical_volumes {\n" + pvs)
                        .replace("extent_count = 8", "extent_count = " + count)
                        .replace("stripe_count = 2", "stripe_count = " + count)
                        .replace("\"pv0\", 6, \"pv1\", 4", stripes);

        VolumeGroup group = parse(text);

        assertEquals(
                new Allocation(0, 1, "b", 0),
                group.physicalVolumes().get("q" + (count - 1)).allocations().get(0));
    }

    private static String refusal(String text) {
        return assertThrows(LvmFormatException.class, () -> parse(text)).getMessage();
    }

    private static VolumeGroup parse(String text) throws LvmFormatException {
        return VolumeGroup.parse(text.getBytes(StandardCharsets.US_ASCII));
    }
}
