package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Names of volume groups and logical volumes: {@code [A-Za-z0-9._+-]+}, 1 to 127 of them. */
public final class LvmName {
    /** How much of a metadata text {@link #probe} looks at. */
    public static final int PROBE_BYTES = 128;

    private static final int LONGEST = 127;

    private LvmName() {}

    /**
     * Reads the name of the volume group at the head of a metadata text, before the text is seen to
     * be whole. A place on disk that does not begin with a name holds no metadata.
     *
     * @param text the text, or its first {@link #PROBE_BYTES}, from index 0 to the limit
     * @return the name; empty if there is none
     */
    public static Optional<String> probe(ByteBuffer text) {
        int most = Math.min(text.limit(), PROBE_BYTES);
        int length = 0;
        while (length < most && !endsName(text.get(length))) {
            length++;
        }
        byte[] name = new byte[length];
        text.get(0, name);
        return Optional.of(new String(name, StandardCharsets.ISO_8859_1)).filter(LvmName::isValid);
    }

    /**
     * Whether a volume group or logical volume may have this name.
     *
     * @param name the name
     * @return false if it has other characters, begins with a dash, is empty, too long, . or ..
     */
    public static boolean isValid(String name) {
        if (name.isEmpty()
                || name.length() > LONGEST
                || name.charAt(0) == '-'
                || name.equals(".")
                || name.equals("..")) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isAllowed(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || "._+-".indexOf(c) >= 0;
    }

    private static boolean endsName(byte b) {
        return b == 0 || b == '{' || b == ' ' || b >= '\t' && b <= '\r';
    }
}
