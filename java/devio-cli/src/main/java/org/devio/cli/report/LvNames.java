package org.devio.cli.report;

import org.devio.metadata.SegmentLayout;

/** The names and paths under which a logical volume is known. */
final class LvNames {
    private LvNames() {}

    static String full(LvEntry lv) {
        return lv.vg().name() + "/" + lv.volume().name();
    }

    /** Where users find it; empty for those that are not for them. */
    static String path(LvEntry lv) {
        boolean isForUsers =
                lv.volume().isVisible() && !(lv.layout() instanceof SegmentLayout.ThinPool);
        return isForUsers ? "/dev/" + lv.vg().name() + "/" + lv.volume().name() : "";
    }

    /** Where the kernel's device would be; a dash in a name is doubled there. */
    static String deviceMapperPath(LvEntry lv) {
        return "/dev/mapper/" + escaped(lv.vg().name()) + "-" + escaped(lv.volume().name());
    }

    private static String escaped(String name) {
        return name.replace("-", "--");
    }
}
