package org.devio.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.devio.engine.Errno;

/**
 * A log of records of one size on a device or file that nobody else writes, from its start to
 * {@link Device#writeEnd}. Nothing goes through the page cache, so that it can be written while the
 * disk that holds {@code /var} is suspended. A record is UTF-8 text padded with spaces; its last
 * byte is a newline. {@code less} shows it.
 *
 * <p>Behind the newest record stands a blank one, written along with it, at which {@link #open}
 * finds the place to go on. Any thread may append; each waits for the device.
 */
public final class DeviceLog implements AutoCloseable {
    /** Bytes of a record unless told: a whole block on every disk. */
    public static final int RECORD_BYTES = 4096;

    private static final int SCAN_BYTES = 1 << 20;

    private final Device device;
    private final int recordBytes;
    private final WhenFull whenFull;
    private final long records;

    /** Record to write next; {@link #records} if the log is full. */
    private long next;

    /** What to do behind the last record. */
    public enum WhenFull {
        /** Fail, and keep what is there. */
        FAIL,
        /** Go on at the start, over the oldest records. */
        WRAP
    }

    private DeviceLog(Device device, int recordBytes, WhenFull whenFull) {
        if (recordBytes < 1 || recordBytes % device.logicalBlockSize() != 0) {
            throw new IllegalArgumentException(
                    "%s: records of %d bytes are not whole blocks of %d"
                            .formatted(device, recordBytes, device.logicalBlockSize()));
        }
        this.device = device;
        this.recordBytes = recordBytes;
        this.whenFull = whenFull;
        this.records = device.writeEnd() / recordBytes;
        if (records < 2) {
            throw new IllegalArgumentException(
                    "%s: no room for two records of %d bytes".formatted(device, recordBytes));
        }
    }

    /**
     * Begins a log at the start of a device, over whatever is there.
     *
     * @param device open for writing; the log closes it
     * @param recordBytes a multiple of the logical block size
     * @throws DeviceIoException if the device fails
     */
    public static DeviceLog create(Device device, int recordBytes, WhenFull whenFull)
            throws DeviceIoException {
        DeviceLog log = new DeviceLog(device, recordBytes, whenFull);
        device.write(0, log.blank(1), IoCategory.LOG);
        return log;
    }

    /**
     * Goes on with a log, behind its newest record. A device that begins with zeros holds an empty
     * one. All records up to there are read.
     *
     * @param device open for writing; the log closes it
     * @param recordBytes those it was begun with
     * @throws DeviceIoException if the device fails, or begins with neither records nor zeros
     */
    public static DeviceLog open(Device device, int recordBytes, WhenFull whenFull)
            throws DeviceIoException {
        DeviceLog log = new DeviceLog(device, recordBytes, whenFull);
        log.next = log.findEnd();
        return log;
    }

    private long findEnd() throws DeviceIoException {
        int perPiece = Math.max(1, SCAN_BYTES / recordBytes);
        for (long at = 0; at < records; at += perPiece) {
            int count = (int) Math.min(perPiece, records - at);
            ByteBuffer piece = device.read(at * recordBytes, count * recordBytes, IoCategory.LOG);
            for (int i = 0; i < count; i++) {
                ByteBuffer record = piece.slice(i * recordBytes, recordBytes);
                if (isBlank(record)) {
                    return at + i;
                }
                if (record.get(recordBytes - 1) != '\n') {
                    throw new DeviceIoException(
                            device.path(),
                            "record %d of %d bytes is none of a log".formatted(at + i, recordBytes),
                            0);
                }
            }
        }
        return records;
    }

    private static boolean isBlank(ByteBuffer record) {
        int last = record.limit() - 1;
        byte filler = record.get(0);
        boolean mark = filler == ' ' && record.get(last) == '\n';
        boolean untouched = filler == 0 && record.get(last) == 0;
        if (!mark && !untouched) {
            return false;
        }
        for (int i = 1; i < last; i++) {
            if (record.get(i) != filler) {
                return false;
            }
        }
        return true;
    }

    /**
     * Appends a text, in as many records as it takes. White space at its end is left out, and of
     * blank texts nothing is written.
     *
     * @throws DeviceIoException if the device fails; or ENOSPC, and nothing of the text has been
     *     written, if there is no room for all of it
     */
    public synchronized void append(String text) throws DeviceIoException {
        byte[] bytes = text.stripTrailing().getBytes(StandardCharsets.UTF_8);
        int[] ends = splits(bytes);
        long room = whenFull == WhenFull.WRAP ? records - 1 : records - next;
        if (ends.length > room) {
            throw new DeviceIoException(
                    device.path(),
                    "the log is full: %d of %d records of %d bytes are written"
                            .formatted(next, records, recordBytes),
                    Errno.ENOSPC.number());
        }
        int from = 0;
        for (int end : ends) {
            write(bytes, from, end);
            from = end;
        }
    }

    /** Where the records of a text end: between characters, at most a record's text apart. */
    private int[] splits(byte[] bytes) {
        int room = recordBytes - 1;
        int[] ends = new int[bytes.length / (room - 3) + 1];
        int count = 0;
        for (int end = 0; end < bytes.length; ends[count++] = end) {
            end = Math.min(bytes.length, end + room);
            while (end < bytes.length && (bytes[end] & 0xc0) == 0x80) {
                end--;
            }
        }
        return Arrays.copyOf(ends, count);
    }

    private void write(byte[] text, int from, int end) throws DeviceIoException {
        if (next == records) {
            next = 0;
        }
        boolean last = next == records - 1;
        if (last && whenFull == WhenFull.WRAP) {
            // Before the record: the log is then found to end here or there, never nowhere.
            device.write(0, blank(1), IoCategory.LOG);
        }
        ByteBuffer record = blank(last ? 1 : 2).put(0, text, from, end - from);
        device.write(next * recordBytes, record, IoCategory.LOG);
        next++;
    }

    private ByteBuffer blank(int count) {
        byte[] bytes = new byte[count * recordBytes];
        Arrays.fill(bytes, (byte) ' ');
        for (int end = recordBytes; end <= bytes.length; end += recordBytes) {
            bytes[end - 1] = '\n';
        }
        return ByteBuffer.wrap(bytes);
    }

    /** Offset of the next record, in bytes from the start of the device. */
    public synchronized long position() {
        return next * recordBytes;
    }

    /** Makes durable what was appended. */
    public void flush() throws DeviceIoException {
        device.flush(IoCategory.LOG);
    }

    /** Closes the device. */
    @Override
    public void close() {
        device.close();
    }
}
