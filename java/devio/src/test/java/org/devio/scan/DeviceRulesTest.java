package org.devio.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.devio.config.ConfigTree;
import org.devio.config.LvmConf;
import org.devio.format.LvmFormatException;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passes over devices of a machine that exists in a folder only. */
class DeviceRulesTest {
    private static final String SECTORS = "size";

    @TempDir Path root;

    @BeforeEach
    void thereIsOneDiskThatIsAsItShouldBe() throws IOException {
        disk("sda", "8:0");
    }

    private void disk(String name, String number) throws IOException {
        Path device = Files.createDirectories(root.resolve("sys/block").resolve(name));
        Files.createDirectories(root.resolve("sys/dev/block"));
        Files.createDirectories(device.resolve("holders"));
        Files.createSymbolicLink(root.resolve("sys/dev/block").resolve(number), device);
        said(name, SECTORS, "8192");
        said(name, "removable", "0");
        node(name, number);
    }

    private void node(String name, String number) throws IOException {
        Path node = root.resolve("dev").resolve(name);
        Files.createDirectories(node.getParent());
        Files.writeString(node, number);
    }

    private void said(String device, String file, String text) throws IOException {
        Path path = root.resolve("sys/block").resolve(device).resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }

    private SystemDevices devices(LvmConf settings) {
        return new SystemDevices(
                root.resolve("proc"),
                root.resolve("sys"),
                root.resolve("dev"),
                settings,
                DeviceRulesTest::number);
    }

    /** Here a node holds the number of its device. */
    private static Optional<String> number(Path node) {
        try {
            return Optional.of(Files.readString(node)).filter(text -> text.contains(":"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private LvmConf settings(String... options) throws LvmFormatException {
        ConfigTree tree =
                ConfigTree.empty().withOption("devices/scan=\"" + root.resolve("dev") + "\"");
        for (String option : options) {
            tree = tree.withOption(option);
        }
        return LvmConf.of(tree);
    }

    private String objection(String node, String... options) throws LvmFormatException {
        LvmConf settings = settings(options);
        return new DeviceRules(new ScanOptions(settings, devices(settings)))
                .objection(root.resolve("dev").resolve(node))
                .orElse("none");
    }

    @Test
    void aDiskAgainstWhichNothingSpeaksIsRead() throws Exception {
        assertEquals("none", objection("sda"));
    }

    @Test
    void aFilterRejectsByName() throws Exception {
        assertEquals(
                "not read: rejected by devices/filter (--config)",
                objection("sda", "devices/filter=\"r|/sda$|\""));
        assertEquals(
                "not read: rejected by devices/global_filter (--config)",
                objection("sda", "devices/global_filter=[\"a|/sdb|\",\"r|.*|\"]"));
    }

    @Test
    void oneNameThatIsAcceptedIsEnough() throws Exception {
        node("disk/by-id/wwn-1", "8:0");

        assertEquals("none", objection("sda", "devices/filter=[\"a|by-id/wwn-1$|\",\"r|.*|\"]"));
    }

    @Test
    void aReaderWithoutACardIsNotOpened() throws Exception {
        said("sda", SECTORS, "0");
        said("sda", "removable", "1");

        assertEquals("not read: no medium", objection("sda"));
    }

    @Test
    void whatIsTooSmallIsNotOpened() throws Exception {
        said("sda", SECTORS, "4095");

        assertEquals(
                "not read: 2096640 bytes: too small for a physical volume, at least 2097152"
                        + " (devices/pv_min_size)",
                objection("sda"));
        assertEquals("none", objection("sda", "devices/pv_min_size=1024"));
    }

    @Test
    void aPathOfAMultipathDeviceIsLeftToIt() throws Exception {
        said("sda", "holders/dm-3/dm/uuid", "mpath-3600");

        assertEquals(
                "not read: path of multipath device dm-3 (devices/multipath_component_detection)",
                objection("sda"));
        assertEquals("none", objection("sda", "devices/multipath_component_detection=0"));
    }

    @Test
    void aPartitionOfAPathIsLeftToTheMultipathDevice() throws Exception {
        said("sda", "holders/dm-3/dm/uuid", "mpath-3600");
        said("sda", "sda1/partition", "1");
        said("sda", "sda1/size", "8192");
        Files.createSymbolicLink(
                root.resolve("sys/dev/block/8:1"), root.resolve("sys/block/sda/sda1"));
        node("sda1", "8:1");

        assertEquals(
                "not read: path of multipath device dm-3 (devices/multipath_component_detection)",
                objection("sda1"));
    }

    @Test
    void aDiskUnderLogicalVolumesIsRead() throws Exception {
        said("sda", "holders/dm-0/dm/uuid", "LVM-abc");

        assertEquals("none", objection("sda"));
    }

    @Test
    void aComponentOfARunningArrayIsLeftToIt() throws Exception {
        said("sda", "holders/md127/md/level", "raid1");

        assertEquals(
                "not read: component of MD array md127 (devices/md_component_detection)",
                objection("sda"));
        assertEquals("none", objection("sda", "devices/md_component_detection=0"));
    }

    private void kernelLists(String... lines) throws IOException {
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(
                root.resolve("proc/partitions"),
                "major minor  #blocks  name\n\n" + String.join("\n", lines) + "\n");
    }

    @Test
    void whatTheKernelsListSaysSysfsIsNotAskedFor() throws Exception {
        said("sda", SECTORS, "unread");
        said("sda", "holders/dm-3/dm/uuid", "mpath-3600");

        kernelLists("   7        0          4 loop0", "   8        0       2048 sda");
        assertEquals("none", objection("sda"));

        kernelLists("   8        0       2047 sda");
        assertEquals(
                "not read: 2096128 bytes: too small for a physical volume, at least 2097152"
                        + " (devices/pv_min_size)",
                objection("sda"));
    }

    @Test
    void whereSomethingCanHoldADiskSysfsIsAskedForIt() throws Exception {
        said("sda", "holders/dm-3/dm/uuid", "mpath-3600");

        kernelLists("   8        0       2048 sda", " 253        3       2048 dm-3");

        assertEquals(
                "not read: path of multipath device dm-3 (devices/multipath_component_detection)",
                objection("sda"));
    }

    @Test
    void aSuspendedDeviceIsPassedOverIfAskedFor() throws Exception {
        said("sda", "dm/suspended", "1");

        assertEquals("none", objection("sda"));
        assertEquals(
                "not read: suspended (devices/ignore_suspended_devices)",
                objection("sda", "devices/ignore_suspended_devices=1"));
    }

    @Test
    void whatSysfsDoesNotListIsNotOpened() throws Exception {
        node("sdz", "8:240");

        assertEquals("not read: sysfs does not list it (devices/sysfs_scan)", objection("sdz"));
        assertEquals("none", objection("sdz", "devices/sysfs_scan=0"));
    }

    @Test
    void whatIsRuledOutIsARowThatCostsNoRead() throws Exception {
        Path image = Files.write(root.resolve("disk.img"), new byte[4 << 20]);
        List<String> reads = new ArrayList<>();
        IoConfig config =
                IoConfig.defaults().withTrace((p, w, offset, l, c, m) -> reads.add(p.toString()));

        ScanReport report;
        try (IoContext context = IoContext.open(config)) {
            report =
                    new LvmScanner(context)
                            .scan(
                                    List.of(image),
                                    ScanOptions.of(settings("devices/filter=\"r|.*|\"")));
        }

        assertEquals(List.of(), reads);
        assertEquals(
                "[" + image + ": not read: rejected by devices/filter (--config)]",
                report.problems().toString());
        assertEquals(Problem.Severity.NOTE, report.problems().get(0).severity());
    }

    @Test
    void partitionsFollowTheirDisk() throws Exception {
        said("sda", "sda1/partition", "1");
        said("sda", "sda1/size", "8192");
        node("sda1", "8:1");
        Files.createDirectories(root.resolve("sys/block/sda/queue"));
        disk("sdb", "8:16");

        assertEquals(List.of("sda", "sda1", "sdb"), listed(settings()));
    }

    @Test
    void aReaderWithoutACardAndWhatHasNoNodeAreNotListed() throws Exception {
        disk("sdc", "8:32");
        said("sdc", SECTORS, "0");
        disk("loop9", "7:9");
        Files.delete(root.resolve("dev/loop9"));

        assertEquals(List.of("sda"), listed(settings()));
    }

    @Test
    void aNameMayHaveASlash() throws Exception {
        disk("cciss!c0d0", "104:0");
        node("cciss/c0d0", "104:0");

        assertEquals(List.of("cciss/c0d0", "sda"), listed(settings()));
    }

    @Test
    void aPreferredNameStandsForTheDevice() throws Exception {
        node("mapper/data", "8:0");

        assertEquals(
                List.of("mapper/data"),
                listed(settings("devices/preferred_names=\"^" + root + "/dev/mapper/\"")));
    }

    private List<String> listed(LvmConf settings) throws IOException {
        return devices(settings).list().stream()
                .map(node -> root.resolve("dev").relativize(node).toString())
                .toList();
    }

    @Test
    void aDiskThatGoesWhileDisksAreListedIsLeftOutAndTheRestIsListed() throws IOException {
        // Its name is there still, and what it names is not.
        Files.createSymbolicLink(root.resolve("sys/block/sdb"), root.resolve("sys/gone"));
        disk("sdc", "8:32");

        List<Path> listed = devices(LvmConf.defaults()).list();

        assertEquals(List.of(root.resolve("dev/sda"), root.resolve("dev/sdc")), listed);
    }
}
