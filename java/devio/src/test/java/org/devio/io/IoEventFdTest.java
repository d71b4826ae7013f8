package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.devio.engine.EventFd;
import org.devio.engine.FakeEngine;
import org.devio.testing.LoopDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The kernel is asked for the state of the eventfd, so that nothing of ours vouches for it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class IoEventFdTest {
    private static final int SIZE = 1 << 20;

    /** What went wrong with the requests of a soak. */
    private final Set<String> failures = ConcurrentHashMap.newKeySet();

    @TempDir Path directory;

    private final List<String> seen = new ArrayList<>();

    private Path image() throws IOException {
        byte[] contents = new byte[SIZE];
        new Random(5).nextBytes(contents);
        return Files.write(directory.resolve("disk.img"), contents);
    }

    private static boolean isReadable(IoEventFd event) {
        try {
            return Files.readAllLines(Path.of("/proc/self/fdinfo/" + event.number())).stream()
                    .filter(line -> line.startsWith("eventfd-count:"))
                    .anyMatch(line -> !line.endsWith(" 0"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What an event loop does: nothing before the descriptor is readable. */
    private static int pollOnceReadable(IoContext context, IoEventFd event) {
        while (!isReadable(event)) {
            Thread.onSpinWait();
        }
        return context.poll(Duration.ZERO);
    }

    /** Polls until it is not readable anymore. */
    private static void settle(IoContext context, IoEventFd event) {
        while (isReadable(event)) {
            context.poll(Duration.ZERO);
        }
    }

    private void see(IoResult result, Object attachment) {
        seen.add(attachment + (result.isFailed() ? " failed" : " ok"));
    }

    private static IoContext open(IoConfig.Engine engine) throws IOException {
        return IoContext.open(IoConfig.defaults().withEngine(engine));
    }

    @ParameterizedTest
    @EnumSource(names = {"LIBAIO", "THREADS", "SYNC"})
    void itIsReadableWhenAReadIsOverAndNotAfterThePoll(IoConfig.Engine engine) throws Exception {
        try (IoContext context = open(engine);
                Device device = context.openDevice(image());
                IoEventFd event = IoEventFd.open(context)) {
            assertFalse(isReadable(event));

            device.submitRead(0, 512, IoCategory.LABEL, "read", this::see);
            while (seen.isEmpty()) {
                pollOnceReadable(context, event);
            }
            assertEquals(List.of("read ok"), seen);
            settle(context, event);
            assertFalse(isReadable(event));

            device.submitRead(0, 512, IoCategory.LABEL, "kept", this::see);
            assertEquals(1, pollOnceReadable(context, event), "a kept block needs no kernel");
            settle(context, event);
        }
    }

    @Test
    void anOpenAndAFailureToOpenMakeItReadable() throws Exception {
        try (IoContext context = IoContext.open();
                IoEventFd event = IoEventFd.open(context)) {
            OpenCallback<String> see =
                    (result, attachment) -> {
                        try (Device device = result.device()) {
                            seen.add(attachment + " " + device.size());
                        } catch (DeviceIoException e) {
                            seen.add(attachment + " failed");
                        }
                    };
            context.submitOpen(image(), "there", see);
            context.submitOpen(directory.resolve("missing"), "missing", see);
            while (seen.size() < 2) {
                pollOnceReadable(context, event);
            }

            assertEquals(List.of("there " + SIZE, "missing failed"), seen);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIBAIO", "THREADS", "SYNC"})
    void itServesOnAfterAReset(IoConfig.Engine engine) throws Exception {
        try (IoContext context = open(engine);
                Device device = context.openDevice(image());
                IoEventFd event = IoEventFd.open(context)) {
            context.reset();
            settle(context, event);

            device.submitRead(0, 512, IoCategory.LABEL, "read", this::see);
            while (seen.isEmpty()) {
                pollOnceReadable(context, event);
            }

            assertEquals(List.of("read ok"), seen);
        }
    }

    @Test
    void whateverEngineComesNextAnnouncesToItToo() throws Exception {
        FakeFiles files = new FakeFiles();
        files.add("/dev/hung", SIZE, 512);
        files.add("/dev/good", SIZE, 512);
        FakeEngine first = new FakeEngine(2);
        FakeEngine renewed = new FakeEngine(2);
        FakeEngine reset = new FakeEngine(2);
        long[] clock = {0};
        IoContext context =
                Contexts.open(IoConfig.defaults(), first, () -> renewed, files, () -> clock[0]);
        IoEventFd event = IoEventFd.open(context);
        context.loop().setUp();
        assertEquals(event.number(), first.announcedTo());
        Device device = context.openDevice(Path.of("/dev/hung"));
        device.submitRead(0, 512, IoCategory.LABEL, "hung", this::see);
        context.poll(Duration.ZERO);
        assertEquals(
                IoConfig.defaults().deadline().toNanos(),
                event.timeoutNanos(),
                "time is the loop's to keep");
        clock[0] = event.timeoutNanos();
        context.poll(Duration.ZERO);
        assertEquals(List.of("hung failed"), seen);
        assertEquals(event.number(), renewed.announcedTo(), "half of the slots had hung");
        assertTrue(event.timeoutNanos() < 0, "nothing has a deadline anymore");
        settle(context, event);

        context.resetTo(reset);

        assertEquals(event.number(), reset.announcedTo());
        Device good = context.openDevice(Path.of("/dev/good"));
        good.submitRead(0, 512, IoCategory.LABEL, "in flight", this::see);
        settle(context, event);
        FakeEngine last = new FakeEngine(2);
        context.resetTo(last);
        assertEquals(1, pollOnceReadable(context, event), "what flew has failed");
        event.close();
        assertEquals(EventFd.NONE, last.announcedTo());
        context.close();
        files.awaitAllClosed();
    }

    @ParameterizedTest
    @CsvSource({"LIBAIO, 0", "LIBAIO, 512", "LIBAIO, 4096", "SYNC, 512"})
    void aLoopThatPollsOnlyWhenItIsReadableMissesNothing(IoConfig.Engine engine, int sectorSize)
            throws Exception {
        Path image = image();
        if (sectorSize == 0) {
            soak(engine, image);
            return;
        }
        assumeTrue(LoopDevice.whyUnavailable().isEmpty(), LoopDevice.whyUnavailable());
        try (LoopDevice loop = LoopDevice.attach(image, sectorSize)) {
            soak(engine, loop.path());
        }
    }

    /** Reads, writes, flushes and opens from callbacks and from another thread. */
    private void soak(IoConfig.Engine engine, Path disk) throws Exception {
        IoConfig tight =
                IoConfig.defaults()
                        .withEngine(engine)
                        .withMaxInFlight(3)
                        .withMaxBufferBytes(64 << 10);
        int requests = 2000;
        AtomicInteger left = new AtomicInteger(requests);
        try (IoContext context = IoContext.open(tight);
                Device device = context.openDevice(disk, DeviceOption.WRITE);
                IoEventFd event = IoEventFd.open(context)) {
            Thread other =
                    new Thread(() -> start(context, device, new Random(1), left, requests / 2));
            other.start();
            start(context, device, new Random(2), left, requests / 2);
            while (left.get() > 0) {
                pollOnceReadable(context, event);
            }
            other.join();
            settle(context, event);

            assertEquals(Set.of(), failures);
            assertEquals(0, context.stats().failed());
            assertEquals(0, context.poll(Duration.ZERO), "something was left behind");
        }
    }

    private void count(IoResult result, AtomicInteger left) {
        left.decrementAndGet();
        try {
            result.check();
        } catch (DeviceIoException e) {
            failures.add(e.getMessage());
        }
    }

    private void start(
            IoContext context, Device device, Random random, AtomicInteger left, int count) {
        for (int i = 0; i < count / 2; i++) {
            // Each begins another when it is over, often on the block that was just read.
            long offset = random.nextInt(100) * 8192L;
            int kind = random.nextInt(8);
            IoCallback<Object> andAgain =
                    (result, attachment) -> {
                        count(result, left);
                        device.submitRead(
                                offset,
                                100,
                                IoCategory.LABEL,
                                null,
                                (again, none) -> count(again, left));
                    };
            switch (kind) {
                case 0 ->
                        device.submitWrite(
                                offset + 7, ByteBuffer.allocate(100), IoCategory.LV, "", andAgain);
                case 1 -> device.submitFlush(IoCategory.LV, "", andAgain);
                case 2 ->
                        context.submitOpen(
                                device.path(),
                                "",
                                (result, none) -> {
                                    try (Device opened = result.device()) {
                                        opened.submitNothing(IoCategory.LV, "", andAgain);
                                    } catch (DeviceIoException e) {
                                        throw new AssertionError(e);
                                    }
                                });
                default -> device.submitRead(offset, 512, IoCategory.LABEL, "", andAgain);
            }
        }
    }

    @Test
    void aContextHasOneAndBeginsItWithNothingOutstanding() throws Exception {
        IoContext context = IoContext.open();
        try (Device device = context.openDevice(image())) {
            device.submitRead(0, 512, IoCategory.LABEL, "read", this::see);
            assertThrows(IllegalStateException.class, () -> IoEventFd.open(context));
            context.drain();

            IoEventFd event = IoEventFd.open(context);
            assertThrows(IllegalStateException.class, () -> IoEventFd.open(context));
            event.close();
            event.close();
            IoEventFd.open(context).close();
        }
        context.close();
        assertThrows(IllegalStateException.class, () -> IoEventFd.open(context));
    }

    @Test
    void wakeupMakesItReadable() throws Exception {
        try (IoContext context = IoContext.open();
                IoEventFd event = IoEventFd.open(context)) {
            context.wakeup();

            assertEquals(0, pollOnceReadable(context, event));
        }
    }

    @Test
    void itMayBeClosedInACallbackAndWhatIsInFlightIsStillDelivered() throws Exception {
        try (IoContext context = IoContext.open();
                Device device = context.openDevice(image())) {
            IoEventFd event = IoEventFd.open(context);
            device.submitRead(
                    0, 512, IoCategory.LABEL, null, (result, attachment) -> event.close());
            device.submitRead(65536, 512, IoCategory.LABEL, "second", this::see);
            context.drain();
            device.submitRead(131072, 512, IoCategory.LABEL, "third", this::see);
            context.drain();

            assertEquals(EventFd.NONE, event.number());
            assertEquals(List.of("second ok", "third ok"), seen);
        }
    }

    @Test
    void aContextWithoutNativeCodeSaysThatItHasNone() throws Exception {
        try (IoContext context = open(IoConfig.Engine.JAVA)) {
            UnsupportedOperationException none =
                    assertThrows(
                            UnsupportedOperationException.class, () -> IoEventFd.open(context));

            assertEquals(
                    "an eventfd takes native code, and engine java was asked for",
                    none.getMessage());
        }
    }
}
