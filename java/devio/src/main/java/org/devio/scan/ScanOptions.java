package org.devio.scan;

import java.util.Objects;
import org.devio.config.LvmConf;

/**
 * What a scan looks at.
 *
 * @param settings filters, smallest size and the kinds of component that are passed over
 * @param devices what the kernel says of block devices before they are opened
 */
public record ScanOptions(LvmConf settings, SystemDevices devices) {
    /** Checks that nothing is null. */
    public ScanOptions {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(devices, "devices");
    }

    /**
     * The settings of an lvm.conf on this machine.
     *
     * @param settings such as {@link LvmSettings} reads them
     */
    public static ScanOptions of(LvmConf settings) {
        return new ScanOptions(settings, SystemDevices.of(settings));
    }

    /** What lvm2 does without any lvm.conf. */
    public static ScanOptions defaults() {
        return of(LvmConf.defaults());
    }
}
