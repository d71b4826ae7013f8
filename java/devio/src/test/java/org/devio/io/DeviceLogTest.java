package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.devio.engine.Errno;
import org.devio.io.DeviceLog.WhenFull;
import org.devio.testing.LoopDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** The records in the file: number and text; one of zeros is "-". */
    private List<String> texts() throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        List<String> texts = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += RECORD) {
            if (bytes[at] == 0) {
                texts.add("-");
                continue;
            }
            assertEquals('\n', bytes[at + RECORD - 1], "last byte of the record at " + at);
            String record = new String(bytes, at, RECORD, StandardCharsets.UTF_8);
            String text = record.substring(LogRecordHead.BYTES).stripTrailing();
            texts.add((Long.parseLong(record.substring(0, 16), 16) + " " + text).strip());
        }
        return texts;
    }

    @Test
    void eachTextIsOneWholeRecordPastThePageCache() throws IOException {
        try (DeviceLog log = DeviceLog.create(device(), RECORD, WhenFull.FAIL)) {
            log.append("one");
            log.append("two\nlines\n");

            assertEquals(3 * RECORD, log.position());
        }

        assertEquals(List.of("0", "1 one", "2 two\nlines", "-"), texts());
        assertEquals(
                List.of(
                        "read 0+16384 logging",
                        "write 0+4096 logging",
                        "write 4096+4096 logging",
                        "write 8192+4096 logging"),
                traced);
    }

    @Test
    void itGoesOnWhereItEnded() throws IOException {
        for (String text : List.of("one", "two", "three")) {
            try (DeviceLog log = open(WhenFull.FAIL)) {
                log.append(text);
            }
        }

        assertEquals(List.of("0", "1 one", "2 two", "3 three"), texts());
    }

    @Test
    void aFullLogFailsAndKeepsWhatIsThere() throws IOException {
        try (DeviceLog log = open(WhenFull.FAIL)) {
            for (String text : List.of("one", "two")) {
                log.append(text);
            }

            assertThrows(DeviceIoException.class, () -> log.append("x".repeat(RECORD)));
            log.append("three");
            DeviceIoException full =
                    assertThrows(DeviceIoException.class, () -> log.append("four"));

            assertEquals(
                    path + ": the log is full: 4 of 4 records of 4096 bytes are written",
                    full.getMessage());
            assertEquals(Errno.ENOSPC.number(), full.errno());
        }
        try (DeviceLog log = open(WhenFull.FAIL)) {
            assertThrows(DeviceIoException.class, () -> log.append("four"));
        }
        assertEquals(List.of("0", "1 one", "2 two", "3 three"), texts());
    }

    @Test
    void aLogThatWrapsGoesOnAfterEveryReopening() throws IOException {
        List<String> ends = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            try (DeviceLog log = open(WhenFull.WRAP)) {
                log.append("text");
            }
            ends.add(String.join(",", texts()));
        }

        assertEquals("0,1 text,2 text,3 text", ends.get(2));
        assertEquals("4 text,1 text,2 text,3 text", ends.get(3));
        assertEquals("8 text,9 text,6 text,7 text", ends.get(8));
    }

    /** Overwrites sectors of the record at {@code place}, as if they had not reached the disk. */
    private void tear(int place, int firstSector, int sectors, byte[] before) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        int at = place * RECORD + firstSector * 512;
        System.arraycopy(before, at, bytes, at, sectors * 512);
        Files.write(path, bytes);
    }

    /** Any sectors of the last record may be missing when the power fails. */
    @ParameterizedTest
    @CsvSource({"0, 1", "0, 8", "1, 7", "7, 1", "3, 2"})
    void aLastRecordThatWasCutShortIsLostAndNoOther(int firstSector, int sectors)
            throws IOException {
        String whole = "x".repeat(RECORD - LogRecordHead.BYTES - 1);
        for (int last = 1; last <= 2 * RECORDS + 1; last++) {
            Files.write(path, new byte[RECORDS * RECORD]);
            try (DeviceLog log = open(WhenFull.WRAP)) {
                for (int i = 1; i < last; i++) {
                    log.append(whole);
                }
                byte[] before = Files.readAllBytes(path);
                log.append(whole.replace('x', 'y'));
                tear(last % RECORDS, firstSector, sectors, before);
            }

            try (DeviceLog log = open(WhenFull.WRAP)) {
                log.append("next");
            }

            List<String> expected = new ArrayList<>(List.of("-", "-", "-", "-"));
            for (int i = Math.max(0, last - RECORDS + 1); i < last; i++) {
                expected.set(i % RECORDS, (i + " " + (i == 0 ? "" : whole)).strip());
            }
            expected.set(last % RECORDS, last + " next");
            assertEquals(expected, texts(), "record " + last + " was cut short");
        }
    }

    @Test
    void aBeginningThatWasCutShortIsBegunAgain() throws IOException {
        open(WhenFull.WRAP).close();
        tear(0, 3, 5, new byte[RECORDS * RECORD]);

        try (DeviceLog log = open(WhenFull.WRAP)) {
            log.append("one");
        }

        assertEquals(List.of("0", "1 one", "-", "-"), texts());
    }

    @Test
    void aNewLogOverAnOldOneTakesNoRecordOfItForItsOwn() throws IOException {
        try (DeviceLog old = open(WhenFull.WRAP)) {
            for (int i = 1; i <= 6; i++) {
                old.append("old");
            }
        }
        DeviceLog.create(device(), RECORD, WhenFull.WRAP).close();

        try (DeviceLog log = open(WhenFull.WRAP)) {
            log.append("new");
        }

        assertEquals(List.of("7", "8 new", "6 old", "3 old"), texts());
    }

    @Test
    void longTextsAreSplitBetweenCharacters() throws IOException {
        String text = "x" + "\u20ac".repeat(2 * RECORD / 3);
        try (DeviceLog log = open(WhenFull.FAIL)) {
            log.append(text);
        }

        List<String> texts = texts().subList(1, 4);
        assertEquals(
                text,
                texts.stream().map(found -> found.substring(2)).collect(Collectors.joining()));
        assertTrue(texts.get(0).endsWith("\u20ac"), "a character was cut in two");
    }

    @Test
    void blankTextsAreLeftOut() throws IOException {
        try (DeviceLog log = open(WhenFull.FAIL)) {
            log.append(" \n");
            log.append("");
            log.append("one");
        }

        assertEquals(List.of("0", "1 one", "-", "-"), texts());
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
            assertEquals(path + ": no log of records of 4096 bytes", refusal.getMessage());
        }
        try (DeviceLog log = DeviceLog.create(device(), RECORD, WhenFull.WRAP)) {
            log.append("one");
        }
        assertEquals("1 one", texts().get(1));
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
                log.append("text");
            }
        }

        assertEquals(List.of("4 text", "5 text", "-", "-"), texts());
    }

    @ParameterizedTest
    @CsvSource({"512, 512", "512, 4096", "4096, 4096", "4096, 8192"})
    void onADiskItGoesOnWhereItEndedAndLosesWhatWasCutShort(int sectorSize, int recordBytes)
            throws IOException {
        assumeTrue(LoopDevice.whyUnavailable().isEmpty(), LoopDevice.whyUnavailable());
        Path image = Files.write(directory.resolve("disk.img"), new byte[1 << 20]);
        try (LoopDevice loop = LoopDevice.attach(image, sectorSize);
                Device disk = context.openDevice(loop.path(), DeviceOption.WRITE)) {
            assertTrue(disk.isDirect());
            for (int i = 0; i < 5; i++) {
                DeviceLog log = onDisk(loop, recordBytes);
                log.append("text");
                log.append("text");
                log.flush();
                log.close();
            }
            // The last one, number 10, is in place 2 of 4.
            disk.fill(2L * recordBytes, sectorSize, (byte) 0xff, IoCategory.LOG);
            DeviceLog log = onDisk(loop, recordBytes);
            log.append("next");
            log.close();

            StringBuilder numbers = new StringBuilder();
            for (int place = 0; place < 4; place++) {
                ByteBuffer record =
                        disk.read((long) place * recordBytes, recordBytes, IoCategory.LOG);
                LogRecordHead head = LogRecordHead.of(record);
                assertTrue(head.isWhole(), "record in place " + place);
                numbers.append(head.number()).append(' ');
            }
            assertEquals("8 9 10 7 ", numbers.toString());
        }
    }

    private DeviceLog onDisk(LoopDevice loop, int recordBytes) throws IOException {
        Device device = context.openDevice(loop.path(), DeviceOption.WRITE);
        device.writeEnd(4L * recordBytes);
        return DeviceLog.open(device, recordBytes, WhenFull.WRAP);
    }

    @Test
    void recordsOfADiskAreItsWholeBlocks() throws IOException {
        assumeTrue(LoopDevice.whyUnavailable().isEmpty(), LoopDevice.whyUnavailable());
        Path image = Files.write(directory.resolve("disk.img"), new byte[1 << 20]);
        try (LoopDevice loop = LoopDevice.attach(image, 4096);
                Device disk = context.openDevice(loop.path(), DeviceOption.WRITE)) {
            IllegalArgumentException refused =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> DeviceLog.create(disk, 512, WhenFull.WRAP));

            assertEquals(
                    loop.path() + ": records of 512 bytes are not whole blocks of 4096",
                    refused.getMessage());
        }
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

        assertEquals(List.of("0", "1 WARNING disk sdb is slow", "-", "-"), texts());
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

    private void forge(int place, long number) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        byte[] record = new byte[RECORD];
        Arrays.fill(record, (byte) ' ');
        record[RECORD - 1] = '\n';
        LogRecordHead.put(number, record);
        System.arraycopy(record, 0, bytes, place * RECORD, RECORD);
        Files.write(path, bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 1 before, 2 after",
        "9223372036854775805, 9223372036854775805, 9223372036854775806 after"
    })
    void noNumberMakesWhatIsAppendedAfterItVanish(long forged, String first, String second)
            throws IOException {
        try (DeviceLog log = DeviceLog.create(device(), RECORD, WhenFull.WRAP)) {
            log.append("before");
        }
        forge(forged == Long.MAX_VALUE ? 2 : 1, forged);

        try (DeviceLog log = open(WhenFull.WRAP)) {
            log.append("after");
        }
        assertEquals(List.of("0", first, second, "-"), texts());

        try (DeviceLog log = open(WhenFull.WRAP)) {
            assertEquals(3 * RECORD, log.position(), "the newest record was not found");
        }
    }

    @Test
    void whereNoNumberIsLeftNothingIsWrittenAndANewLogBeginsAtZero() throws IOException {
        forge(1, Long.MAX_VALUE - 1);
        byte[] before = Files.readAllBytes(path);
        try (DeviceLog log = open(WhenFull.WRAP)) {
            DeviceIoException full =
                    assertThrows(DeviceIoException.class, () -> log.append("after"));

            assertEquals(Errno.ENOSPC.number(), full.errno());
            assertEquals(
                    path
                            + ": the log is full: its newest record has number"
                            + " 9223372036854775806, there are none for 1 more",
                    full.getMessage());
        }
        assertArrayEquals(before, Files.readAllBytes(path));

        try (DeviceLog log = DeviceLog.create(device(), RECORD, WhenFull.WRAP)) {
            log.append("new");
        }
        assertEquals(List.of("0", "1 new", "-", "-"), texts());
    }

    @Test
    void onTheRootLoggerItDoesNotLogItself() throws IOException {
        Logger logger = Logger.getLogger("org.devio.io");
        DeviceLogHandler handler = new DeviceLogHandler(open(WhenFull.FAIL));
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
        try {
            handler.publish(new LogRecord(Level.INFO, "hello"));
            handler.flush();
        } finally {
            logger.setLevel(null);
            handler.close();
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }

        assertEquals(List.of("-", "-"), texts().subList(2, 4));
        assertTrue(texts().get(1).endsWith("hello"), texts().get(1));
    }
}
