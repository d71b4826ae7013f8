package org.devio.format;

/**
 * Why a sector that looks like a label was passed over.
 *
 * @param sector where it stands; 0 to 3
 * @param reason the kind of trouble
 * @param message the trouble in words, without the name of the device; fit to be printed
 */
public record LabelNote(int sector, Reason reason, String message) {
    /** Makes the message printable, since it may quote the disk. */
    public LabelNote {
        message = Printable.of(message);
    }

    /** Kinds of trouble with a label. */
    public enum Reason {
        /** The label says that it belongs to another sector. */
        WRONG_SECTOR,
        /** The checksum over the label does not match. */
        BAD_CHECKSUM,
        /** The type says LVM2 but the magic {@code LABELONE} is gone. lvm2 takes such a label. */
        ID_DESTROYED,
        /** A good label of something else than LVM2. */
        UNKNOWN_TYPE,
        /** A label was already found in an earlier sector. */
        ADDITIONAL,
        /** Label and checksum are good but what the label holds is not. No later sector counts. */
        MALFORMED
    }
}
