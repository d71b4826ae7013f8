package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** UUIDs of RFC 4122, which are 16 bytes in the order in which they are written. */
final class Uuids {
    private Uuids() {}

    /** The usual form of 36 characters. The 16 bytes must lie inside {@code bytes}. */
    static String dashed(ByteBuffer bytes, int at) {
        ByteBuffer uuid = bytes.slice(at, 16).order(ByteOrder.BIG_ENDIAN);
        return new UUID(uuid.getLong(0), uuid.getLong(8)).toString();
    }

    static boolean isNil(ByteBuffer bytes, int at) {
        return bytes.getLong(at) == 0 && bytes.getLong(at + 8) == 0;
    }
}
