package org.devio.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.devio.config.ConfigParser;
import org.devio.config.ConfigTree;
import org.devio.config.DeviceFilter;
import org.devio.config.LvmConf;
import org.devio.format.LvmFormatException;
import org.devio.metadata.PhysicalVolume;
import org.devio.metadata.VolumeGroup;
import org.devio.report.internal.LvRelations;
import org.devio.report.internal.LvView;

/** Readers of text. */
final class TextTargets {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final List<String> NAMES = List.of("/dev/sda", "/dev/disk/by-id/wwn-0x5");

    /**
     * In a chain of snapshots each has all before it as ancestors: to list them takes the square.
     */
    private static final int FEW = 100;

    private TextTargets() {}

    static void config(Input input) throws LvmFormatException {
        ConfigParser.parse(input.bytes());
    }

    /** What was read can be reported and written, and says the same when it is read again. */
    static void metadata(Input input) throws LvmFormatException {
        VolumeGroup group = VolumeGroup.parse(input.bytes());
        String disk = text(group.toDiskText());
        String backup = text(group.toBackupText(group.header(), UTC));
        demandSame(disk, text(again(disk).toDiskText()));
        demandSame(backup, text(again(backup).toBackupText(group.header(), UTC)));
        demandViews(group);
    }

    private static void demandViews(VolumeGroup group) {
        for (LvView view : LvRelations.of(group, PhysicalVolume::isMissing).views()) {
            if (view.attributes().length() != 10) {
                throw new AssertionError("attributes " + view.attributes());
            }
            view.roleWords();
            if (group.logicalVolumes().size() <= FEW) {
                view.ancestors();
                view.descendants();
            }
            view.modules();
        }
    }

    static void lvmConf(Input input) throws LvmFormatException {
        LvmConf conf = LvmConf.of(ConfigTree.empty().with("lvm.conf", input.bytes()));
        conf.settings();
        conf.filter().accepts(NAMES);
        conf.preferredName(NAMES);
        conf.deviceTypes();
        conf.minimumDeviceBytes();
        conf.useAio();
    }

    /** Each line is a pattern. */
    static void filter(Input input) throws LvmFormatException {
        List<String> patterns = new String(input.bytes(), StandardCharsets.UTF_8).lines().toList();
        DeviceFilter.of(patterns).accepts(NAMES);
    }

    private static VolumeGroup again(String text) {
        try {
            return VolumeGroup.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (LvmFormatException e) {
            throw new AssertionError("written so that it cannot be read: " + text, e);
        }
    }

    private static void demandSame(String first, String second) {
        if (!first.equals(second)) {
            throw new AssertionError("written " + first + "\nand again " + second);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
