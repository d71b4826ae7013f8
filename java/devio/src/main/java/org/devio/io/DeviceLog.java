package org.devio.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.devio.engine.Errno;

/**
 * A log of records of one size on a device or file that nobody else writes, from its start to
 * {@link Device#writeEnd}. Nothing goes through the page cache, so that it can be written while the
 * disk that holds {@code /var} is suspended. {@code less} shows it.
 *
 * <p>A record is its number (16 hexadecimal digits), a checksum (8), UTF-8 text padded with spaces,
 * and a newline as its last byte. Numbers rise by one. {@link #open} goes on behind the highest one
 * whose checksum is right, so that a record that was cut short when the power failed is lost, and
 * no other; a first record without text marks the beginning. Any thread may append; each waits for
 * the device.
 */
public final class DeviceLog implements AutoCloseable {
    /** Bytes of a record unless told: a whole block on every disk. */
    public static final int RECORD_BYTES = 4096;

    private static final int SCAN_BYTES = 1 << 20;

    private final Device device;
    private final int recordBytes;
    private final WhenFull whenFull;
    private final long records;

    /**
     * Held while the device works; no monitor, which would hold the carrier of a virtual thread.
     */
    private final ReentrantLock lock = new ReentrantLock();

    /** Place of the record to write next; {@link #records} behind the last. */
    private long next;

    /** Its number. */
    private long number;

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
     * Begins a log at the start of a device, over whatever is there. All of it is read, so that no
     * record of an older log is taken for one of this.
     *
     * @param device open for writing; the log closes it
     * @param recordBytes a multiple of the logical block size
     * @throws DeviceIoException if the device fails
     */
    public static DeviceLog create(Device device, int recordBytes, WhenFull whenFull)
            throws DeviceIoException {
        DeviceLog log = new DeviceLog(device, recordBytes, whenFull);
        log.findEnd();
        log.begin();
        return log;
    }

    /**
     * Goes on with a log, behind its newest record. On a device that begins with zeros a log is
     * begun. All of it is read.
     *
     * @param device open for writing; the log closes it
     * @param recordBytes those it was begun with
     * @throws DeviceIoException if the device fails, or holds no record and begins with something
     *     else than zeros
     */
    public static DeviceLog open(Device device, int recordBytes, WhenFull whenFull)
            throws DeviceIoException {
        DeviceLog log = new DeviceLog(device, recordBytes, whenFull);
        if (!log.findEnd()) {
            if (!log.isUnused()) {
                throw new DeviceIoException(
                        device.path(), "no log of records of %d bytes".formatted(recordBytes), 0);
            }
            log.begin();
        }
        return log;
    }

    /** Finds the place behind the newest record; false if there is no record. */
    private boolean findEnd() throws DeviceIoException {
        boolean found = false;
        int perPiece = Math.max(1, SCAN_BYTES / recordBytes);
        for (long at = 0; at < records; at += perPiece) {
            int count = (int) Math.min(perPiece, records - at);
            ByteBuffer piece = device.read(at * recordBytes, count * recordBytes, IoCategory.LOG);
            for (int i = 0; i < count; i++) {
                LogRecordHead head = LogRecordHead.of(piece.slice(i * recordBytes, recordBytes));
                if (head.isWhole() && head.number() >= number) {
                    found = true;
                    number = head.number() + 1;
                    next = at + i + 1;
                }
            }
        }
        return found;
    }

    /** Whether nothing is at the start, or a record that was the first and has been cut short. */
    private boolean isUnused() throws DeviceIoException {
        ByteBuffer start = device.read(0, recordBytes, IoCategory.LOG);
        return LogRecordHead.of(start).number() >= 0
                || isZero(start.slice(0, device.logicalBlockSize()));
    }

    private static boolean isZero(ByteBuffer bytes) {
        return bytes.equals(ByteBuffer.allocate(bytes.remaining()));
    }

    private void begin() throws DeviceIoException {
        next = 0;
        if (number > LogRecordHead.NUMBERS / 2) {
            // To go on above it would leave too few numbers; so no old record may stay.
            device.fill(0, records * recordBytes, (byte) 0, IoCategory.LOG);
            number = 0;
        }
        write(new byte[0], 0, 0);
    }

    /**
     * Appends a text, in as many records as it takes. White space at its end is left out, and of
     * blank texts nothing is written.
     *
     * @throws DeviceIoException if the device fails; or ENOSPC, and nothing of the text has been
     *     written, if there is no room for all of it, or no number
     */
    public void append(String text) throws DeviceIoException {
        byte[] bytes = text.stripTrailing().getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            append(bytes, splits(bytes));
        } finally {
            lock.unlock();
        }
    }

    private void append(byte[] bytes, int[] ends) throws DeviceIoException {
        if (ends.length > LogRecordHead.NUMBERS - number) {
            throw new DeviceIoException(
                    device.path(),
                    "the log is full: its newest record has number %d, there are none for %d more"
                            .formatted(number - 1, ends.length),
                    Errno.ENOSPC.number());
        }
        long room = whenFull == WhenFull.WRAP ? records : records - next;
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
        int room = recordBytes - LogRecordHead.BYTES - 1;
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
        long place = next == records ? 0 : next;
        byte[] record = new byte[recordBytes];
        Arrays.fill(record, (byte) ' ');
        System.arraycopy(text, from, record, LogRecordHead.BYTES, end - from);
        record[recordBytes - 1] = '\n';
        LogRecordHead.put(number, record);
        device.write(place * recordBytes, ByteBuffer.wrap(record), IoCategory.LOG);
        next = place + 1;
        number++;
    }

    /** Offset of the next record, in bytes from the start of the device. */
    public long position() {
        lock.lock();
        try {
            return next * recordBytes;
        } finally {
            lock.unlock();
        }
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
