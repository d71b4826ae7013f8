package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.devio.engine.FakeDisk;
import org.devio.engine.ThreadEngine;
import org.devio.testing.Latches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a context promises of disks that hang, without the kernel's AIO. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ThreadsTest {
    private final FakeFiles files = new FakeFiles();
    private final AtomicLong clock = new AtomicLong();
    private final List<String> seen = new ArrayList<>();
    private final CountDownLatch answer = new CountDownLatch(1);

    private void see(IoResult result, Object attachment) {
        try {
            result.check();
            seen.add(result.path() + " ok");
        } catch (DeviceIoException e) {
            seen.add(e.getMessage());
        }
    }

    @Test
    void aDiskThatHangsIsToldOfAtItsDeadlineAndHoldsUpNoOther() throws Exception {
        FakeDisk hung = files.add("/dev/hung", 1 << 20, 512);
        hung.whenRead(() -> Latches.await(answer));
        files.add("/dev/good", 1 << 20, 512);
        IoConfig config = IoConfig.defaults().withDeadline(Duration.ofSeconds(10));
        try (IoContext context =
                        Contexts.open(config, new ThreadEngine(4), () -> null, files, clock::get);
                Device stuck = context.openDevice(Path.of("/dev/hung"));
                Device good = context.openDevice(Path.of("/dev/good"))) {
            stuck.submitRead(0, 512, IoCategory.LABEL, null, this::see);
            good.submitRead(0, 512, IoCategory.LABEL, null, this::see);
            while (seen.isEmpty()) {
                context.poll(Duration.ofMinutes(1));
            }
            clock.addAndGet(TimeUnit.SECONDS.toNanos(11));
            context.poll(Duration.ZERO);

            assertEquals(
                    List.of(
                            "/dev/good ok",
                            "/dev/hung: read of 512 bytes at 0 failed (PV labels):"
                                    + " no answer for 11000 ms"),
                    seen);
            assertTrue(stuck.isSlow(), "its thread has not returned");
            answer.countDown();
            while (stuck.isSlow()) {
                context.poll(Duration.ZERO);
            }
            stuck.submitRead(0, 512, IoCategory.LABEL, null, this::see);
            context.drain();
            assertEquals("/dev/hung ok", seen.get(2));
        }
        files.awaitAllClosed();
    }
}
