package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.devio.engine.Errno;
import org.devio.engine.ErrnoException;
import org.devio.engine.FakeDisk;
import org.devio.engine.FakeEngine;
import org.devio.engine.FileIdentity;
import org.devio.engine.FileOpener;
import org.devio.engine.IoFile;
import org.devio.engine.OpenMode;
import org.devio.testing.Latches;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What hangs is remembered by the disk: asking again costs nothing until it answers. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HungDiskTest {
    private static final Path HUNG = Path.of("/dev/hung");
    private static final String OWES =
            "/dev/hung: read of 512 bytes at 0 failed (PV labels): the device has not answered an"
                    + " earlier request yet";

    private final FakeFiles files = new FakeFiles();
    private final FakeDisk hung = files.add("/dev/hung", 1 << 20, 512);
    private final AtomicLong clock = new AtomicLong();
    private final FakeEngine engine = new FakeEngine(4);
    private final List<String> seen = new ArrayList<>();
    private final CountDownLatch free = new CountDownLatch(1);
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final IoContext context =
            Contexts.open(
                    IoConfig.defaults().withMaxInFlight(2).withDeadline(Duration.ofSeconds(10)),
                    engine,
                    () -> null,
                    new Opener(),
                    clock::get);

    /** Opening what is called stuck takes until it is let go. */
    private final class Opener implements FileOpener {
        @Override
        public IoFile open(Path path, OpenMode mode) throws ErrnoException {
            if (path.endsWith("stuck")) {
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

    @AfterEach
    void closeWithNothingLeftBehind() {
        free.countDown();
        Contexts.finishAll(context, engine);
        context.close();
        files.awaitAllClosed();
    }

    private void see(IoResult result, Object attachment) {
        seen.add(Contexts.outcome(result, attachment));
    }

    private void read(Device device) {
        device.submitRead(0, 512, IoCategory.LABEL, "read", this::see);
    }

    private void poll() {
        context.poll(Duration.ZERO);
    }

    /** As a scan does. */
    private void openReadClose(String path) {
        context.submitOpen(
                Path.of(path),
                "",
                (result, attachment) -> {
                    try {
                        Device device = result.device();
                        device.submitRead(
                                0,
                                512,
                                IoCategory.LABEL,
                                "read",
                                (read, same) -> {
                                    see(read, same);
                                    device.close();
                                });
                    } catch (DeviceIoException e) {
                        seen.add(e.getMessage());
                    }
                });
        int before = seen.size();
        while (seen.size() == before && engine.inKernel().isEmpty()) {
            poll();
        }
    }

    private void hang() {
        openReadClose("/dev/hung");
        clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
        poll();
        assertEquals(1, seen.size());
        assertTrue(seen.remove(0).contains("no answer for 10000 ms"));
    }

    @Test
    void scanningADiskThatHasNotAnsweredAgainAndAgainTakesNoDescriptorAndNoSlot() {
        hang();
        for (int i = 0; i < 10; i++) {
            int ghosts = engine.inKernel().size();
            seen.clear();
            context.submitOpen(HUNG, "", this::readAndClose);
            while (seen.isEmpty()) {
                poll();
            }

            assertEquals(List.of(OWES.replace("/dev/hung: ", "read /dev/hung: ")), seen);
            assertEquals(1, ghosts);
            assertEquals(1, files.open());
        }
    }

    private void readAndClose(OpenResult result, Object attachment) {
        try {
            Device device = result.device();
            device.submitRead(
                    0,
                    512,
                    IoCategory.LABEL,
                    "read",
                    (read, same) -> {
                        see(read, same);
                        device.close();
                    });
        } catch (DeviceIoException e) {
            seen.add(e.getMessage());
        }
    }

    @Test
    void aDiskThatLingersIsClosedWhenItAnswers() throws Exception {
        hang();
        assertEquals(1, files.open());
        context.openDevice(HUNG).close();
        assertEquals(1, files.open());

        engine.inKernel().forEach(engine::finish);
        poll();

        files.awaitAllClosed();
        try (Device device = context.openDevice(HUNG)) {
            assertFalse(device.isSlow());
        }
    }

    @Test
    void aDiskThatAnswersWhileTheContextIsIdleIsAskedByTheNextRead() throws Exception {
        try (Device device = context.openDevice(HUNG)) {
            read(device);
            poll();
            clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
            poll();
            seen.clear();
            engine.inKernel().forEach(engine::finish);

            read(device);
            Contexts.finishAll(context, engine);

            assertEquals(List.of("read ok"), seen);
        }
    }

    @Test
    void anotherNameOfADiskThatHasNotAnsweredIsRefusedTheSameWay() throws Exception {
        files.name("/dev/alias", hung);
        hang();
        try (Device alias = context.openDevice(Path.of("/dev/alias"))) {
            assertTrue(alias.isSlow());
            read(alias);
            poll();
            poll();
        }

        assertEquals(1, seen.size());
        assertTrue(seen.get(0).contains("has not answered an earlier request yet"), seen.get(0));
        assertEquals(1, files.awaitOpen(1));
    }

    @Test
    void aDiskThatTookThePlaceOfOneThatHangsIsOpenedAndRead() throws Exception {
        hang();
        files.add("/dev/hung", 1 << 20, 512);

        try (Device device = context.openDevice(HUNG)) {
            assertFalse(device.isSlow());
            read(device);
            poll();
            assertEquals(2, engine.inKernel().size());
        }
    }

    @Test
    void whatHangsWhileItIsOpenedIsNotOpenedOnceMore() throws Exception {
        files.add("/dev/stuck", 1 << 20, 512);
        Path path = Path.of("/dev/stuck");
        context.submitOpen(path, "", this::readAndClose);
        Latches.await(stuck);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
        poll();
        assertEquals(1, seen.size());

        for (int i = 0; i < 3; i++) {
            seen.clear();
            context.submitOpen(path, "", this::readAndClose);
            poll();
            assertEquals(
                    List.of("/dev/stuck: open failed: an earlier call has not returned yet"), seen);
        }
        DeviceIoException refused =
                assertThrows(DeviceIoException.class, () -> context.openDevice(path));
        assertEquals(Errno.ETIMEDOUT.number(), refused.errno());
        assertTrue(context.toString().contains("1 hang"), context.toString());

        free.countDown();
        files.awaitAllClosed();
    }

    @Test
    void whenTheKernelHasNoMoreContextsThreadsServeTheLiving() throws Exception {
        FakeEngine instead = new FakeEngine(4);
        try (IoContext small =
                Contexts.open(
                        IoConfig.defaults().withMaxInFlight(2).withDeadline(Duration.ofSeconds(10)),
                        engine,
                        () -> null,
                        () -> instead,
                        files,
                        clock::get)) {
            for (String name : List.of("/dev/x", "/dev/y")) {
                files.add(name, 1 << 20, 512);
                Device device = small.openDevice(Path.of(name));
                read(device);
                device.submitRead(65536, 512, IoCategory.LABEL, "far", this::see);
                small.poll(Duration.ZERO);
                clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
                small.poll(Duration.ZERO);
            }
            assertEquals(4, engine.inKernel().size());
            seen.clear();

            files.add("/dev/good", 1 << 20, 512);
            read(small.openDevice(Path.of("/dev/good")));
            Contexts.finishAll(small, instead);

            assertEquals(List.of("read ok"), seen);
            engine.inKernel().forEach(engine::finish);
        }
    }

    @Test
    void aResetForgetsWhatOneDiskOwesAndNotWhatAnotherDoes() throws Exception {
        FakeEngine fresh = new FakeEngine(4);
        try (Device device = context.openDevice(HUNG)) {
            read(device);
            poll();
            clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
            poll();
            assertTrue(device.isSlow());

            context.resetTo(fresh);
            assertFalse(device.isSlow());
            seen.clear();
            read(device);
            Contexts.finishAll(context, fresh);

            assertEquals(List.of("read ok"), seen);
        }
    }

    @Test
    void writesThroughTwoNamesOfADiskLoseNoHalfOfABlock() throws Exception {
        files.name("/dev/alias", hung);
        try (Device one = context.openDevice(HUNG, DeviceOption.WRITE);
                Device other = context.openDevice(Path.of("/dev/alias"), DeviceOption.WRITE);
                Device buffered =
                        context.openDevice(HUNG, DeviceOption.WRITE, DeviceOption.BUFFERED)) {
            for (Device second : List.of(other, buffered)) {
                for (int i = 1; i <= 50; i++) {
                    byte value = (byte) i;
                    CompletableFuture<Void> halves =
                            CompletableFuture.allOf(half(one, 0, value), half(second, 256, value));
                    halves.join();
                    ByteBuffer block = one.read(0, 512, IoCategory.LV);
                    assertEquals(value, block.get(0));
                    assertEquals(value, block.get(256));
                }
            }
        }
    }

    private static CompletableFuture<Void> half(Device device, long offset, byte value) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        device.fill(offset, 256, value, IoCategory.LV);
                    } catch (DeviceIoException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @Test
    void whatIsKeptIsOutdatedByAWriteThroughAnotherName() throws Exception {
        try (Device direct = context.openDevice(HUNG, DeviceOption.WRITE);
                Device buffered =
                        context.openDevice(HUNG, DeviceOption.WRITE, DeviceOption.BUFFERED)) {
            read(direct);
            Contexts.finishAll(context, engine);
            buffered.fill(0, 512, (byte) 7, IoCategory.LV);

            int[] first = {0};
            direct.submitRead(
                    0,
                    512,
                    IoCategory.LABEL,
                    "",
                    (result, attachment) -> {
                        try {
                            first[0] = result.data().get(0);
                        } catch (DeviceIoException e) {
                            throw new AssertionError(e);
                        }
                    });
            Contexts.finishAll(context, engine);

            assertEquals(7, first[0]);
        }
    }
}
