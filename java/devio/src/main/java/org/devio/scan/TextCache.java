package org.devio.scan;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.devio.format.LvmFormatException;
import org.devio.format.TextLocation;
import org.devio.metadata.VolumeGroup;

/**
 * Metadata texts that were parsed already. Every physical volume of a group holds the same text, so
 * a text of equal checksum and length is checked and not parsed again.
 */
final class TextCache {
    /** By checksum, and length in the low half. */
    private final Map<Long, VolumeGroup> parsed = new HashMap<>();

    /**
     * The volume group that a text describes.
     *
     * @param parts the bytes of each extent of {@code location}
     * @throws LvmFormatException if the checksum does not match or the text cannot be understood
     */
    VolumeGroup read(TextLocation location, ByteBuffer... parts) throws LvmFormatException {
        location.verify(parts);
        long key = (long) location.checksum() << Integer.SIZE | location.length();
        VolumeGroup known = parsed.get(key);
        if (known == null) {
            known = VolumeGroup.parse(location.join(parts));
            parsed.put(key, known);
        }
        return known;
    }
}
