package org.devio.io;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.devio.engine.FakeDisk;
import org.devio.engine.OpenMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DiskTest {
    private static final int REPLACEMENTS = 2_000_000;

    private final FakeDisk device = new FakeDisk("/dev/a", 1 << 20, 512);

    private OpenFile open() {
        return new OpenFile(device.open(), OpenMode.READ, false, file -> file.file.close());
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whoeverUsesItGetsADescriptorHoweverOftenItIsReplaced() {
        Disk disk = new Disk(Path.of("/dev/a"), open(), new Medium(device.identity()));
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> user =
                CompletableFuture.runAsync(
                        () -> {
                            do {
                                // A file that is closed throws.
                                OpenFile file = disk.use();
                                file.file.size();
                                file.unuse();
                            } while (!enough.get());
                        });

        for (int i = 0; i < REPLACEMENTS && !user.isDone(); i++) {
            OpenFile before = disk.file;
            disk.file = open();
            before.unuse();
        }
        enough.set(true);

        user.join();
    }
}
