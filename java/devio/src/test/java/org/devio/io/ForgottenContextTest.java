package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.devio.engine.SyncEngine;
import org.devio.testing.Latches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A context that nobody closes gives back what it has all the same, and says so. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ForgottenContextTest {
    private final FakeFiles files = new FakeFiles();
    private final CountDownLatch warned = new CountDownLatch(1);
    private volatile LogRecord warning;

    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord record) {
                    if (record.getMessage().contains("never closed")) {
                        warning = record;
                        warned.countDown();
                    }
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    private WeakReference<IoContext> leaveOneOpen() throws DeviceIoException {
        IoContext context = Contexts.open(IoConfig.defaults(), new SyncEngine(4), files);
        Device device = context.openDevice(Path.of("/dev/a"));
        device.submitRead(0, 512, IoCategory.LV, "", (result, attachment) -> {});
        context.drain();
        return new WeakReference<>(context);
    }

    @Test
    void isClosedWhenNobodyRefersToItAnymore() throws Exception {
        files.add("/dev/a", 1 << 20, 512);
        Logger logger = Logger.getLogger("org.devio.io");
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try {
            WeakReference<IoContext> forgotten = leaveOneOpen();
            while (forgotten.get() != null) {
                System.gc();
            }
            Latches.await(warned);
            files.awaitAllClosed();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }

        assertEquals("it was opened here", warning.getThrown().getMessage());
        assertTrue(
                java.util.Arrays.toString(warning.getThrown().getStackTrace())
                        .contains("ForgottenContextTest.leaveOneOpen"));
    }
}
