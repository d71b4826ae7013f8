package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.devio.engine.BrokenEngine;
import org.devio.engine.BrokenEngine.Call;
import org.devio.engine.Errno;
import org.devio.engine.FakeEngine;
import org.devio.testing.Latches;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Collaborators that throw: the request they were at fails, and everything else goes on. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WorstDayTest {
    private static final int SIZE = 1 << 20;

    private final FakeFiles files = new FakeFiles();
    private final FakeEngine engine = new FakeEngine(8);
    private final BrokenEngine broken = new BrokenEngine(engine);
    private final List<String> seen = new ArrayList<>();
    private Throwable fault;
    private IoContext context = open(IoConfig.defaults());

    private IoContext open(IoConfig config) {
        return Contexts.open(config, broken, files);
    }

    @AfterEach
    void closeWithNothingLeftBehind() {
        Contexts.finishAll(context, engine);
        context.close();
        files.awaitAllClosed();
    }

    private Device device(String path) throws DeviceIoException {
        files.add(path, SIZE, 512);
        return context.openDevice(Path.of(path), DeviceOption.WRITE);
    }

    private void see(IoResult result, Object attachment) {
        seen.add(Contexts.outcome(result, attachment));
    }

    private void read(Device device, long offset, Object attachment) {
        device.submitRead(offset, 512, IoCategory.LV, attachment, this::see);
    }

    private static ByteBuffer bytes(int length, int value) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int i = 0; i < length; i++) {
            bytes.put(i, (byte) value);
        }
        return bytes;
    }

    private void traceThatThrowsAt(long where) {
        context.close();
        fault = new StackOverflowError("a trace");
        context =
                open(
                        IoConfig.defaults()
                                .withTrace(
                                        (path, write, offset, length, category, mode) -> {
                                            if (offset == where) {
                                                throw (Error) fault;
                                            }
                                        }));
    }

    private Throwable thrownByPoll() {
        return assertThrows(Throwable.class, () -> context.poll(Duration.ZERO));
    }

    @Test
    void aTraceThatThrowsFailsTheReadItWasToldOfAndNoOther() throws Exception {
        traceThatThrowsAt(65536);
        Device device = device("/dev/a");

        read(device, 65536, "traced");
        read(device, 0, "other");
        assertSame(fault, thrownByPoll());
        Contexts.finishAll(context, engine);

        assertEquals(
                List.of(
                        "traced /dev/a: read of 512 bytes at 65536 failed (LV content):"
                                + " java.lang.StackOverflowError: a trace",
                        "other ok"),
                seen);
        assertEquals(0, context.stats().inFlight());
        assertEquals(1, context.stats().failed());
    }

    @Test
    void workLeftForTheHolderOfTheTurnThatThrowsDoesNotKeepTheTurn() throws Exception {
        traceThatThrowsAt(65536);
        Device device = device("/dev/a");
        CountDownLatch inCallback = new CountDownLatch(1);
        CountDownLatch submitted = new CountDownLatch(1);
        CompletableFuture<Void> submitter =
                CompletableFuture.runAsync(
                        () -> {
                            Latches.await(inCallback);
                            read(device, 65536, "left");
                            submitted.countDown();
                        });
        device.submitRead(
                0,
                512,
                IoCategory.LV,
                "first",
                (result, attachment) -> {
                    inCallback.countDown();
                    Latches.await(submitted);
                    see(result, attachment);
                });
        context.poll(Duration.ZERO);
        engine.inKernel().forEach(engine::finish);

        assertSame(fault, thrownByPoll());
        submitter.join();
        CompletableFuture.runAsync(() -> context.poll(Duration.ZERO)).join();

        assertEquals("first ok", seen.get(0));
        assertTrue(seen.get(1).startsWith("left /dev/a: read of 512 bytes"), seen.get(1));
    }

    @Test
    void anEngineThatCannotPrepareFailsThatRequestAndUnlocksItsRange() throws Exception {
        Device device = device("/dev/a");
        broken.throwFrom(Call.PREPARE, new IllegalStateException("no slot"));

        device.submitWrite(0, bytes(512, 1), IoCategory.LV, "broken", this::see);
        broken.mend();
        assertEquals("no slot", thrownByPoll().getMessage());
        device.submitWrite(0, bytes(512, 2), IoCategory.LV, "next", this::see);
        Contexts.finishAll(context, engine);

        assertTrue(seen.get(0).contains("IllegalStateException: no slot"), seen.get(0));
        assertEquals("next ok", seen.get(1));
    }

    @Test
    void anEngineThatThrowsInSubmitGetsWhatIsPreparedTheNextTime() throws Exception {
        Device device = device("/dev/a");
        broken.throwFrom(Call.SUBMIT, new IllegalStateException("io_submit"));

        read(device, 0, "read");
        assertEquals("io_submit", thrownByPoll().getMessage());
        broken.mend();
        Contexts.finishAll(context, engine);

        assertEquals(List.of("read ok"), seen);
    }

    @Test
    void anEngineThatThrowsWhileItDeliversLosesNothing() throws Exception {
        Device device = device("/dev/a");
        read(device, 0, "read");
        context.poll(Duration.ZERO);
        engine.inKernel().forEach(engine::finish);
        broken.throwFrom(Call.DELIVER, new IllegalStateException("deliver"));

        assertEquals("deliver", thrownByPoll().getMessage());
        broken.mend();
        context.poll(Duration.ZERO);

        assertEquals(List.of("read ok"), seen);
    }

    @Test
    void whatIsWrittenIsWhatWasThereAtSubmitWhereverTheSourceIsMovedTo() throws Exception {
        Device device = device("/dev/a");
        ByteBuffer source = bytes(1024, 7).position(512);

        device.submitWrite(512, source, IoCategory.LV, "write", this::see);
        source.position(0).limit(10);
        device.submitWrite(100, bytes(10, 9), IoCategory.LV, "part", this::see);
        Contexts.finishAll(context, engine);

        assertEquals(
                List.of("write ok", "part ok"),
                seen.stream().sorted(java.util.Comparator.reverseOrder()).toList());
        assertEquals(7, device.read(512, 512, IoCategory.LV).get(511));
        assertEquals(9, device.read(100, 10, IoCategory.LV).get(9));
    }

    @Test
    void moreThanCanBeWrittenAtOnceIsRefusedWithTheLimit(@TempDir Path folder) throws Exception {
        // Mapped, so that it takes no memory.
        ByteBuffer tooLarge;
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("sparse").toFile(), "rw")) {
            sparse.setLength((512 << 20) + 1);
            tooLarge = sparse.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, (512 << 20) + 1);
        }
        files.add("/dev/big", 4L << 30, 512);
        try (Device device = context.openDevice(Path.of("/dev/big"), DeviceOption.WRITE)) {
            for (Runnable call :
                    List.<Runnable>of(
                            () -> device.submitWrite(0, tooLarge, IoCategory.LV, "", this::see),
                            () -> device.writeAsync(0, tooLarge, IoCategory.LV).join())) {
                String message =
                        assertThrows(IllegalArgumentException.class, call::run).getMessage();
                assertEquals(
                        "/dev/big: 536870913 bytes are too many for one write, at most 536870912;"
                                + " use several",
                        message);
            }
            assertEquals(0, context.stats().queued());
        }
    }

    @Test
    void aNullArgumentIsRefusedBeforeAnythingIsTakenForIt() throws Exception {
        Device device = device("/dev/a");
        ByteBuffer block = bytes(512, 1);

        assertThrows(NullPointerException.class, () -> device.write(0, block, null));
        assertThrows(NullPointerException.class, () -> device.read(0, 512, null));
        assertThrows(NullPointerException.class, () -> device.flush(null));
        assertThrows(NullPointerException.class, () -> device.discard(0, 512, null));
        assertThrows(NullPointerException.class, () -> device.fill(0, 512, (byte) 0, null));
        assertThrows(
                NullPointerException.class, () -> device.submitRead(0, 512, null, "", this::see));
        assertThrows(
                NullPointerException.class,
                () -> context.submitOpen(null, "", (result, attachment) -> {}));
        assertThrows(NullPointerException.class, () -> context.openDevice(null));

        device.write(0, block, IoCategory.LV);
        assertEquals(1, files.open());
    }

    @Test
    void closingEndsTheContextBeforeItThrowsWhatACallbackThrew() throws Exception {
        Device device = device("/dev/a");
        IllegalStateException mine = new IllegalStateException("mine");
        device.submitRead(
                0,
                512,
                IoCategory.LV,
                "",
                (result, attachment) -> {
                    throw mine;
                });
        context.poll(Duration.ZERO);
        engine.whenWaiting(e -> e.inKernel().forEach(e::finish));

        assertSame(mine, assertThrows(IllegalStateException.class, context::close));

        assertTrue(engine.isClosed());
        files.awaitAllClosed();
    }

    @Test
    void closingThrowsWhatTheLastStepThrowsTogetherWithWhatWasThrownBefore() throws Exception {
        IllegalStateException mine = new IllegalStateException("mine");
        IllegalStateException ofEngine = new IllegalStateException("close");
        device("/dev/a")
                .submitRead(
                        0,
                        512,
                        IoCategory.LV,
                        "",
                        (result, attachment) -> {
                            throw mine;
                        });
        context.poll(Duration.ZERO);
        engine.whenWaiting(e -> e.inKernel().forEach(e::finish));
        broken.throwFrom(Call.CLOSE, ofEngine);

        assertSame(mine, assertThrows(IllegalStateException.class, context::close));

        assertEquals(List.of(ofEngine), List.of(mine.getSuppressed()));
        files.awaitAllClosed();
    }

    @Test
    void aDeviceThatIsClosedAfterItsContextDropsNoUserOfTheDescriptor() throws Exception {
        Device device = device("/dev/a");
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        files.add("/dev/b", SIZE, 512)
                .whenRead(
                        () -> {
                            reading.countDown();
                            Latches.await(closed);
                        });
        Device other = context.openDevice(Path.of("/dev/b"));
        CompletableFuture<Object> reader =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return other.read(0, 512, IoCategory.LV);
                            } catch (DeviceIoException e) {
                                return e;
                            }
                        });
        Latches.await(reading);

        context.close();
        device.close();
        other.close();
        other.close();
        assertEquals(1, files.open(), "the one that is being read");
        closed.countDown();

        assertTrue(reader.join() instanceof ByteBuffer, () -> reader.join().toString());
    }

    @Test
    void pollingAContextThatHasEndedTouchesNoClosedEngine() throws Exception {
        Device device = device("/dev/a");
        device.submitRead(
                0, 512, IoCategory.LV, Duration.ofMillis(1), "read", (result, attachment) -> {});
        Contexts.finishAll(context, engine);
        context.close();
        broken.before(
                call -> {
                    throw new AssertionError("a closed engine was used: " + call);
                });

        assertEquals(0, context.poll(Duration.ofMillis(10)));
        context.wakeup();
        context.drain();
        assertEquals(-1, context.loop().patience());
    }

    @Test
    void everyReaderStartsFromALittleEndianViewOfItsOwn() throws Exception {
        Device device = device("/dev/a");
        IoCallback<Object> messy =
                (result, attachment) -> {
                    try {
                        ByteBuffer first = result.data();
                        ByteBuffer second = result.data();
                        seen.add(first.order() + " at " + first.position());
                        first.order(java.nio.ByteOrder.BIG_ENDIAN).position(5);
                        seen.add(second.order() + " at " + second.position());
                    } catch (DeviceIoException e) {
                        throw new AssertionError(e);
                    }
                };

        for (int i = 0; i < 2; i++) {
            device.submitRead(0, 512, IoCategory.LV, "", messy);
            Contexts.finishAll(context, engine);
        }

        assertEquals(java.util.Collections.nCopies(4, "LITTLE_ENDIAN at 0"), seen);
    }

    @Test
    void deadlinesThatAreTooLongToCountNeverCome() throws Exception {
        Device device = device("/dev/a");
        for (Duration long_ :
                List.of(Duration.ofNanos(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE))) {
            device.submitRead(0, 512, IoCategory.LV, long_, long_, this::see);
            context.poll(Duration.ZERO);
        }
        Contexts.finishAll(context, engine);
        context.poll(Duration.ofSeconds(Long.MAX_VALUE));

        assertEquals(2, seen.stream().filter(outcome -> outcome.endsWith(" ok")).count());
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        device.submitRead(
                                0, 512, IoCategory.LV, Duration.ofNanos(-1), "", this::see));
        open(IoConfig.defaults().withDeadline(Duration.ofSeconds(Long.MAX_VALUE))).close();
    }

    @Test
    void anErrorInARuleFailsTheOpenAtOnceWithItsCause() throws Exception {
        files.add("/dev/a", SIZE, 512);
        StackOverflowError mine = new StackOverflowError("a rule");
        List<Throwable> causes = new ArrayList<>();
        context.submitOpen(
                Path.of("/dev/a"),
                path -> {
                    throw mine;
                },
                "",
                (result, attachment) ->
                        causes.add(
                                assertThrows(DeviceIoException.class, result::device).getCause()));

        assertSame(mine, assertThrows(StackOverflowError.class, context::drain));
        context.drain();

        assertEquals(List.of(mine), causes);
    }

    @Test
    void memoryThatIsLackingIsEnomemOfThatRequest() {
        DeviceIoException failure =
                DeviceIoException.broken(Path.of("/dev/a"), new OutOfMemoryError("Direct buffer"));

        assertEquals(Errno.ENOMEM.number(), failure.errno());
        assertEquals(
                "/dev/a: open failed: java.lang.OutOfMemoryError: Direct buffer",
                failure.getMessage());
    }
}
