package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.devio.engine.Errno;
import org.devio.engine.FakeDisk;
import org.devio.engine.FakeEngine;
import org.devio.engine.SyncEngine;
import org.devio.testing.Latches;
import org.devio.testing.LoopDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices that grow and shrink while they are open. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DeviceSizeTest {
    private static final Path PATH = Path.of("/dev/a");
    private static final int SMALL = 1 << 20;
    private static final int LARGE = 2 << 20;

    @TempDir Path directory;

    private final FakeFiles files = new FakeFiles();
    private final FakeDisk disk = files.add("/dev/a", SMALL, 512);
    private final FakeEngine engine = new FakeEngine(2);
    private final List<String> seen = new ArrayList<>();
    private IoContext context = open(IoConfig.defaults().withMaxInFlight(1));

    private IoContext open(IoConfig config) {
        return Contexts.open(config, engine, files);
    }

    @AfterEach
    void closeWithNothingLeftBehind() {
        context.close();
        files.awaitAllClosed();
    }

    private void see(IoResult result, Object attachment) {
        seen.add(Contexts.outcome(result, attachment));
    }

    private void assertEnds(Device device, long size) throws Exception {
        assertEquals(size, device.size());
        assertEquals(size, device.writeEnd());
        assertEquals(512, device.read(size - 512, 512, IoCategory.LABEL).remaining());
        assertThrows(IllegalArgumentException.class, () -> device.read(size, 1, IoCategory.LABEL));
    }

    @Test
    void aSizeIsThatOfTheLastLookForAllWhoShareTheDevice() throws Exception {
        Device one = context.openDevice(PATH);
        Device two = context.openDevice(PATH);
        disk.resize(LARGE);
        assertEnds(one, SMALL);

        assertEquals(LARGE, one.refreshSize());

        assertEnds(one, LARGE);
        assertEnds(two, LARGE);
    }

    @Test
    void aWriteEndThatWasSetStaysAndEndsWithTheDevice() throws Exception {
        Device device = context.openDevice(PATH, DeviceOption.WRITE);
        device.writeEnd(4096);

        disk.resize(LARGE);
        device.refreshSize();
        assertEquals(4096, device.writeEnd());
        disk.resize(2048);
        device.refreshSize();

        assertEquals(2048, device.writeEnd());
    }

    @Test
    void openingForMoreFindsTheNewSize() throws Exception {
        Device reader = context.openDevice(PATH);
        disk.resize(LARGE);

        context.openDevice(PATH, DeviceOption.WRITE);

        assertEnds(reader, LARGE);
    }

    @Test
    void aReadThatWaitedWhileItsBytesWentAwaySaysSo() throws Exception {
        Device device = context.openDevice(PATH);
        device.submitRead(0, 512, IoCategory.LABEL, "first", this::see);
        device.submitRead(SMALL - 700, 600, IoCategory.LABEL, "waited", this::see);
        context.poll(Duration.ZERO);
        disk.resize(SMALL / 2);
        device.refreshSize();

        engine.finish(0);
        context.poll(Duration.ZERO);
        engine.inKernel().forEach(engine::finish);
        context.poll(Duration.ZERO);

        assertEquals("first ok", seen.get(0));
        assertTrue(seen.get(1).startsWith("waited /dev/a: read of 600 bytes"), seen.get(1));
        assertTrue(seen.get(1).contains("device ends after"), seen.get(1));
    }

    @Test
    void whatWasKeptIsForgottenWithTheSize() throws Exception {
        Device device = context.openDevice(PATH);
        for (int size : new int[] {SMALL, LARGE}) {
            disk.resize(size);
            device.refreshSize();
            device.submitRead(0, 512, IoCategory.LABEL, size, this::see);
            context.poll(Duration.ZERO);
            engine.inKernel().forEach(engine::finish);
            context.poll(Duration.ZERO);
        }

        assertEquals(List.of("/dev/a 0+8192", "/dev/a 0+8192"), engine.submitted());
    }

    @Test
    void aSizeThatCannotBeReadStaysAsItWas() throws Exception {
        Device device = context.openDevice(PATH);
        disk.failWith(Errno.ENOMEDIUM.number());

        DeviceIoException failure = assertThrows(DeviceIoException.class, device::refreshSize);

        assertEquals(
                "/dev/a: reading the size failed: ENOMEDIUM (No medium found)",
                failure.getMessage());
        assertEquals(SMALL, device.size());
    }

    @Test
    void aLookThatHangsIsGivenUpAtTheDeadlineAndKeepsItsDescriptor() throws Exception {
        context.close();
        IoConfig impatient = IoConfig.defaults().withDeadline(Duration.ofNanos(1));
        context = Contexts.open(impatient, new SyncEngine(2), files);
        CountDownLatch free = new CountDownLatch(1);
        disk.whenMeasured(() -> Latches.await(free));
        // Its deadline is by the context's clock, which stands still.
        List<OpenResult> opened = new ArrayList<>();
        context.submitOpen(PATH, opened, (result, list) -> list.add(result));
        context.drain();
        Device device = opened.get(0).device();

        DeviceIoException late = assertThrows(DeviceIoException.class, device::refreshSize);
        device.close();

        assertEquals(
                "/dev/a: reading the size failed: ETIMEDOUT (Connection timed out)",
                late.getMessage());
        assertEquals(1, files.open(), "descriptors that are in use");
        free.countDown();
    }

    @Test
    void nobodyLooksOnThePollingThread() throws Exception {
        Device device = context.openDevice(PATH);
        device.submitRead(
                0,
                512,
                IoCategory.LABEL,
                device,
                (result, open) -> assertThrows(IllegalStateException.class, open::refreshSize));
        context.poll(Duration.ZERO);
        engine.finish(0);

        assertEquals(1, context.poll(Duration.ZERO));
    }

    @ParameterizedTest
    @EnumSource(
            value = IoConfig.Engine.class,
            names = {"LIBAIO", "SYNC", "JAVA"})
    void filesAndDisksGrowAndShrink(IoConfig.Engine engine) throws Exception {
        Path image = directory.resolve("disk.img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw");
                IoContext real = IoContext.open(IoConfig.defaults().withEngine(engine))) {
            file.setLength(SMALL);
            try (Device device = real.openDevice(image)) {
                follow(real, device, file, () -> {});
            }
            assumeTrue(LoopDevice.whyUnavailable().isEmpty(), LoopDevice.whyUnavailable());
            try (LoopDevice loop = LoopDevice.attach(image, 512);
                    Device device = real.openDevice(loop.path())) {
                follow(real, device, file, loop::resize);
            }
        }
    }

    private void follow(IoContext real, Device device, RandomAccessFile image, Runnable resize)
            throws Exception {
        for (int size : new int[] {LARGE, SMALL}) {
            image.setLength(size);
            resize.run();
            assertEquals(size, device.refreshSize());
            assertEnds(device, size);
            device.submitRead(size - 512, 512, IoCategory.LABEL, size, this::see);
            real.drain();
            assertEquals(size + " ok", seen.get(seen.size() - 1));
        }
    }
}
