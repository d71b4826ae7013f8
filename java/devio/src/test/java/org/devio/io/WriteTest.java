package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.devio.engine.Errno;
import org.devio.engine.FakeDisk;
import org.devio.engine.FakeEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WriteTest {
    private static final Path PATH = Path.of("/dev/a");
    private static final int SIZE = 1 << 20;

    private final FakeFiles files = new FakeFiles();
    private final FakeDisk disk = files.add("/dev/a", SIZE, 512);
    private final byte[] before = contents();
    private final FakeEngine engine = new FakeEngine(8);
    private final List<String> seen = new ArrayList<>();
    private IoContext context = Contexts.open(IoConfig.defaults(), engine, files);

    private byte[] contents() {
        byte[] bytes = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            bytes[i] = disk.byteAt(i);
        }
        return bytes;
    }

    @AfterEach
    void closeWithNothingLeftBehind() {
        finishAll();
        context.close();
        files.awaitAllClosed();
    }

    private Device open() throws DeviceIoException {
        return context.openDevice(PATH, DeviceOption.WRITE);
    }

    private void finishAll() {
        Contexts.finishAll(context, engine);
    }

    private static ByteBuffer bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return ByteBuffer.wrap(bytes);
    }

    private void write(Device device, long offset, int length, int value) {
        device.submitWrite(offset, bytes(length, value), IoCategory.LABEL, value, this::see);
    }

    private void see(IoResult result, Object attachment) {
        seen.add(Contexts.outcome(result, attachment));
    }

    private void assertOnlyChanged(long offset, int length, int value) {
        byte[] expected = before.clone();
        Arrays.fill(expected, (int) offset, (int) offset + length, (byte) value);
        assertEquals(-1, Arrays.mismatch(expected, contents()), "first byte that differs");
    }

    @Test
    void wholeBlocksAreWrittenWithoutReading() throws DeviceIoException {
        write(open(), 1024, 1024, 7);
        finishAll();

        assertEquals(List.of("/dev/a WRITE 1024+1024"), engine.submitted());
        assertEquals(List.of("7 ok"), seen);
        assertOnlyChanged(1024, 1024, 7);
    }

    @Test
    void partsOfBlocksAreReadFirstAndPutBack() throws DeviceIoException {
        write(open(), 1000, 100, 7);
        finishAll();

        assertEquals(List.of("/dev/a 512+1024", "/dev/a WRITE 512+1024"), engine.submitted());
        assertOnlyChanged(1000, 100, 7);
    }

    @Test
    void ifTheReadBeforeFailsNothingIsWritten() throws DeviceIoException {
        write(open(), 1000, 100, 7);
        context.poll(Duration.ZERO);
        engine.finish(0, -Errno.EIO.number());
        finishAll();

        assertEquals(List.of("/dev/a 512+1024"), engine.submitted());
        assertEquals(
                List.of(
                        "7 /dev/a: write of 100 bytes at 1000 failed (PV labels):"
                                + " EIO (Input/output error)"),
                seen);
        assertOnlyChanged(0, 0, 0);
    }

    @Test
    void twoWritesToOneBlockLoseNothingOfEachOther() throws DeviceIoException {
        Device device = open();
        write(device, 0, 100, 1);
        write(device, 100, 100, 2);
        write(device, 4096, 512, 3);
        context.poll(Duration.ZERO);
        assertEquals(
                List.of("/dev/a 0+512", "/dev/a WRITE 4096+512"),
                engine.submitted(),
                "the second waits for the first, the third for none");

        finishAll();

        assertEquals(1, disk.byteAt(99));
        assertEquals(2, disk.byteAt(100));
        assertEquals(2, disk.byteAt(199));
        assertEquals(before[200], disk.byteAt(200));
    }

    @Test
    void aBlockingWriteWaitsForWritesInFlightToTheSameBlock() throws Exception {
        Device device = open();
        write(device, 0, 100, 1);
        context.poll(Duration.ZERO);
        Thread writer =
                new Thread(
                        () -> {
                            try {
                                device.write(100, bytes(100, 2), IoCategory.LABEL);
                            } catch (DeviceIoException e) {
                                throw new AssertionError(e);
                            }
                        });
        writer.start();

        finishAll();
        writer.join();

        assertEquals(1, disk.byteAt(99));
        assertEquals(2, disk.byteAt(100));
    }

    @Test
    void aShortWriteIsContinued() throws DeviceIoException {
        write(open(), 0, 4096, 7);
        context.poll(Duration.ZERO);
        engine.finish(0, 1024);
        finishAll();

        assertEquals(List.of("/dev/a WRITE 0+4096", "/dev/a WRITE 1024+3072"), engine.submitted());
        assertOnlyChanged(0, 4096, 7);
    }

    @Test
    void aWriteOutdatesWhatWasKept() throws DeviceIoException {
        Device device = open();
        device.submitRead(0, 512, IoCategory.LABEL, "before", this::see);
        finishAll();
        write(device, 512, 512, 7);
        finishAll();
        List<Byte> read = new ArrayList<>();

        device.submitRead(
                512,
                1,
                IoCategory.LABEL,
                null,
                (result, a) -> {
                    try {
                        read.add(result.data().get(0));
                    } catch (DeviceIoException e) {
                        throw new AssertionError(e);
                    }
                });
        finishAll();

        assertEquals(List.of((byte) 7), read);
    }

    @Test
    void aBlockingWriteOutdatesWhatWasKept() throws DeviceIoException {
        Device device = open();
        device.submitRead(0, 512, IoCategory.LABEL, "before", this::see);
        finishAll();

        device.write(10, bytes(5, 9), IoCategory.LABEL);
        device.submitRead(10, 5, IoCategory.LABEL, "after", this::see);
        finishAll();

        assertEquals(List.of("/dev/a 0+8192", "/dev/a 0+8192"), engine.submitted());
        assertOnlyChanged(10, 5, 9);
    }

    @Test
    void fillWritesEveryByteOfItsRangeAndNoOther() throws DeviceIoException {
        open().fill(100, 700_001, (byte) 0x55, IoCategory.LV);

        assertOnlyChanged(100, 700_001, 0x55);
    }

    @Test
    void appendMovesOnOnlyWhenItSucceeds() throws DeviceIoException {
        Device device = open();
        device.appendPosition(SIZE - 1024);

        assertEquals(SIZE - 1024, device.append(bytes(1000, 1), IoCategory.LOG));
        assertThrows(
                IllegalArgumentException.class, () -> device.append(bytes(100, 2), IoCategory.LOG));
        disk.failWith(Errno.EIO.number());
        assertThrows(DeviceIoException.class, () -> device.append(bytes(24, 2), IoCategory.LOG));
        disk.failWith(0);
        assertEquals(SIZE - 24, device.append(bytes(24, 3), IoCategory.LOG));

        assertEquals(3, disk.byteAt(SIZE - 1));
    }

    @Test
    void noByteIsWrittenFromTheWriteEndOn() throws DeviceIoException {
        Device device = open();
        device.writeEnd(1000);

        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> write(device, 900, 101, 1));
        write(device, 900, 100, 1);
        finishAll();

        assertEquals(
                "/dev/a: 101 bytes at 900 are not inside the device of 1000 bytes",
                refused.getMessage());
        assertOnlyChanged(900, 100, 1);
    }

    @Test
    void aDeviceOpenedForReadingIsNotWritten() throws DeviceIoException {
        Device device = context.openDevice(PATH);

        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> write(device, 0, 512, 1));

        assertEquals("/dev/a was not opened for writing", refused.getMessage());
    }

    @Test
    void inTestModeEverythingHappensButTheWriting() throws DeviceIoException {
        context.close();
        List<String> traced = new ArrayList<>();
        IoConfig config =
                IoConfig.defaults()
                        .withTestMode(true)
                        .withTrace(
                                (p, write, offset, length, c, mode) ->
                                        traced.add(
                                                "%s %d+%d %s"
                                                        .formatted(
                                                                write ? "write" : "read",
                                                                offset,
                                                                length,
                                                                mode)));
        context = Contexts.open(config, engine, files);
        Device device = open();

        write(device, 1000, 100, 7);
        finishAll();
        device.write(0, bytes(512, 8), IoCategory.LABEL);
        device.flush(IoCategory.LABEL);
        device.discard(0, 512, IoCategory.LABEL);

        assertEquals(List.of("7 ok"), seen);
        assertEquals(
                List.of(
                        "read 512+1024 ASYNC",
                        "write 512+1024 SUPPRESSED",
                        "write 0+512 SUPPRESSED"),
                traced);
        assertOnlyChanged(0, 0, 0);
    }

    @Test
    void aFlushIsARequestLikeOthers() throws DeviceIoException {
        open().submitFlush(IoCategory.LABEL, "flush", this::see);
        context.poll(Duration.ZERO);
        engine.finish(0, -Errno.EIO.number());
        finishAll();

        assertTrue(engine.submitted().get(0).startsWith("/dev/a FLUSH"));
        assertEquals(
                List.of("flush /dev/a: flush failed (PV labels): EIO (Input/output error)"), seen);
    }

    @Test
    void aPathOpenForReadingCanBeOpenedForWritingToo() throws DeviceIoException {
        Device reader = context.openDevice(PATH);
        reader.submitRead(0, 512, IoCategory.LABEL, "reader", this::see);
        context.poll(Duration.ZERO);

        Device writer = open();
        assertEquals(2, files.open(), "the old descriptor stays while it is read from");
        finishAll();
        assertEquals(1, files.awaitOpen(1));
        write(writer, 0, 512, 1);
        finishAll();
        reader.submitRead(0, 512, IoCategory.LABEL, "reader again", this::see);
        finishAll();

        assertEquals(List.of("reader ok", "1 ok", "reader again ok"), seen);
        assertEquals(1, files.open());
    }

    @Test
    void aPathThatIsOpenIsNotOpenedAgain() throws DeviceIoException {
        Device one = context.openDevice(PATH);
        Device two = context.openDevice(PATH);
        assertEquals(1, files.open());

        one.close();
        one.close();

        assertEquals(1, files.open());
        two.submitRead(0, 512, IoCategory.LABEL, "two", this::see);
        finishAll();
        assertEquals(List.of("two ok"), seen);
    }
}
