package org.devio.report.internal;

import org.devio.metadata.HistoricalVolume;

/**
 * What reports say of a logical volume that was removed and is remembered.
 *
 * @param vg its group
 * @param volume how the group remembers it
 */
public record HistoryEntry(VgEntry vg, HistoricalVolume volume) {
    /** The name, with the dash that tells it from present ones. */
    public String name() {
        return "-" + volume.name();
    }

    /** The name behind that of its group. */
    public String fullName() {
        return vg.name() + "/" + volume.name();
    }

    /** Where users found it. */
    public String path() {
        return "/dev/" + vg.name() + "/" + volume.name();
    }

    /** Where the kernel's device was. */
    public String deviceMapperPath() {
        return LvView.deviceMapperPath(vg.name(), volume.name());
    }
}
