package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.devio.engine.FakeEngine;
import org.devio.testing.Latches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EventLoopTest {
    private final FakeFiles files = new FakeFiles();
    private final FakeEngine engine =
            new FakeEngine(8).whenWaiting(waited -> waited.inKernel().forEach(waited::finish));
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch mayWrite = new CountDownLatch(1);

    /**
     * The blocking write stands still where it is traced, which is in no turn. Without deadlines,
     * since the first of them would wake the poll anyway.
     */
    private final IoConfig config =
            IoConfig.defaults()
                    .withDeadline(Duration.ZERO)
                    .withTrace(
                            (path, write, offset, length, category, mode) -> {
                                if (category == IoCategory.LOG) {
                                    writing.countDown();
                                    Latches.await(mayWrite);
                                }
                            });

    private static void write(Device device, ByteBuffer source) {
        try {
            device.write(0, source, IoCategory.LOG);
        } catch (DeviceIoException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPollThatWaitsWhileTheEngineIsMadeGoesOnToWaitForThat() throws Exception {
        files.add("/dev/cached", 1 << 20, 512).grantNothing();
        files.add("/dev/direct", 1 << 20, 512);
        IoContext context = Contexts.open(config, engine, files);
        Device cached = context.openDevice(Path.of("/dev/cached"), DeviceOption.WRITE);
        Device direct = context.openDevice(Path.of("/dev/direct"));
        ByteBuffer block = ByteBuffer.allocate(512);
        CompletableFuture<Void> written =
                CompletableFuture.runAsync(() -> write(cached, block.duplicate()));
        writing.await();
        // It waits for the other one, and needs no engine.
        CompletableFuture<?> held = cached.writeAsync(0, block, IoCategory.LABEL);
        assertTrue(context.toString().contains("no engine yet"), context::toString);
        CompletableFuture<Integer> polled = new CompletableFuture<>();
        Thread poller = new Thread(() -> polled.complete(context.poll(Duration.ofDays(1))));
        poller.setDaemon(true);
        poller.start();
        while (poller.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        CompletableFuture<?> read = direct.readAsync(0, 512, IoCategory.LABEL);

        assertEquals(1, polled.get(), "callbacks of the poll that waited");
        assertTrue(read.isDone());
        mayWrite.countDown();
        written.join();
        context.drain();
        assertTrue(held.isDone());
        context.close();
        files.awaitAllClosed();
    }
}
