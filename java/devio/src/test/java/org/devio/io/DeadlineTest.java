package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.devio.engine.Errno;
import org.devio.engine.ErrnoException;
import org.devio.engine.FakeEngine;
import org.devio.engine.FileIdentity;
import org.devio.engine.FileOpener;
import org.devio.engine.IoEngine;
import org.devio.engine.IoFile;
import org.devio.engine.OpenMode;
import org.devio.engine.SyncEngine;
import org.devio.testing.Latches;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DeadlineTest {
    private static final int DEPTH = 2;

    private final FakeFiles files = new FakeFiles();
    private final AtomicLong clock = new AtomicLong();
    private final FakeEngine engine = new FakeEngine(2 * DEPTH);
    private final FakeEngine next = new FakeEngine(2 * DEPTH);
    private final List<String> seen = new ArrayList<>();
    private final IoConfig config =
            IoConfig.defaults()
                    .withMaxInFlight(DEPTH)
                    .withDeadline(Duration.ofSeconds(10))
                    .withMaxBufferBytes(2 * 8192);
    private final IoContext context = Contexts.open(config, engine, () -> next, files, clock::get);

    @AfterEach
    void closeWithNothingLeftBehind() {
        context.close();
        files.awaitAllClosed();
    }

    private Device open(String path) throws DeviceIoException {
        files.add(path, 1 << 20, 512);
        return context.openDevice(Path.of(path), DeviceOption.WRITE);
    }

    private void see(IoResult result, Object attachment) {
        seen.add(Contexts.outcome(result, attachment));
    }

    private void read(Device device, Object attachment) {
        device.submitRead(0, 512, IoCategory.LABEL, attachment, this::see);
    }

    private void poll() {
        context.poll(Duration.ZERO);
    }

    private void pass(long seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        poll();
    }

    private int slotOf(FakeEngine of, String path) {
        return of.inKernel().stream()
                .filter(slot -> of.diskOf(slot).equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoWaitsTooLongIsToldWithDeviceRangeCategoryAndTime() throws DeviceIoException {
        read(open("/dev/hung"), "hung");
        poll();
        pass(9);
        assertEquals(List.of(), seen);

        pass(2);

        assertEquals(
                List.of(
                        "hung /dev/hung: read of 512 bytes at 0 failed (PV labels):"
                                + " no answer for 11000 ms"),
                seen);
    }

    @Test
    void theRestGoesOnWhileOneHangs() throws DeviceIoException {
        read(open("/dev/hung"), "hung");
        poll();
        pass(11);
        seen.clear();
        Device good = open("/dev/good");

        for (int i = 0; i < DEPTH; i++) {
            good.submitRead(i * 65536L, 512, IoCategory.LABEL, "good", this::see);
        }
        poll();
        assertEquals(1 + DEPTH, engine.inKernel().size(), "the hung one takes no slot of theirs");
        for (int slot : engine.inKernel()) {
            if (engine.diskOf(slot).equals("/dev/good")) {
                engine.finish(slot);
            }
        }
        poll();

        assertEquals(List.of("good ok", "good ok"), seen);
    }

    @Test
    void aDeviceThatHangsIsNotAskedAgainUntilItAnswers() throws DeviceIoException {
        Device device = open("/dev/hung");
        read(device, "first");
        poll();
        pass(11);
        assertTrue(device.isSlow());
        seen.clear();

        read(device, "second");
        poll();
        assertEquals(
                List.of(
                        "second /dev/hung: read of 512 bytes at 0 failed (PV labels):"
                                + " the device has not answered an earlier request yet"),
                seen);
        engine.finish(slotOf(engine, "/dev/hung"));
        context.drain();
        poll();
        context.poll(Duration.ZERO);
        read(device, "third");
        poll();
        engine.inKernel().forEach(engine::finish);
        poll();

        assertFalse(device.isSlow());
        assertEquals("third ok", seen.get(seen.size() - 1));
    }

    @Test
    void aRequestsOwnDeadlineHolds() throws DeviceIoException {
        open("/dev/slow")
                .submitRead(0, 512, IoCategory.LABEL, Duration.ofSeconds(60), "own", this::see);
        poll();
        pass(59);
        assertEquals(List.of(), seen);

        pass(2);

        assertEquals(1, seen.size());
    }

    @Test
    void whatTheKernelHasAnsweredIsNotLateHoweverLateWePoll() throws DeviceIoException {
        read(open("/dev/a"), "late poll");
        poll();
        engine.finish(0);

        pass(1000);

        assertEquals(List.of("late poll ok"), seen);
    }

    @Test
    void theKernelKeepsTheBufferOfAHungRead() throws DeviceIoException {
        Device hung = open("/dev/hung");
        read(hung, "hung");
        poll();
        pass(11);
        Device good = open("/dev/good");
        for (int i = 0; i < 10; i++) {
            good.submitRead(i * 65536L, 8192, IoCategory.LABEL, i, this::see);
            poll();
            engine.finish(slotOf(engine, "/dev/good"));
            poll();
        }

        // Throws if anybody has touched the buffer meanwhile.
        engine.finish(slotOf(engine, "/dev/hung"));
        poll();
    }

    @Test
    void whenHungReadsHoldTheSlotsAnotherEngineServesTheLiving() throws DeviceIoException {
        for (int i = 0; i < DEPTH; i++) {
            read(open("/dev/hung" + i), i);
        }
        poll();
        pass(11);
        seen.clear();

        read(open("/dev/good"), "good");
        poll();
        assertEquals(List.of("/dev/good 0+8192"), next.submitted());
        next.inKernel().forEach(next::finish);
        poll();
        assertEquals(List.of("good ok"), seen);
        assertFalse(engine.isClosed());

        engine.inKernel().forEach(engine::finish);
        read(open("/dev/good2"), "good2");
        poll();
        assertTrue(engine.isClosed(), "the old engine goes when it has nothing left");
        next.inKernel().forEach(next::finish);
        poll();
    }

    @Test
    void aHungWriteKeepsItsRangeAndFailsThoseBehindIt() throws DeviceIoException {
        Device device = open("/dev/hung");
        ByteBuffer block = ByteBuffer.allocate(512);
        device.submitWrite(0, block, IoCategory.LABEL, "hung", this::see);
        device.submitWrite(0, block, IoCategory.LABEL, "behind", this::see);
        poll();

        pass(11);
        poll();

        assertEquals(2, seen.size());
        assertTrue(seen.get(0).startsWith("hung /dev/hung: write of 512 bytes at 0 failed"));
        assertTrue(seen.get(1).endsWith("has not answered an earlier request yet"), seen.get(1));
    }

    @Test
    void closingDoesNotWaitForWhatHangs() throws DeviceIoException {
        read(open("/dev/hung"), "hung");
        poll();
        engine.whenWaiting(e -> clock.addAndGet(TimeUnit.SECONDS.toNanos(11)));

        context.close();

        assertEquals(1, seen.size());
        assertTrue(seen.get(0).contains("no answer for"), seen.get(0));
    }

    @Test
    void aDeviceWithTooManyErrorsIsNotAskedUntilItsErrorsAreForgotten() throws Exception {
        try (IoContext strict =
                Contexts.open(config.withMaxErrors(2), engine, () -> next, files, clock::get)) {
            files.add("/dev/bad", 1 << 20, 512);
            Device bad = strict.openDevice(Path.of("/dev/bad"));
            for (int i = 0; i < 2; i++) {
                read(bad, i);
                strict.poll(Duration.ZERO);
                engine.finish(0, -Errno.EIO.number());
                strict.poll(Duration.ZERO);
            }
            read(bad, "third");
            strict.poll(Duration.ZERO);
            assertEquals(2, bad.errors());
            assertEquals(
                    "third /dev/bad: read of 512 bytes at 0 failed (PV labels):"
                            + " the device was disabled after 2 errors",
                    seen.get(2));

            bad.resetErrors();
            read(bad, "fourth");
            strict.poll(Duration.ZERO);
            engine.finish(0);
            strict.poll(Duration.ZERO);

            assertEquals("fourth ok", seen.get(3));
        }
    }

    @Test
    void afterResetWhatFlewHasFailedAndWhatWaitedGoesOn() throws Exception {
        Device device = open("/dev/a");
        for (int i = 0; i < DEPTH + 1; i++) {
            device.submitRead(i * 65536L, 512, IoCategory.LABEL, i, this::see);
        }
        poll();
        assertEquals(DEPTH, engine.inKernel().size());

        context.resetTo(next);
        poll();
        next.inKernel().forEach(next::finish);
        poll();

        assertEquals(DEPTH + 1, seen.size());
        assertTrue(seen.get(0).endsWith("the context was reset first"), seen.get(0));
        assertEquals("2 ok", seen.get(2));
        assertSame(true, engine.isClosed());
        assertEquals(0, context.stats().inFlight());
    }

    /** Opens nothing until it is let, but closes as it should. */
    private static final class StuckFiles implements FileOpener {
        private final FakeFiles files;
        private final CountDownLatch stuck = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);

        StuckFiles(FakeFiles files) {
            this.files = files;
        }

        @Override
        public IoFile open(Path path, OpenMode mode) throws ErrnoException {
            if (path.toString().contains("stuck")) {
                stuck.countDown();
                Latches.await(free);
            }
            return files.open(path, mode);
        }

        @Override
        public FileIdentity identity(Path path) throws ErrnoException {
            return files.identity(path);
        }
    }

    @Test
    void anOpenThatHangsIsReportedAndTheRestAreOpened() throws Exception {
        StuckFiles stuckFiles = new StuckFiles(files);
        files.add("/dev/stuck", 1 << 20, 512);
        files.add("/dev/good", 1 << 20, 512);
        IoEngine sync = new SyncEngine(DEPTH);
        List<String> opened = new ArrayList<>();
        OpenCallback<Object> see =
                (result, attachment) -> {
                    try (Device device = result.device()) {
                        opened.add(device.path() + " ok");
                    } catch (DeviceIoException e) {
                        opened.add(e.getMessage());
                    }
                };
        try (IoContext opening = Contexts.open(config, sync, () -> null, stuckFiles, clock::get)) {
            opening.submitOpen(Path.of("/dev/stuck"), null, see);
            opening.submitOpen(Path.of("/dev/good"), null, see);
            stuckFiles.stuck.await();
            clock.addAndGet(TimeUnit.SECONDS.toNanos(11));

            opening.drain();

            assertEquals(
                    List.of(
                            "/dev/stuck: open failed: ETIMEDOUT (Connection timed out)",
                            "/dev/good ok"),
                    opened);
            stuckFiles.free.countDown();
        }
        files.awaitAllClosed();
    }

    @Test
    void behindSlowOpensOthersAreOpenedLongBeforeTheDeadline() throws Exception {
        StuckFiles stuckFiles = new StuckFiles(files);
        List<String> opened = new ArrayList<>();
        IoConfig wide = config.withMaxInFlight(8);
        try (IoContext opening =
                Contexts.open(wide, new SyncEngine(8), () -> null, stuckFiles, clock::get)) {
            for (String path : List.of("/dev/stuck", "/dev/a", "/dev/stuck2", "/dev/b")) {
                files.add(path, 1 << 20, 512);
                opening.submitOpen(
                        Path.of(path),
                        null,
                        (result, attachment) -> opened.add(result.path().toString()));
            }
            while (opened.size() < 2) {
                clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
                opening.poll(Duration.ofMillis(1));
            }
            assertEquals(List.of("/dev/a", "/dev/b"), opened.stream().sorted().toList());
            assertTrue(clock.get() < TimeUnit.SECONDS.toNanos(10), "it took the deadline");

            stuckFiles.free.countDown();
            opening.drain();
        }

        assertEquals(
                List.of("/dev/stuck", "/dev/stuck2"),
                opened.subList(2, 4).stream().sorted().toList());
        files.awaitAllClosed();
    }

    @Test
    void slowOpensAreGivenUpAtTheDeadlineThoughOthersWentOn() throws Exception {
        StuckFiles stuckFiles = new StuckFiles(files);
        List<String> opened = new ArrayList<>();
        IoConfig wide = config.withMaxInFlight(8);
        try (IoContext opening =
                Contexts.open(wide, new SyncEngine(8), () -> null, stuckFiles, clock::get)) {
            for (String path : List.of("/dev/stuck", "/dev/a")) {
                files.add(path, 1 << 20, 512);
                opening.submitOpen(
                        Path.of(path), null, (result, attachment) -> opened.add(outcome(result)));
            }
            stuckFiles.stuck.await();
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(20));
            opening.poll(Duration.ofMinutes(1));
            clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
            opening.drain();
            stuckFiles.free.countDown();
        }

        assertEquals(
                List.of("/dev/a ok", "/dev/stuck: open failed: ETIMEDOUT (Connection timed out)"),
                opened);
        files.awaitAllClosed();
    }

    private static String outcome(OpenResult result) {
        try {
            return result.device().path() + " ok";
        } catch (DeviceIoException e) {
            return e.getMessage();
        }
    }

    @Test
    void aBlockingOpenThatHangsIsReported() {
        StuckFiles stuckFiles = new StuckFiles(files);
        files.add("/dev/stuck", 1 << 20, 512);
        IoConfig impatient = config.withDeadline(Duration.ofNanos(1));
        try (IoContext opening =
                Contexts.open(
                        impatient, new SyncEngine(DEPTH), () -> null, stuckFiles, clock::get)) {
            DeviceIoException late =
                    assertThrows(
                            DeviceIoException.class,
                            () -> opening.openDevice(Path.of("/dev/stuck")));

            assertEquals(Errno.ETIMEDOUT.number(), late.errno());
            stuckFiles.free.countDown();
        }
    }
}
