package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.devio.engine.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class IoReaperTest {
    private static final int SIZE = 1 << 20;

    @TempDir Path directory;

    private Path file() throws Exception {
        return Files.write(directory.resolve("disk"), new byte[SIZE]);
    }

    private static Thread reaperThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("devio-reaper"))
                .findAny()
                .orElse(null);
    }

    private static void awaitAsleep(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @EnumSource(IoConfig.Engine.class)
    void futuresCompleteWithoutAnybodyPolling(IoConfig.Engine engine) throws Exception {
        try (IoContext context = IoContext.open(IoConfig.defaults().withEngine(engine));
                IoReaper reaper = IoReaper.start(context);
                Device device = context.openDevice(file(), DeviceOption.WRITE)) {
            assertNotNull(reaper);
            for (int i = 0; i < 500; i++) {
                ByteBuffer source = ByteBuffer.wrap(new byte[] {(byte) i});
                device.writeAsync(i, source, IoCategory.LV).join();
                assertEquals((byte) i, device.readAsync(i, 1, IoCategory.LV).join().get(0));
            }
        }
    }

    @Test
    void manyThreadsMaySubmitWhileItGoesToSleepAndWakes() throws Exception {
        AtomicInteger delivered = new AtomicInteger();
        try (IoContext context = IoContext.open();
                IoReaper reaper = IoReaper.start(context);
                Device device = context.openDevice(file())) {
            assertNotNull(reaper);
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Thread thread =
                        new Thread(
                                () -> {
                                    for (int i = 0; i < 500; i++) {
                                        device.readAsync(i * 512L, 512, IoCategory.LV).join();
                                        delivered.incrementAndGet();
                                    }
                                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertEquals(2000, delivered.get());
    }

    @Test
    void devicesOpenWithoutAnybodyPolling() throws Exception {
        try (IoContext context = IoContext.open();
                IoReaper reaper = IoReaper.start(context)) {
            assertNotNull(reaper);
            awaitAsleep(reaperThread());
            CompletableFuture<Device> opened = new CompletableFuture<>();
            context.submitOpen(
                    file(),
                    opened,
                    (result, future) -> {
                        try {
                            future.complete(result.device());
                        } catch (DeviceIoException e) {
                            future.completeExceptionally(e);
                        }
                    });

            assertEquals(SIZE, opened.join().size());
            opened.join().close();
        }
    }

    @Test
    void itSleepsWithoutUsingTimeWhileNothingIsOutstanding() throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (IoContext context = IoContext.open();
                IoReaper reaper = IoReaper.start(context);
                Device device = context.openDevice(file())) {
            assertNotNull(reaper);
            device.readAsync(0, 512, IoCategory.LV).join();
            Thread thread = reaperThread();
            awaitAsleep(thread);
            long blockedBefore = threads.getThreadInfo(thread.getId()).getWaitedCount();

            // What does not start I/O does not wake it.
            for (int i = 0; i < 1000; i++) {
                device.dropCached();
            }

            awaitAsleep(thread);
            assertEquals(blockedBefore, threads.getThreadInfo(thread.getId()).getWaitedCount());
        }
    }

    @Test
    void whatCallbacksThrowGoesToTheHandlerAndDoesNotEndIt() throws Exception {
        BlockingQueue<String> thrown = new LinkedBlockingQueue<>();
        Thread.UncaughtExceptionHandler handler =
                (thread, failure) -> {
                    thrown.add(thread.getName() + ": " + failure.getMessage());
                    throw new IllegalStateException("the handler fails too");
                };
        try (IoContext context = IoContext.open();
                IoReaper reaper = IoReaper.start(context, handler);
                Device device = context.openDevice(file())) {
            assertNotNull(reaper);
            device.submitRead(
                    0,
                    512,
                    IoCategory.LV,
                    null,
                    (result, attachment) -> {
                        throw new IllegalStateException("thrown by a callback");
                    });
            assertEquals("devio-reaper: thrown by a callback", thrown.take());

            assertEquals(512, device.readAsync(0, 512, IoCategory.LV).join().remaining());
        }
    }

    @Test
    void anInterruptInACallbackDoesNotKeepItAwake() throws Exception {
        try (IoContext context = IoContext.open();
                IoReaper reaper = IoReaper.start(context);
                Device device = context.openDevice(file())) {
            assertNotNull(reaper);
            device.submitRead(
                    0, 512, IoCategory.LV, null, (r, a) -> Thread.currentThread().interrupt());

            awaitAsleep(reaperThread());

            assertEquals(512, device.readAsync(0, 512, IoCategory.LV).join().remaining());
        }
    }

    @Test
    void drainAndPollOfOtherThreadsWorkBesideIt() throws Exception {
        AtomicInteger delivered = new AtomicInteger();
        try (IoContext context = IoContext.open();
                IoReaper reaper = IoReaper.start(context);
                Device device = context.openDevice(file())) {
            assertNotNull(reaper);
            for (int i = 0; i < 200; i++) {
                device.submitRead(
                        i * 4096L,
                        4096,
                        IoCategory.LV,
                        delivered,
                        (r, counter) -> counter.incrementAndGet());
                context.drain();
                assertEquals(i + 1, delivered.get());
            }
        }
    }

    @Test
    void resetDoesNotWaitForAnIoThatHangs() throws Exception {
        FakeFiles files = new FakeFiles();
        files.add("/dev/hung", SIZE, 512);
        FakeEngine hung = new FakeEngine(4).whenWaiting(engine -> Thread.onSpinWait());
        IoContext context = Contexts.open(IoConfig.defaults(), hung, files);
        try (IoReaper reaper = IoReaper.start(context)) {
            assertNotNull(reaper);
            Device device = context.openDevice(Path.of("/dev/hung"));
            CompletableFuture<ByteBuffer> read = device.readAsync(0, 512, IoCategory.LV);

            context.resetTo(new FakeEngine(4));

            assertThrows(Exception.class, read::join);
        }
        context.close();
        files.awaitAllClosed();
    }

    @Test
    void aContextHasOneReaperAtATime() throws Exception {
        try (IoContext context = IoContext.open()) {
            IoReaper first = IoReaper.start(context);
            assertThrows(IllegalStateException.class, () -> IoReaper.start(context));

            first.close();

            IoReaper.start(context).close();
        }
    }

    @Test
    void itEndsWithItsContext() throws Exception {
        IoContext context = IoContext.open();
        IoReaper reaper = IoReaper.start(context);
        Thread thread = reaperThread();

        context.close();
        thread.join();

        assertFalse(thread.isAlive());
        reaper.close();
    }

    @Test
    void itMayBeClosedFromACallback() throws Exception {
        try (IoContext context = IoContext.open();
                Device device = context.openDevice(file())) {
            IoReaper reaper = IoReaper.start(context);
            Thread thread = reaperThread();
            device.submitRead(0, 512, IoCategory.LV, reaper, (result, r) -> r.close());

            thread.join();

            assertFalse(thread.isAlive());
        }
    }
}
