package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.devio.engine.Errno;
import org.devio.engine.FakeDisk;
import org.devio.engine.FakeEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class IoContextTest {
    private static final Duration NO_WAIT = Duration.ZERO;

    private final FakeFiles files = new FakeFiles();
    private final FakeDisk disk = files.add("/dev/a", 1 << 20, 512);
    private final FakeEngine engine = new FakeEngine(8);
    private final List<String> seen = new ArrayList<>();
    private IoContext context = Contexts.open(IoConfig.defaults(), engine, files);

    @AfterEach
    void closeWithNothingLeftBehind() {
        finishAll();
        context.close();
        files.awaitAllClosed();
    }

    private void reopen(IoConfig config) {
        context.close();
        context = Contexts.open(config, engine, files);
    }

    private Device open() throws DeviceIoException {
        return context.openDevice(Path.of("/dev/a"));
    }

    private void finishAll() {
        Contexts.finishAll(context, engine);
    }

    /** A callback that writes down what it is told. */
    private void see(IoResult result, Object attachment) {
        try {
            ByteBuffer data = result.data();
            assertEquals(result.length(), data.remaining());
            for (int i = 0; i < data.limit(); i++) {
                assertEquals(disk.byteAt(result.offset() + i), data.get(i));
            }
            seen.add(attachment + " ok");
        } catch (DeviceIoException e) {
            seen.add(attachment + " " + e.getMessage());
        }
    }

    private void read(Device device, long offset, int length, Object attachment) {
        device.submitRead(offset, length, IoCategory.LABEL, attachment, this::see);
    }

    @Test
    void aReadIsWidenedToAlignedUnitsAndGivesJustWhatWasAskedFor() throws DeviceIoException {
        Device device = open();

        read(device, 9000, 100, "mid");
        finishAll();

        assertEquals(List.of("/dev/a 8192+8192"), engine.submitted());
        assertEquals(List.of("mid ok"), seen);
    }

    @Test
    void wideningStopsAtTheEndOfTheDevice() throws DeviceIoException {
        files.add("/dev/odd", (1 << 20) + 512, 512);
        Device odd = context.openDevice(Path.of("/dev/odd"));
        List<Integer> lengths = new ArrayList<>();

        odd.submitRead(1 << 20, 512, IoCategory.LABEL, null, (r, a) -> lengths.add(r.length()));
        finishAll();

        assertEquals(List.of("/dev/odd 1048576+512"), engine.submitted());
        assertEquals(List.of(512), lengths);
    }

    @Test
    void noCallbackRunsBeforePoll() throws DeviceIoException {
        Device device = open();
        read(device, 0, 512, "first");
        finishAll();

        read(device, 0, 512, "kept");

        assertEquals(List.of("first ok"), seen);
        assertEquals(1, context.poll(NO_WAIT));
        assertEquals(List.of("first ok", "kept ok"), seen);
    }

    @Test
    void whatWasJustReadIsNotReadAgain() throws DeviceIoException {
        Device device = open();
        read(device, 0, 2048, "label");
        finishAll();

        read(device, 4096, 512, "header");
        finishAll();

        assertEquals(List.of("/dev/a 0+8192"), engine.submitted());
        assertEquals(1, context.stats().cached());
    }

    @Test
    void aCallbackFindsItsOwnBlockKept() throws DeviceIoException {
        Device device = open();

        device.submitRead(
                0, 512, IoCategory.LABEL, null, (r, a) -> read(device, 4096, 512, "header"));
        finishAll();

        assertEquals(List.of("/dev/a 0+8192"), engine.submitted());
        assertEquals(List.of("header ok"), seen);
    }

    @Test
    void extraAreasHaveAStreamOfTheirOwn() throws DeviceIoException {
        Device device = open();
        read(device, 0, 512, "main");
        finishAll();
        device.submitRead(65536, 512, IoCategory.EXTRA_MDA_HEADER, "extra", this::see);
        finishAll();

        read(device, 512, 512, "main again");
        device.submitRead(66048, 512, IoCategory.EXTRA_MDA_CONTENT, "extra again", this::see);
        finishAll();

        assertEquals(List.of("/dev/a 0+8192", "/dev/a 65536+8192"), engine.submitted());
        assertEquals(2, context.stats().cached());
    }

    @Test
    void aDiskThatIsOpenedAnewIsReadAgain() throws DeviceIoException {
        try (Device device = open()) {
            read(device, 0, 512, "first");
            finishAll();
        }
        read(open(), 0, 512, "second");
        finishAll();

        assertEquals(List.of("/dev/a 0+8192", "/dev/a 0+8192"), engine.submitted());
        assertEquals(List.of("first ok", "second ok"), seen);
    }

    @Test
    void afterDropCachedTheDiskIsReadAgain() throws DeviceIoException {
        Device device = open();
        read(device, 0, 512, "one");
        finishAll();

        device.dropCached();
        read(device, 0, 512, "two");
        finishAll();

        assertEquals(List.of("/dev/a 0+8192", "/dev/a 0+8192"), engine.submitted());
    }

    @Test
    void whatWasInFlightAtDropCachedIsNotKept() throws DeviceIoException {
        Device device = open();
        read(device, 0, 512, "before");
        context.poll(NO_WAIT);

        device.dropCached();
        finishAll();
        read(device, 0, 512, "after");
        finishAll();

        assertEquals(List.of("/dev/a 0+8192", "/dev/a 0+8192"), engine.submitted());
    }

    @Test
    void readsBeyondTheLimitWaitTheirTurnInOrder() throws DeviceIoException {
        for (int i = 0; i < 10; i++) {
            read(context.openDevice(Path.of("/dev/a")), i * 8192L, 512, i);
        }
        context.poll(NO_WAIT);
        assertEquals(8, engine.inKernel().size());
        assertEquals(2, context.stats().queued());

        finishAll();

        assertEquals(10, seen.size());
        assertEquals("/dev/a 65536+8192", engine.submitted().get(8));
        assertEquals("/dev/a 73728+8192", engine.submitted().get(9));
    }

    @Test
    void theMemoryLimitHoldsReadsBack() throws DeviceIoException {
        reopen(IoConfig.defaults().withMaxBufferBytes(8192));
        Device device = open();
        read(device, 0, 512, "first");
        read(device, 65536, 512, "second");
        context.poll(NO_WAIT);
        assertEquals(List.of("/dev/a 0+8192"), engine.submitted());

        finishAll();

        assertEquals(List.of("first ok", "second ok"), seen);
    }

    @Test
    void aReadLargerThanAllTheMemoryGoesAlone() throws DeviceIoException {
        reopen(IoConfig.defaults().withMaxBufferBytes(8192));
        Device device = open();
        read(device, 0, 512, "small");
        read(device, 0, 100_000, "large");
        read(device, 0, 512, "small again");
        context.poll(NO_WAIT);
        assertEquals(1, engine.inKernel().size());

        finishAll();

        assertEquals(List.of("small ok", "large ok", "small again ok"), seen);
    }

    @Test
    void aShortReadIsContinued() throws DeviceIoException {
        read(open(), 0, 8192, "short");
        context.poll(NO_WAIT);
        engine.finish(0, 1024);

        finishAll();

        assertEquals(List.of("/dev/a 0+8192", "/dev/a 1024+7168"), engine.submitted());
        assertEquals(List.of("short ok"), seen);
    }

    @Test
    void aShortReadThatCoversWhatWasAskedForIsEnough() throws DeviceIoException {
        read(open(), 0, 512, "enough");
        context.poll(NO_WAIT);
        engine.finish(0, 1024);

        finishAll();

        assertEquals(List.of("/dev/a 0+8192"), engine.submitted());
        assertEquals(List.of("enough ok"), seen);
    }

    @Test
    void aDeviceThatEndsEarlySaysSo() throws DeviceIoException {
        read(open(), 4096, 4096, "end");
        context.poll(NO_WAIT);
        engine.finish(0, 5120);
        context.poll(NO_WAIT);
        engine.finish(0, 0);

        finishAll();

        assertEquals(
                List.of(
                        "end /dev/a: read of 4096 bytes at 4096 failed (PV labels):"
                                + " device ends after 5120 bytes, 1024 of 4096 bytes read"),
                seen);
    }

    @Test
    void anErrorNamesDeviceRangeCategoryAndReason() throws DeviceIoException {
        open().submitRead(4096, 512, IoCategory.MDA_HEADER, "bad", this::see);
        context.poll(NO_WAIT);
        engine.finish(0, -Errno.EIO.number());

        finishAll();

        assertEquals(
                List.of(
                        "bad /dev/a: read of 512 bytes at 4096 failed (VG metadata header):"
                                + " EIO (Input/output error)"),
                seen);
        assertEquals(1, context.stats().failed());
    }

    @Test
    void againAndInterruptedAreTriedAgainButNotForEver() throws DeviceIoException {
        read(open(), 0, 512, "again");
        for (int i = 0; i < 9; i++) {
            context.poll(NO_WAIT);
            engine.finish(0, -(i % 2 == 0 ? Errno.EAGAIN : Errno.EINTR).number());
        }

        finishAll();

        assertEquals(9, engine.submitted().size());
        assertTrue(seen.get(0).endsWith("EAGAIN (Resource temporarily unavailable)"), seen.get(0));
    }

    @Test
    void theBytesAreReadOnlyAndGoneAfterTheCallback() throws DeviceIoException {
        List<IoResult> kept = new ArrayList<>();
        open().submitRead(
                        0,
                        512,
                        IoCategory.LABEL,
                        null,
                        (result, a) -> {
                            kept.add(result);
                            assertThrows(
                                    ReadOnlyBufferException.class,
                                    () -> result.data().put(0, (byte) 1));
                            assertEquals(512, dataOf(result).capacity());
                        });

        finishAll();

        assertEquals(
                "the result was used after its callback returned",
                assertThrows(IllegalStateException.class, () -> kept.get(0).data()).getMessage());
    }

    private static ByteBuffer dataOf(IoResult result) {
        try {
            return result.data();
        } catch (DeviceIoException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatACallbackThrowsComesOutOfPollAfterTheOthersRan() throws DeviceIoException {
        Device device = open();
        IllegalArgumentException mine = new IllegalArgumentException("mine");
        device.submitRead(
                0,
                512,
                IoCategory.LABEL,
                null,
                (r, a) -> {
                    throw mine;
                });
        read(device, 65536, 512, "next");
        context.poll(NO_WAIT);
        engine.inKernel().forEach(engine::finish);

        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> context.poll(NO_WAIT));

        assertSame(mine, thrown);
        assertEquals(List.of("next ok"), seen);
    }

    @Test
    void aRangeOutsideTheDeviceIsRefusedAtOnce() throws DeviceIoException {
        Device device = open();

        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class, () -> read(device, (1 << 20) - 1, 2, "x"));

        assertEquals(
                "/dev/a: 2 bytes at 1048575 are not inside the device of 1048576 bytes",
                refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> read(device, -1, 1, "x"));
        assertThrows(IllegalArgumentException.class, () -> read(device, 0, 0, "x"));
        assertThrows(IllegalArgumentException.class, () -> read(device, Long.MAX_VALUE, 1, "x"));
    }

    @Test
    void whatIsInFlightWhenADeviceIsClosedIsStillDelivered() throws DeviceIoException {
        Device device = open();
        read(device, 0, 512, "flying");
        context.poll(NO_WAIT);

        device.close();
        assertEquals(1, files.open(), "the kernel still reads from it");
        assertThrows(IllegalStateException.class, () -> read(device, 0, 512, "late"));
        finishAll();

        assertEquals(List.of("flying ok"), seen);
    }

    @Test
    void closingTheContextFailsTheWaitingAndDeliversTheFlying() throws DeviceIoException {
        reopen(IoConfig.defaults().withMaxBufferBytes(8192));
        Device device = open();
        read(device, 0, 512, "flying");
        read(device, 65536, 512, "waiting");
        context.poll(NO_WAIT);
        engine.whenWaiting(e -> e.inKernel().forEach(e::finish));

        context.close();

        seen.sort(null);
        assertEquals("flying ok", seen.get(0));
        assertTrue(seen.get(1).endsWith("the context was closed first"), seen.get(1));
        assertEquals(0, files.open());
        assertThrows(IllegalStateException.class, () -> context.openDevice(Path.of("/dev/a")));
    }

    @Test
    void aCallbackMayCloseTheContext() throws DeviceIoException {
        Device device = open();
        device.submitRead(0, 512, IoCategory.LABEL, null, (r, a) -> context.close());
        read(device, 65536, 512, "other");
        context.poll(NO_WAIT);

        finishAll();

        assertEquals(List.of("other ok"), seen);
    }

    @Test
    void pollInsideACallbackIsRefused() throws DeviceIoException {
        List<String> messages = new ArrayList<>();
        open().submitRead(
                        0,
                        512,
                        IoCategory.LABEL,
                        null,
                        (r, a) ->
                                messages.add(
                                        assertThrows(
                                                        IllegalStateException.class,
                                                        () -> context.poll(NO_WAIT))
                                                .getMessage()));

        finishAll();

        assertEquals(List.of("poll was called inside a callback"), messages);
    }

    @Test
    void aFutureCompletesWithACopy() throws Exception {
        CompletableFuture<ByteBuffer> future = open().readAsync(1000, 10, IoCategory.LABEL);
        assertFalse(future.isDone());

        finishAll();

        assertEquals(10, future.get().remaining());
        assertEquals(disk.byteAt(1000), future.get().get(0));
    }

    @Test
    void aFutureFailsWithTheDevicesError() throws DeviceIoException {
        CompletableFuture<ByteBuffer> future = open().readAsync(0, 10, IoCategory.LABEL);
        context.poll(NO_WAIT);
        engine.finish(0, -Errno.EIO.number());
        finishAll();

        Throwable cause = assertThrows(ExecutionException.class, future::get).getCause();

        assertEquals(5, ((DeviceIoException) cause).errno());
    }

    @Test
    void aBlockingReadNeedsNoPollAndNoRoom() throws DeviceIoException {
        reopen(IoConfig.defaults().withMaxBufferBytes(8192));
        Device device = open();
        read(device, 0, 512, "holds all memory");
        context.poll(NO_WAIT);

        ByteBuffer data = device.read(9000, 100, IoCategory.LV);

        assertEquals(100, data.remaining());
        assertEquals(disk.byteAt(9000), data.get(0));
        assertTrue(data.isReadOnly());
    }

    @Test
    void aPathThatCannotBeOpenedSaysWhy() {
        DeviceIoException missing =
                assertThrows(
                        DeviceIoException.class, () -> context.openDevice(Path.of("/dev/missing")));

        assertEquals(
                "/dev/missing: open failed: ENOENT (No such file or directory);"
                        + " the name is misspelt or the device was removed",
                missing.getMessage());
    }

    @Test
    void wakeupEndsAPoll() throws DeviceIoException {
        read(open(), 0, 512, "slow");
        engine.whenWaiting(e -> context.wakeup());

        assertEquals(0, context.poll(Duration.ofDays(1)));
    }
}
