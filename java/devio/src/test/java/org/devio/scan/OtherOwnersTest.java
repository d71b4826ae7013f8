package org.devio.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.devio.config.ConfigTree;
import org.devio.config.LvmConf;
import org.devio.format.LvmFormatException;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.testing.Corpus;
import org.devio.testing.SignatureImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans devices that are somebody else's: components of arrays, and volumes of old formats. */
class OtherOwnersTest {
    private static final int SECTOR_BYTES = 512;
    private static final int MIB = 1 << 20;

    @TempDir Path directory;

    private final List<String> reads = new ArrayList<>();

    private ScannedDevice scan(Path image, String... options)
            throws IOException, LvmFormatException {
        ConfigTree tree = ConfigTree.empty();
        for (String option : options) {
            tree = tree.withOption(option);
        }
        IoConfig config =
                IoConfig.defaults()
                        .withTrace(
                                (p, w, offset, l, category, mode) ->
                                        reads.add(offset + " " + category + " " + mode));
        try (IoContext context = IoContext.open(config)) {
            return new LvmScanner(context)
                    .scan(List.of(image), ScanOptions.of(LvmConf.of(tree)))
                    .devices()
                    .get(0);
        }
    }

    private static String words(ScannedDevice device) {
        return String.join("; ", device.problems().stream().map(Problem::message).toList());
    }

    /**
     * A physical volume as it looks on one half of a mirror: the array is smaller than its disk.
     */
    private Path component(long superblockFromEnd) throws IOException {
        Path image = directory.resolve("component.img");
        Files.copy(Corpus.named("pv-default").disks().get("@d1@"), image);
        try (FileChannel file = FileChannel.open(image, StandardOpenOption.WRITE)) {
            long arraySectors = file.size() / SECTOR_BYTES;
            long size = file.size() + MIB;
            long sector = (size - superblockFromEnd) / SECTOR_BYTES;
            ByteBuffer superblock = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
            superblock.putInt(0, 0xa92b4efc).putInt(4, 1).putInt(72, 1).putInt(92, 2);
            superblock.putLong(136, arraySectors).putLong(144, sector);
            file.write(superblock, sector * SECTOR_BYTES);
            file.write(ByteBuffer.allocate(1), size - 1);
        }
        return image;
    }

    @Test
    void aLabelOnAComponentIsTheArrays() throws Exception {
        ScannedDevice device = scan(component(8192));

        assertEquals("component of MD array 1.0 (devices/md_component_detection)", words(device));
        assertTrue(device.label().isEmpty(), "label is used: " + device.label());
        assertEquals(List.of(), device.areas());
        assertEquals(
                2,
                reads.stream().filter(read -> read.endsWith("ASYNC")).count(),
                "reads: " + reads);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"devices/md_component_detection=0", "devices/md_component_checks=\"start\""})
    void whoDoesNotWantTheEndReadGetsTheLabel(String option) throws Exception {
        ScannedDevice device = scan(component(8192), option);

        assertTrue(device.label().isPresent(), words(device));
        assertFalse(
                reads.stream().anyMatch(read -> read.contains("signatures")), "reads: " + reads);
    }

    @Test
    void aDiskOfTheSizeOfItsLabelIsReadAtItsEndOnlyIfAskedFor() throws Exception {
        Path disk = Corpus.named("pv-default").disks().get("@d1@");

        scan(disk);
        List<String> usual = List.copyOf(reads);
        reads.clear();
        scan(disk, "devices/md_component_checks=\"full\"");

        assertEquals(List.of("0 PV labels ASYNC", "0 VG metadata header CACHED"), usual);
        assertTrue(reads.get(2).endsWith("dev signatures ASYNC"), "reads: " + reads);
    }

    @ParameterizedTest
    @ValueSource(strings = {"md-1.1", "md-1.2"})
    void aSuperblockAtTheStartCostsNoRead(String name) throws Exception {
        ScannedDevice device = scan(SignatureImages.path(name), "devices/pv_min_size=512");

        assertEquals(
                "component of MD array %s (devices/md_component_detection)"
                        .formatted(name.substring(3)),
                words(device));
        assertEquals(List.of("0 PV labels ASYNC"), reads);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lvm1-v1", "lvm1-v2"})
    void aVolumeOfLvm1IsReadAndSaidToBeOld(String name) throws Exception {
        ScannedDevice device = scan(SignatureImages.path(name), "devices/pv_min_size=512");

        Lvm1Volume volume = device.lvm1().orElseThrow();
        assertEquals(
                "LVM1 physical volume of VG %s; lvm2 no longer reads these"
                        .formatted(volume.label().vgName()),
                words(device));
        assertFalse(volume.metadata().orElseThrow().logicalVolumes().isEmpty());
        assertEquals(
                4,
                reads.stream().filter(read -> read.contains("LVM1 metadata")).count(),
                "" + reads);
    }

    @Test
    void aDeviceOfAPoolIsSaidToBeOld() throws Exception {
        ScannedDevice device = scan(SignatureImages.path("pool"), "devices/pv_min_size=512");

        assertEquals(
                "device 2 of subpool 1 of GFS pool pool0; lvm2 no longer reads these",
                words(device));
        assertEquals("pool0", device.pool().orElseThrow().name());
        assertEquals(List.of("0 PV labels ASYNC", "0 pool metadata CACHED"), reads);
    }
}
