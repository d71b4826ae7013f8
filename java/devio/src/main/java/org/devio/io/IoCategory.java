package org.devio.io;

/**
 * Why an I/O is made. The ten categories of lvm2 with its display strings; they go into messages,
 * statistics and the choice of the stream whose last block is kept.
 */
public enum IoCategory {
    /** Superblocks and magic numbers of other subsystems: MD, swap, LUKS, partition tables. */
    SIGNATURES("dev signatures"),
    /** The first sectors of a device, where a PV label stands. */
    LABEL("PV labels"),
    /** Header of a device's first metadata area. */
    MDA_HEADER("VG metadata header"),
    /** Text in a device's first metadata area, and configuration files. */
    MDA_CONTENT("VG metadata content"),
    /** Header of any further metadata area. */
    EXTRA_MDA_HEADER("extra VG metadata header"),
    /** Text in any further metadata area. */
    EXTRA_MDA_CONTENT("extra VG metadata content"),
    /** LVM1 descriptors and maps. */
    LVM1("LVM1 metadata"),
    /** GFS pool labels. */
    POOL("pool metadata"),
    /** Contents of a logical volume. */
    LV("LV content"),
    /** Log records. */
    LOG("logging");

    private final String displayString;

    IoCategory(String displayString) {
        this.displayString = displayString;
    }

    /** lvm2's words for it, as they stand in messages after "for". */
    public String displayString() {
        return displayString;
    }

    /** Whether its last block is kept apart from all others', as that of a second metadata area. */
    boolean isExtra() {
        return this == EXTRA_MDA_HEADER || this == EXTRA_MDA_CONTENT;
    }

    @Override
    public String toString() {
        return displayString;
    }
}
