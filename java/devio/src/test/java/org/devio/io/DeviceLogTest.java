package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.devio.engine.Errno;
import org.devio.io.DeviceLog.WhenFull;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DeviceLogTest {
    private static final int RECORD = DeviceLog.RECORD_BYTES;
    private static final int RECORDS = 4;

    @TempDir Path directory;

    private final List<String> traced = new ArrayList<>();
    private final IoContext context = contextTracing(traced);
    private Path path;

    private static IoContext contextTracing(List<String> traced) {
        try {
            return IoContext.open(
                    IoConfig.defaults()
                            .withTrace(
                                    (device, write, offset, length, category, mode) ->
                                            traced.add(
                                                    "%s %d+%d %s"
                                                            .formatted(
                                                                    write ? "write" : "read",
                                                                    offset,
                                                                    length,
                                                                    category))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void makeEmptyFile() throws IOException {
        path = Files.write(directory.resolve("log"), new byte[RECORDS * RECORD]);
    }

    @AfterEach
    void close() {
        context.close();
    }

    private Device device() throws DeviceIoException {
        return context.openDevice(path, DeviceOption.WRITE);
    }

    private DeviceLog open(WhenFull whenFull) throws DeviceIoException {
        return DeviceLog.open(device(), RECORD, whenFull);
    }

    /** The texts in the file, in the order of records; a blank one is "", one of zeros is "0". */
    private List<String> texts() throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        List<String> texts = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += RECORD) {
            if (bytes[at] == 0) {
                texts.add("0");
                continue;
            }
            assertEquals('\n', bytes[at + RECORD - 1], "last byte of the record at " + at);
            texts.add(new String(bytes, at, RECORD, StandardCharsets.UTF_8).stripTrailing());
        }
        return texts;
    }

    @Test
    void eachTextIsOneWholeRecordPastThePageCache() throws IOException {
        try (DeviceLog log = DeviceLog.create(device(), RECORD, WhenFull.FAIL)) {
            log.append("one");
            log.append("two\nlines\n");

            assertEquals(2 * RECORD, log.position());
        }

        assertEquals(List.of("one", "two\nlines", "", "0"), texts());
        assertEquals(
                List.of("write 0+4096 logging", "write 0+8192 logging", "write 4096+8192 logging"),
                traced);
    }

    @Test
    void itGoesOnWhereItEnded() throws IOException {
        for (String text : List.of("one", "two", "three")) {
            try (DeviceLog log = open(WhenFull.FAIL)) {
                log.append(text);
            }
        }

        assertEquals(List.of("one", "two", "three", ""), texts());
    }

    @Test
    void aFullLogFailsAndKeepsWhatIsThere() throws IOException {
        try (DeviceLog log = open(WhenFull.FAIL)) {
            for (String text : List.of("one", "two", "three")) {
                log.append(text);
            }

            assertThrows(DeviceIoException.class, () -> log.append("x".repeat(RECORD)));
            log.append("four");
            DeviceIoException full =
                    assertThrows(DeviceIoException.class, () -> log.append("five"));

            assertEquals(
                    path + ": the log is full: 4 of 4 records of 4096 bytes are written",
                    full.getMessage());
            assertEquals(Errno.ENOSPC.number(), full.errno());
        }
        try (DeviceLog log = open(WhenFull.FAIL)) {
            assertThrows(DeviceIoException.class, () -> log.append("five"));
        }
        assertEquals(List.of("one", "two", "three", "four"), texts());
    }

    @Test
    void aLogThatWrapsGoesOnAfterEveryReopening() throws IOException {
        List<String> ends = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            try (DeviceLog log = open(WhenFull.WRAP)) {
                log.append("text " + i);
            }
            ends.add(String.join(",", texts()));
        }

        assertEquals("text 1,text 2,text 3,", ends.get(2));
        assertEquals(",text 2,text 3,text 4", ends.get(3));
        assertEquals("text 5,,text 3,text 4", ends.get(4));
        assertEquals("text 9,,text 7,text 8", ends.get(8));
    }

    @Test
    void longTextsAreSplitBetweenCharacters() throws IOException {
        String text = "x" + "\u20ac".repeat(2 * RECORD / 3);
        try (DeviceLog log = open(WhenFull.FAIL)) {
            log.append(text);
        }

        assertEquals(text, String.join("", texts().subList(0, 3)));
        assertTrue(texts().get(0).endsWith("\u20ac"), "a character was cut in two");
    }

    @Test
    void blankTextsWouldBeTakenForTheEndAndAreLeftOut() throws IOException {
        try (DeviceLog log = open(WhenFull.FAIL)) {
            log.append(" \n");
            log.append("");
            log.append("one");
        }

        assertEquals(List.of("one", "", "0", "0"), texts());
    }

    @Test
    void whatIsNoLogIsNotWrittenOver() throws IOException {
        byte[] other = new byte[RECORDS * RECORD];
        other[0] = 'x';
        Files.write(path, other);

        try (Device device = device()) {
            DeviceIoException refusal =
                    assertThrows(
                            DeviceIoException.class,
                            () -> DeviceLog.open(device, RECORD, WhenFull.WRAP));
            assertEquals(path + ": record 0 of 4096 bytes is none of a log", refusal.getMessage());
        }
        try (DeviceLog log = DeviceLog.create(device(), RECORD, WhenFull.WRAP)) {
            log.append("one");
        }
        assertEquals("one", texts().get(0));
    }

    @Test
    void recordsAreWholeBlocksAndTwoAtLeast() throws IOException {
        try (Device device = device()) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> DeviceLog.create(device, RECORD + 1, WhenFull.FAIL));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> DeviceLog.create(device, RECORDS * RECORD, WhenFull.FAIL));
        }
    }

    @Test
    void whatAppendsNeverReachesTheWriteEnd() throws IOException {
        Device device = device();
        device.writeEnd(2 * RECORD);
        try (DeviceLog log = DeviceLog.create(device, RECORD, WhenFull.WRAP)) {
            for (int i = 1; i <= 5; i++) {
                log.append("text " + i);
            }
        }

        assertEquals(List.of("text 5", "", "0", "0"), texts());
    }

    @Test
    void loggersPublishToIt() throws IOException {
        DeviceLogHandler handler = new DeviceLogHandler(open(WhenFull.FAIL));
        handler.setFormatter(
                new Formatter() {
                    @Override
                    public String format(LogRecord entry) {
                        return entry.getLevel() + " " + formatMessage(entry) + "\n";
                    }
                });
        LogRecord entry = new LogRecord(Level.WARNING, "disk {0} is slow");
        entry.setParameters(new Object[] {"sdb"});

        handler.publish(entry);
        handler.setLevel(Level.SEVERE);
        handler.publish(entry);
        handler.flush();
        handler.close();

        assertEquals(List.of("WARNING disk sdb is slow", "", "0", "0"), texts());
    }

    @Test
    void aHandlerThatCannotWriteTellsItsErrorManager() throws IOException {
        List<String> told = new ArrayList<>();
        DeviceLogHandler handler = new DeviceLogHandler(open(WhenFull.FAIL));
        handler.setErrorManager(
                new ErrorManager() {
                    @Override
                    public synchronized void error(String message, Exception failure, int code) {
                        told.add(failure.getMessage() + " " + code);
                    }
                });
        handler.close();

        handler.publish(new LogRecord(Level.INFO, "late"));
        handler.flush();

        assertEquals(
                List.of(
                        path + " is closed " + ErrorManager.WRITE_FAILURE,
                        path + " is closed " + ErrorManager.FLUSH_FAILURE),
                told);
    }
}
