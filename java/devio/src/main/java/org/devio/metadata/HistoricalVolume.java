package org.devio.metadata;

import java.util.List;
import java.util.Optional;
import org.devio.format.LvmUuid;

/**
 * A thin volume that was removed and is remembered, so that its snapshots still have ancestors.
 * Where lvm2 names one among logical volumes, a dash stands before its name.
 *
 * @param name name it had in its volume group, without a dash
 * @param id UUID it had
 * @param creationTime seconds since 1970-01-01T00:00Z; 0 if not said
 * @param removalTime likewise
 * @param origin the volume it was a snapshot of; with a dash if that is historical too
 * @param descendants its snapshots; with a dash if historical
 */
public record HistoricalVolume(
        String name,
        LvmUuid id,
        long creationTime,
        long removalTime,
        Optional<String> origin,
        List<String> descendants) {

    /** Keeps a copy of the list. */
    public HistoricalVolume {
        descendants = List.copyOf(descendants);
    }
}
