package org.devio.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What stands before the text of a {@link DeviceLog}'s record: its number in 16 hexadecimal digits,
 * and in 8 the CRC32C of all bytes of the record but these 8; a space behind either.
 *
 * @param number negative if there is no head
 * @param isWhole whether the checksum is right
 */
record LogRecordHead(long number, boolean isWhole) {
    static final int BYTES = 26;

    /** Above all numbers of records, so that there is always a next one. */
    static final long NUMBERS = Long.MAX_VALUE;

    private static final int CRC_AT = 17;
    private static final int CRC_END = 25;
    private static final Pattern FORM = Pattern.compile("([0-7][0-9a-f]{15}) ([0-9a-f]{8}) ");
    private static final LogRecordHead NONE = new LogRecordHead(-1, false);

    static LogRecordHead of(ByteBuffer record) {
        byte[] bytes = new byte[record.remaining()];
        record.get(record.position(), bytes);
        Matcher head = FORM.matcher(new String(bytes, 0, BYTES, StandardCharsets.ISO_8859_1));
        if (!head.matches()) {
            return NONE;
        }
        long number = Long.parseLong(head.group(1), 16);
        return number == NUMBERS
                ? NONE
                : new LogRecordHead(number, head.group(2).equals(checksum(bytes)));
    }

    /** Writes a head over the first bytes of a record that is otherwise complete. */
    static void put(long number, byte[] record) {
        put("%016x ".formatted(number), record, 0);
        put(checksum(record) + " ", record, CRC_AT);
    }

    private static void put(String text, byte[] record, int at) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, record, at, bytes.length);
    }

    private static String checksum(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record, 0, CRC_AT);
        crc.update(record, CRC_END, record.length - CRC_END);
        return "%08x".formatted(crc.getValue());
    }
}
