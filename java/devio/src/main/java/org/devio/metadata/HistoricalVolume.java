package org.devio.metadata;

import java.util.List;
import java.util.Optional;
import org.devio.format.LvmUuid;

/**
 * A thin volume that was removed and is remembered, so that its snapshots still have ancestors.
 * Where lvm2 names one among logical volumes, a dash stands before its name.
 */
public final class HistoricalVolume {
    private final String name;
    private final LvmUuid id;
    private final long creationTime;
    private final long removalTime;
    private final Optional<String> origin;
    private final List<String> descendants;

    HistoricalVolume(
            String name,
            LvmUuid id,
            long creationTime,
            long removalTime,
            Optional<String> origin,
            List<String> descendants) {
        this.name = name;
        this.id = id;
        this.creationTime = creationTime;
        this.removalTime = removalTime;
        this.origin = origin;
        this.descendants = List.copyOf(descendants);
    }

    /** Name it had in its volume group, without a dash. */
    public String name() {
        return name;
    }

    /** UUID it had. */
    public LvmUuid id() {
        return id;
    }

    /** When it was made, seconds since 1970-01-01T00:00Z; 0 if not said. */
    public long creationTime() {
        return creationTime;
    }

    /** When it was removed, likewise. */
    public long removalTime() {
        return removalTime;
    }

    /** The volume it was a snapshot of; with a dash if that is historical too. */
    public Optional<String> origin() {
        return origin;
    }

    /** Its snapshots; with a dash if historical. */
    public List<String> descendants() {
        return descendants;
    }

    private List<Object> parts() {
        return List.of(name, id, creationTime, removalTime, origin, descendants);
    }

    /** Whether the metadata says the same of both. */
    @Override
    public boolean equals(Object other) {
        return other instanceof HistoricalVolume that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** Its kind and name. */
    @Override
    public String toString() {
        return "historical LV " + name;
    }
}
