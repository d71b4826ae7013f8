package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.devio.engine.AioEngine;
import org.devio.engine.FileOpener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may still be asked of a context whose engine on the kernel's AIO is closed. */
class EndedContextTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir Path directory;

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger calledBack = new AtomicInteger();

    @Test
    void aPollLaterThanTheDeadlineOfTheLastReadFindsNothing() throws Exception {
        Path disk = Files.write(directory.resolve("disk.img"), new byte[1 << 20]);
        IoConfig config = IoConfig.defaults().withDeadline(DEADLINE);
        AsyncEngines engines = new AsyncEngines(config);
        IoContext context =
                IoContext.open(config, AioEngine.open(8), engines, FileOpener.NATIVE, clock::get);
        Device device = context.openDevice(disk);
        assertTrue(device.isDirect(), "this file system has no O_DIRECT");
        device.submitRead(
                0, 512, IoCategory.LV, null, (result, nothing) -> calledBack.incrementAndGet());
        context.drain();
        context.close();
        engines.awaitClosed();
        clock.addAndGet(2 * DEADLINE.toNanos());

        assertEquals(0, context.poll(Duration.ZERO));
        assertEquals(0, context.poll(DEADLINE));
        context.drain();
        context.wakeup();

        assertEquals(1, calledBack.get());
    }
}
