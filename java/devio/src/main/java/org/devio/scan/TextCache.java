package org.devio.scan;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.devio.format.LvmFormatException;
import org.devio.format.TextLocation;
import org.devio.metadata.VolumeGroup;

/**
 * Metadata texts that were parsed already. Every physical volume of a group holds the same text,
 * and from scan to scan few change; a text of the same bytes is not parsed again.
 */
final class TextCache {
    /** A text whose checksum was right, and the group it describes. */
    record Text(byte[] bytes, VolumeGroup group) {
        private boolean consistsOf(ByteBuffer... parts) {
            int at = 0;
            for (ByteBuffer part : parts) {
                if (!ByteBuffer.wrap(bytes, at, part.limit()).equals(part.duplicate().rewind())) {
                    return false;
                }
                at += part.limit();
            }
            return true;
        }
    }

    /** By checksum, and length in the low half. */
    private final Map<Long, Text> met = new HashMap<>();

    private final Map<Long, Text> before;

    /** A cache that has met nothing yet, but knows what another one met before it. */
    TextCache(Map<Long, Text> before) {
        this.before = before;
    }

    /** The texts that were met. */
    Map<Long, Text> met() {
        return met;
    }

    /**
     * The volume group that a text describes.
     *
     * @param parts what was read from each extent of {@code location}
     * @throws LvmFormatException if the text is not what its checksum says, or breaks its grammar
     */
    VolumeGroup read(TextLocation location, ByteBuffer... parts) throws LvmFormatException {
        long key = (long) location.checksum() << Integer.SIZE | location.length();
        Text known = met.getOrDefault(key, before.get(key));
        if (known == null || !known.consistsOf(parts)) {
            location.verify(parts);
            byte[] bytes = location.join(parts);
            known = new Text(bytes, VolumeGroup.parse(bytes));
        }
        met.put(key, known);
        return known.group();
    }
}
