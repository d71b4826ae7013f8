package org.devio.format;

import java.util.List;
import java.util.Optional;

/**
 * What the first four sectors of a device say.
 *
 * @param label the accepted label; empty if the device is not a physical volume
 * @param notes sectors that looked like labels and were passed over, in order of sector
 */
public record LabelScan(Optional<PvLabel> label, List<LabelNote> notes) {
    /** Keeps a copy of the notes. */
    public LabelScan {
        notes = List.copyOf(notes);
    }
}
