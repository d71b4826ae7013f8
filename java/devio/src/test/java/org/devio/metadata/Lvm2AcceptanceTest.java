package org.devio.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.devio.testing.Corpus;
import org.devio.testing.Lvm2;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lvm2 of this machine takes what we write, and writes the same. */
class Lvm2AcceptanceTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final long DISK_BYTES = 2L << 30;

    @BeforeAll
    static void lvm2IsHere() {
        String why = Lvm2.whyUnavailable();
        assumeTrue(why.isEmpty(), why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"every", "vdo"})
    void groupIsRestoredFromOurBackupText(String name, @TempDir Path folder) throws Exception {
        VolumeGroup group = VolumeGroup.parse(Files.readAllBytes(Corpus.everyType(name + ".disk")));
        Path ours = folder.resolve("ours.vg");
        Path theirs = folder.resolve("theirs.vg");
        Path onDisk = folder.resolve("disk.vg");
        TextHeader header =
                TextHeader.of("", "devio", "host", "kernel", Optional.empty(), Instant.EPOCH, UTC);
        Files.write(ours, group.toBackupText(header, UTC));

        String device = null;
        try (Lvm2 lvm2 = new Lvm2(folder)) {
            for (PhysicalVolume volume : group.physicalVolumes().values()) {
                device = lvm2.disk(DISK_BYTES);
                String id = volume.id().dashed();
                lvm2.lvm("pvcreate", "-ff", "-y", "--norestorefile", "-u", id, device);
            }
            lvm2.lvm("vgcfgrestore", "--force", "-f", ours.toString(), group.name());
            lvm2.lvm("vgcfgbackup", "-f", theirs.toString(), group.name());
            lvm2.pvck(device);
            lvm2.pvck(device, "--dump", "metadata", "-f", onDisk.toString());
        }
        VolumeGroup backup = VolumeGroup.parse(Files.readAllBytes(theirs));
        VolumeGroup disk = VolumeGroup.parse(Files.readAllBytes(onDisk));

        assertTrue(backup.seqno() > group.seqno(), "written anew");
        assertEquals(group.logicalVolumes().keySet(), backup.logicalVolumes().keySet());
        assertEquals(
                Files.readString(theirs),
                new String(disk.toBackupText(backup.header(), UTC), StandardCharsets.UTF_8));
    }
}
