package org.devio.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.devio.format.LvmFormatException;
import org.devio.testing.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layouts as they stand in a backup file of lvm2 that has LVs of many types. */
class SegmentLayoutTest {
    private static final String BACKUP =
            String.join("\n", Corpus.named("vg-allseg").lines("source.vg"));

    @Test
    void stripesAreRead() throws LvmFormatException {
        assertEquals(
                new SegmentLayout.Striped(
                        128,
                        List.of(new SegmentArea("pv0", true, 4), new SegmentArea("pv1", true, 0))),
                layout("st_corig"));
    }

    @Test
    void mirrorIsRead() throws LvmFormatException {
        assertEquals(
                new SegmentLayout.Mirror(
                        List.of(
                                new SegmentArea("mi_mimage_0", false, 0),
                                new SegmentArea("mi_mimage_1", false, 0)),
                        Optional.empty(),
                        4096,
                        0),
                layout("mi"));
    }

    @Test
    void raidImagesAreReadWithTheirMetadata() throws LvmFormatException {
        SegmentLayout.Raid raid = (SegmentLayout.Raid) layout("r5");

        assertEquals(names(raid.images()), List.of("r5_rimage_0", "r5_rimage_1", "r5_rimage_2"));
        assertEquals(names(raid.metadata()), List.of("r5_rmeta_0", "r5_rmeta_1", "r5_rmeta_2"));
        assertEquals(128, raid.stripeSizeSectors());
        assertEquals(4096, raid.regionSizeSectors());
        assertEquals(2, segment("r10").dataCopies());
    }

    @Test
    void raidWithoutMetadataHasImagesAlone() throws LvmFormatException {
        String raid0 =
                BACKUP.replace("type = \"raid1\"", "type = \"raid0\"")
                        .replaceFirst(
                                "raids = \\[[^]]*\\]",
                                "raid0_lvs = [ \"r1_rimage_0\", \"r1_rimage_1\" ]");

        SegmentLayout.Raid raid =
                (SegmentLayout.Raid)
                        parse(raid0).logicalVolumes().get("r1").segments().get(0).layout();

        assertEquals(List.of("r1_rimage_0", "r1_rimage_1"), names(raid.images()));
        assertEquals(List.of(), raid.metadata());
    }

    @Test
    void thinPoolAndItsVolumesAreRead() throws LvmFormatException {
        assertEquals(
                new SegmentLayout.ThinPool(
                        "tp_tdata",
                        "tp_tmeta",
                        2,
                        128,
                        Optional.of("passdown"),
                        true,
                        Optional.empty(),
                        List.of()),
                layout("tp"));
        assertEquals(
                new SegmentLayout.Thin(
                        "tp", 1, 2, Optional.of("t1"), Optional.empty(), Optional.empty()),
                layout("t1s"));
    }

    @Test
    void cacheLayersAreRead() throws LvmFormatException {
        assertEquals(
                new SegmentLayout.CachePool(
                        "cp_cpool_cdata",
                        "cp_cpool_cmeta",
                        new SegmentLayout.CacheSettings(
                                2, 128, Optional.of("writethrough"), Optional.of("smq"), Map.of())),
                layout("cp_cpool"));
        assertEquals(List.of("METADATA_FORMAT"), segment("cp_cpool").typeFlags());
        assertEquals(
                new SegmentLayout.Cache("st_corig", "cp_cpool", false, Optional.empty()),
                layout("st"));
        assertEquals(
                new SegmentLayout.WriteCache(
                        "wl_wcorig", "cv_cvol", 4096, Map.of(), Optional.empty(), Optional.empty()),
                layout("wl"));
        assertEquals(
                new SegmentLayout.Integrity(
                        "ri_rimage_0_iorig",
                        16384,
                        "J",
                        4,
                        512,
                        "crc32c",
                        Optional.of("ri_rimage_0_imeta"),
                        Map.of()),
                layout("ri_rimage_0"));
    }

    @Test
    void snapshotStoreIsVisibleWithItsOriginThoughItsStatusDoesNotSaySo()
            throws LvmFormatException {
        VolumeGroup group = parse(BACKUP);

        LogicalVolume store = group.logicalVolumes().get("snap");
        LogicalVolume link = group.logicalVolumes().get("snapshot0");

        assertFalse(store.status().contains("VISIBLE"));
        assertTrue(store.isVisible());
        assertEquals(
                Optional.of(new SegmentLayout.Snapshot(8, "lin", "snap", false)), store.snapshot());
        assertTrue(link.isSnapshotLink());
        assertFalse(link.isVisible());
        assertFalse(group.reportedLogicalVolumes().contains(link));
    }

    @Test
    void snapshotStoreIsHiddenWhileItMerges() throws LvmFormatException {
        VolumeGroup group = parse(BACKUP.replace("cow_store", "merging_store"));

        LogicalVolume store = group.logicalVolumes().get("snap");

        assertFalse(store.isVisible());
        assertTrue(store.snapshot().orElseThrow().isMerging());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "device_count = 3 | device_count = 4 | raids names 6 volumes, device_count says 4",
                "device_count = 3 |  | stripe_count is missing",
                "mirror_count = 2 | mirror_count = 0 | mirrors has 4 elements, expected 0",
                "cow_store = \"snap\" |  | cow_store is missing",
                "cow_store | merging_store = \"lin\" cow_store | both are there",
                "cow_store = \"snap\" | cow_store = \"none\" | there is no LV none",
                "thin_pool = \"tp\" | thin_pool = 5 | thin_pool is not a string",
                "metadata = \"tp_tmeta\" | metadata = \"tp\" | in a circle: tp, t1, t1s",
            })
    void impossibleLayoutIsRefused(String good, String bad, String words) {
        String text = BACKUP.replace(good, bad == null ? "" : bad);

        String message = assertThrows(LvmFormatException.class, () -> parse(text)).getMessage();

        assertTrue(message.contains(words), message);
    }

    @Test
    void typeOfEndlessSuffixesIsRefused() {
        String text = BACKUP.replace("\"raid5\"", "\"raid5" + "+".repeat(1_000_000) + "\"");

        String message = assertThrows(LvmFormatException.class, () -> parse(text)).getMessage();

        assertTrue(message.contains("type has 1000005 characters"), message);
    }

    private static List<String> names(List<SegmentArea> areas) {
        return areas.stream().map(SegmentArea::name).toList();
    }

    private static SegmentLayout layout(String volume) throws LvmFormatException {
        return segment(volume).layout();
    }

    private static Segment segment(String volume) throws LvmFormatException {
        return parse(BACKUP).logicalVolumes().get(volume).segments().get(0);
    }

    private static VolumeGroup parse(String text) throws LvmFormatException {
        return VolumeGroup.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
