package org.devio.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.devio.format.Lvm1Metadata.Run;
import org.devio.testing.SignatureImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Lvm1Test {
    private static final int VG_NAME_AT = 172;
    private static final int UUIDS_AT = 6144;
    private static final int LVS_AT = 39424;
    private static final int MAP_AT = 125440;

    @ParameterizedTest
    @CsvSource({"lvm1-v1, 1, 1, 8192", "lvm1-v2, 2, 2, 8192"})
    void labelOfEitherVersionIsRead(String name, int version, int number, long extentSize)
            throws LvmFormatException {
        Lvm1Label label = label(disk(name));

        assertEquals(version, label.version());
        assertEquals("old", label.vgName());
        assertEquals("machine966000000", label.systemId());
        assertEquals(number, label.number());
        assertEquals(65536, label.sizeSectors());
        assertEquals(extentSize, label.extentSizeSectors());
        assertEquals(7, label.extentCount());
        assertEquals(6, label.allocatedExtents());
        assertEquals(247, label.dataStartSectors());
        assertTrue(label.isAllocatable());
        assertFalse(label.isExported());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lvm1-v1", "lvm1-v2"})
    void uuidIsWhatBlkidSaysButForTheSlash(String name) throws LvmFormatException {
        String expected = SignatureImages.blkid(name).get("UUID").replace('/', '#');

        assertEquals(expected, label(disk(name)).pvUuid().orElseThrow().dashed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lvm1-v1", "lvm1-v2"})
    void bothPhysicalVolumesTellOfTheSameGroup(String name) throws LvmFormatException {
        Lvm1Metadata metadata = metadata(disk(name));

        assertEquals(
                "VVVVvv-vvWW-WWww-wwXX-XXxx-xxYY-YYyyyy", metadata.vgUuid().orElseThrow().dashed());
        assertEquals(255, metadata.maxLogicalVolumes());
        assertEquals(8192, metadata.extentSizeSectors());
        assertEquals(14, metadata.extentCount());
        assertEquals(12, metadata.allocatedExtents());
        assertTrue(metadata.isWritable());
        assertFalse(metadata.isExported());
        assertEquals(
                List.of(
                        new LvmUuid("AAAAaaaaBBBBbbbbCCCCccccDDDDdd#1"),
                        new LvmUuid("EEEEeeeeFFFFffffGGGGggggHHHHhhh2")),
                metadata.physicalVolumes());
    }

    @Test
    void logicalVolumesKeepTheirNumbersAcrossGaps() throws LvmFormatException {
        List<Lvm1LogicalVolume> volumes = metadata(disk("lvm1-v1")).logicalVolumes();

        assertEquals(
                new Lvm1LogicalVolume(
                        "root", 0, true, true, OptionalInt.empty(), 40960, 5, 1, 0, 0, false, 120),
                volumes.get(0));
        assertEquals(
                new Lvm1LogicalVolume(
                        "swap", 1, true, true, OptionalInt.empty(), 49152, 6, 2, 16, 0, false, 120),
                volumes.get(1));
        assertEquals(
                new Lvm1LogicalVolume(
                        "snap", 3, true, false, OptionalInt.of(0), 8192, 1, 1, 0, 16, false, 120),
                volumes.get(2));
        assertEquals(3, volumes.size());
    }

    @Test
    void neighbouringExtentsAreOneRunAndFreeOnesAreLeftOut() throws LvmFormatException {
        assertEquals(
                List.of(new Run(0, 3, 0, 0), new Run(4, 3, 1, 0)),
                metadata(disk("lvm1-v1")).runs());
        assertEquals(
                List.of(new Run(0, 3, 1, 3), new Run(4, 1, 3, 0), new Run(5, 2, 0, 3)),
                metadata(disk("lvm1-v2")).runs());
    }

    @Test
    void oldestGroupsHaveNoUuids() throws LvmFormatException {
        ByteBuffer disk = disk("lvm1-v1").put(44, new byte[128]).put(1024, new byte[32]);

        assertEquals(Optional.empty(), label(disk).pvUuid());
        assertEquals(Optional.empty(), metadata(disk).vgUuid());
    }

    @Test
    void ofALongUuidTheEndCounts() throws LvmFormatException {
        ByteBuffer disk = disk("lvm1-v1").put(44, Bytes.ascii("pv-" + Bytes.UUID.compact()));

        assertEquals(Bytes.UUID, label(disk).pvUuid().orElseThrow());
    }

    @Test
    void exportedGroupKeepsItsNameAndIsSaidToBeExported() throws LvmFormatException {
        ByteBuffer disk = disk("lvm1-v2").put(VG_NAME_AT + 3, Bytes.ascii("PV_EXP"));

        Lvm1Label label = label(disk);

        assertEquals("old", label.vgName());
        assertTrue(label.isExported());
    }

    @Test
    void physicalVolumeInNoGroupHasNothingMoreToRead() throws LvmFormatException {
        Lvm1Label label = label(disk("lvm1-v2").put(VG_NAME_AT, new byte[128]));

        assertEquals(List.of(), label.metadataAreas(1 << 20));
        assertThrows(IllegalArgumentException.class, () -> Lvm1Metadata.parse(label, List.of()));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 3", "2, 0"})
    void otherIdsAndVersionsAreNotLvm1(int at, byte value) throws LvmFormatException {
        assertEquals(Optional.empty(), Lvm1Label.find(disk("lvm1-v2").put(at, value)));
    }

    @Test
    void oneMoreExtentThanTheMapHoldsIsRefusedBeforeItIsRead() {
        ByteBuffer tooMany = disk("lvm1-v2").putInt(456, 257);
        ByteBuffer absurd = disk("lvm1-v1").putInt(456, -1).putInt(40, -1);

        assertEquals(
                "byte 456: LVM1 map of 257 extents from 125440 to 126464; it does not fit, or is"
                        + " of more than 1048576",
                refused(tooMany));
        assertTrue(refused(absurd).startsWith("byte 456: LVM1 map of 4294967295"));
    }

    @Test
    void areasThatAreEmptyOrLeaveTheDiskAreNotRead() {
        assertEquals(
                "byte 12: LVM1 metadata at 1024 is said to have 187 bytes, expected at least 188",
                refused(disk("lvm1-v1").putInt(16, 187)));
        assertEquals(
                "byte 28: LVM1 metadata of 83968 bytes at 4294967295 ends beyond the device, which"
                        + " has 131072",
                refused(disk("lvm1-v1").putInt(28, -1)));
        assertEquals(
                "byte 36: LVM1 metadata at 125440 is said to have 0 bytes, expected at least 4",
                refused(disk("lvm1-v1").putInt(456, 0)));
    }

    @Test
    void twoLogicalVolumesOfOneNumberAreRefused() {
        assertEquals(
                "byte 125440: two logical volumes have number 0",
                refused(disk("lvm1-v1").putInt(LVS_AT + 328 + 272, 0)));
    }

    @Test
    void mapThatLeadsNowhereIsRefused() {
        assertEquals(
                "byte 125440: LVM1 map leads to extent 9 of logical volume 0, which has none such",
                refused(disk("lvm1-v1").putShort(MAP_AT + 2, (short) 9)));
        assertEquals(
                "byte 125444: LVM1 map leads to extent 1 of logical volume 65534, which has none"
                        + " such",
                refused(disk("lvm1-v1").putShort(MAP_AT + 4, (short) -1)));
    }

    @Test
    void namesAndUuidsAreDoubted() {
        assertEquals(
                "byte 172: not the name of a volume group: o\\x07d",
                refused(disk("lvm1-v1").put(VG_NAME_AT + 1, (byte) 7)));
        assertEquals(
                "byte 6144: volume group has 2 physical volumes, but UUIDs of 1",
                refused(disk("lvm1-v1").put(UUIDS_AT, new byte[128])));
        assertEquals(
                "byte 6145: not a UUID of LVM1: A?AAaaaaBBBBbbbbCCCCccccDDDDdd#1",
                refused(disk("lvm1-v1").put(UUIDS_AT + 1, (byte) '?')));
        assertEquals(
                "byte 39424: volume group has 3 logical volumes, but descriptors of 2",
                refused(disk("lvm1-v1").put(LVS_AT, new byte[128])));
        assertEquals(
                "byte 39696: logical volume has number 256, expected less than 256",
                refused(disk("lvm1-v1").putInt(LVS_AT + 272, 256)));
    }

    static Lvm1Metadata metadata(ByteBuffer disk) throws LvmFormatException {
        Lvm1Label label = label(disk);
        List<ByteBuffer> areas = new ArrayList<>();
        for (DiskArea area : label.metadataAreas(disk.limit())) {
            areas.add(disk.slice((int) area.offset(), (int) area.size()));
        }
        return Lvm1Metadata.parse(label, areas);
    }

    /** As much of the image as has metadata. */
    static ByteBuffer disk(String name) {
        ByteBuffer bytes = SignatureImages.image(name).read(0, 128 << 10);
        return Bytes.zeros(bytes.limit())
                .put(0, bytes, 0, bytes.limit())
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Lvm1Label label(ByteBuffer disk) throws LvmFormatException {
        return Lvm1Label.find(disk).orElseThrow();
    }

    private static String refused(ByteBuffer disk) {
        return assertThrows(LvmFormatException.class, () -> metadata(disk)).getMessage();
    }
}
