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
}
