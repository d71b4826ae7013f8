package org.devio.volume;

import java.io.IOException;

/**
 * A logical volume none of whose bytes can be had, or not for certain. The message says which
 * volume, and which of its images, physical volumes and states is to blame.
 */
public final class UnreadableVolumeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String volume;
    private final String reason;

    UnreadableVolumeException(String volume, String reason) {
        super(volume + ": " + reason);
        this.volume = volume;
        this.reason = reason;
    }

    /** The volume, as {@code vg/lv}. */
    public String volume() {
        return volume;
    }

    /** What is wrong: the message without the name of the volume. */
    public String reason() {
        return reason;
    }
}
