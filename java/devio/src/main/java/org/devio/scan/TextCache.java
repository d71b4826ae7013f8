package org.devio.scan;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.devio.format.LvmFormatException;
import org.devio.format.TextLocation;
import org.devio.metadata.VolumeGroup;

/**
 * Metadata texts that were parsed already. Every physical volume of a group holds the same text,
 * and from scan to scan few change, so a text of equal checksum and length is checked and not
 * parsed again.
 */
final class TextCache {
    /** What tells texts apart. */
    record Key(int checksum, int length) {}

    private final Map<Key, VolumeGroup> parsed = new HashMap<>();
    private final Map<Key, VolumeGroup> before;

    /** A cache that has met nothing yet, but knows what another one met before it. */
    TextCache(Map<Key, VolumeGroup> before) {
        this.before = before;
    }

    /** The texts that were met. */
    Map<Key, VolumeGroup> parsed() {
        return parsed;
    }

    /**
     * The volume group that a text describes.
     *
     * @param parts the bytes of each extent of {@code location}
     * @throws LvmFormatException if the checksum does not match or the text cannot be understood
     */
    VolumeGroup read(TextLocation location, ByteBuffer... parts) throws LvmFormatException {
        location.verify(parts);
        Key key = new Key(location.checksum(), location.length());
        VolumeGroup known = parsed.getOrDefault(key, before.get(key));
        if (known == null) {
            known = VolumeGroup.parse(location.join(parts));
        }
        parsed.put(key, known);
        return known;
    }
}
