package org.devio.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Text in a field of fixed size: it ends at the first zero byte, or with the field. */
final class FixedText {
    private FixedText() {}

    /** Reads UTF-8; what is none becomes U+FFFD. The field must lie inside {@code bytes}. */
    static String at(ByteBuffer bytes, int at, int size) {
        int length = 0;
        while (length < size && bytes.get(at + length) != 0) {
            length++;
        }
        byte[] text = new byte[length];
        bytes.get(at, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
