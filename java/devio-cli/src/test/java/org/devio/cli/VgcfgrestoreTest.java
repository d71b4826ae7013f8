package org.devio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.devio.metadata.VolumeGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lvm2 of this machine restores groups from what {@code devio vgcfgbackup} writes. */
class VgcfgrestoreTest {
    private static final String CONFIG =
            """
            devices {
                obtain_device_list_from_udev = 0
                external_device_info_source = "none"
                hints = "none"
                use_devicesfile = 0
                global_filter = [ "a|^/dev/loop|", "r|.*|" ]
            }
            global { locking_dir = "%s" use_lvmpolld = 0 event_activation = 0 notify_dbus = 0 }
            backup { backup = 0 archive = 0 }
            """;

    @TempDir private Path folder;

    private final List<String> loops = new ArrayList<>();

    @BeforeAll
    static void lvm2AndLoopDevicesAreHere() {
        assumeTrue("root".equals(System.getProperty("user.name")), "loop devices need root");
        assumeTrue(Programs.whyWithout("lvm").isEmpty(), Programs.whyWithout("lvm"));
        assumeTrue(Files.exists(Path.of("/dev/loop-control")), "there is no /dev/loop-control");
    }

    @AfterEach
    void detach() throws Exception {
        for (String loop : loops) {
            run("losetup", "--detach", loop);
        }
    }

    /** {@code vg-allseg} has thin volumes, raid, mirrors, snapshots and caches. */
    @ParameterizedTest
    @CsvSource({
        "vg-lin, vg1",
        "vg-allseg, vg",
        "vg-mdacmix, vg1",
        "vg-wrap, vg1",
        "history, every"
    })
    void groupIsRestoredFromABackup(String name, String group) throws Exception {
        List<Path> disks =
                name.equals("history") ? EveryType.devicesOf(name) : Images.devicesOf(name);
        Path backup = folder.resolve("backup");
        List<Path> copies = copies(disks);

        Cli made = Cli.run("vgcfgbackup", group, "-f", backup, disks);
        assertEquals(0, made.exitCode(), made.err());
        attach(copies);
        lvm("vgcfgrestore", "--test", "--force", "-f", backup.toString(), group);
        lvm("vgcfgrestore", "--force", "-f", backup.toString(), group);

        VolumeGroup before = VolumeGroup.parse(Files.readAllBytes(backup));
        Path after = folder.resolve("after");
        Cli.run("vgcfgbackup", group, "-f", after, copies);
        VolumeGroup restored = VolumeGroup.parse(Files.readAllBytes(after));
        assertEquals(before.seqno() + 1, restored.seqno(), "written anew, once");
        assertEquals(before.logicalVolumes().keySet(), restored.logicalVolumes().keySet());
        assertEquals(lvs(disks), lvs(copies), "reports of the volumes");
    }

    @Test
    void lvm2ListsTheBackup() throws Exception {
        Path backup = folder.resolve("backup");
        Cli.run("vgcfgbackup", "vg1", "-f", backup, Images.folderOf("vg-lin"));

        String listed = lvm("vgcfgrestore", "--list", "-f", backup.toString());

        assertTrue(listed.contains("devio vgcfgbackup"), listed);
    }

    private List<Path> copies(List<Path> disks) throws Exception {
        List<Path> copies = new ArrayList<>();
        for (Path disk : disks) {
            Path copy = folder.resolve("copy" + copies.size() + ".img");
            run("cp", "--sparse=always", disk.toString(), copy.toString());
            copies.add(copy);
        }
        return copies;
    }

    private void attach(List<Path> images) throws Exception {
        for (Path image : images) {
            loops.add(run("losetup", "--find", "--show", image.toString()).strip());
        }
    }

    private static String lvs(List<Path> disks) {
        return Cli.run("lvs", "-a", "-o", "name,uuid,attr,size,layout,seg_count", disks).out();
    }

    private String lvm(String... arguments) throws Exception {
        Files.writeString(folder.resolve("lvm.conf"), CONFIG.formatted(folder));
        List<String> words = new ArrayList<>(List.of("lvm", arguments[0], "--driverloaded", "n"));
        if (!loops.isEmpty()) {
            words.addAll(List.of("--devices", String.join(",", loops)));
        }
        words.addAll(List.of(arguments).subList(1, arguments.length));
        return run(words.toArray(String[]::new));
    }

    private String run(String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("LVM_SYSTEM_DIR", folder.toString());
        builder.environment().put("LVM_SUPPRESS_FD_WARNINGS", "1");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), String.join(" ", words) + "\n" + said);
        return said;
    }
}
