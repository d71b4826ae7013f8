package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.devio.engine.SyncEngine;
import org.junit.jupiter.api.Test;

class OpenQueueTest {
    private static final int DISKS = 50;

    private final List<String> opened = new ArrayList<>();
    private int mostOpen;

    private FakeFiles disks(int maxOpen) {
        FakeFiles files = new FakeFiles(maxOpen);
        for (int i = 0; i < DISKS; i++) {
            files.add("/dev/d" + i, 1 << 20, 512);
        }
        return files;
    }

    private void openAll(FakeFiles files, int maxInFlight) {
        IoConfig config = IoConfig.defaults().withMaxInFlight(maxInFlight);
        try (IoContext context = Contexts.open(config, new SyncEngine(maxInFlight), files)) {
            for (int i = 0; i < DISKS; i++) {
                context.submitOpen(Path.of("/dev/d" + i), files, this::readThenClose);
            }
            context.drain();
        }
    }

    private void readThenClose(OpenResult result, FakeFiles files) {
        mostOpen = Math.max(mostOpen, files.open());
        try {
            Device device = result.device();
            device.submitRead(
                    0,
                    512,
                    IoCategory.LABEL,
                    device,
                    (read, open) -> {
                        opened.add(read.path().toString());
                        open.close();
                    });
        } catch (DeviceIoException e) {
            opened.add(e.getMessage());
        }
    }

    @Test
    void everyDeviceIsOpenedThoughOnlySomeMayBeOpenAtATime() {
        openAll(disks(Integer.MAX_VALUE), 8);

        assertEquals(DISKS, opened.size());
        assertTrue(opened.contains("/dev/d0") && opened.contains("/dev/d49"), opened.toString());
        assertTrue(mostOpen <= 8, mostOpen + " were open at a time");
    }

    @Test
    void runningOutOfDescriptorsMeansWaitingForOne() {
        openAll(disks(5), 20);

        assertEquals(DISKS, opened.stream().filter(path -> path.startsWith("/dev/d")).count());
        assertTrue(mostOpen <= 5, mostOpen + " were open at a time");
    }

    @Test
    void aDeviceThatIsNotThereDoesNotHoldUpTheRest() {
        FakeFiles files = disks(Integer.MAX_VALUE);
        try (IoContext context = Contexts.open(IoConfig.defaults(), new SyncEngine(4), files)) {
            context.submitOpen(Path.of("/dev/none"), files, this::readThenClose);
            context.submitOpen(Path.of("/dev/d1"), files, this::readThenClose);
            context.drain();
        }

        opened.sort(null);
        assertEquals(
                List.of(
                        "/dev/d1",
                        "/dev/none: open failed: ENOENT (No such file or directory);"
                                + " the name is misspelt or the device was removed"),
                opened);
        files.awaitAllClosed();
    }

    @Test
    void openDevicesAreClosedWithTheContext() {
        FakeFiles files = disks(Integer.MAX_VALUE);
        try (IoContext context = Contexts.open(IoConfig.defaults(), new SyncEngine(4), files)) {
            context.submitOpen(Path.of("/dev/d1"), null, (result, a) -> opened.add("open"));
            context.drain();
            assertEquals(1, files.open());
        }

        assertEquals(0, files.open());
    }

    private void refuse(OpenResult result, String expected) {
        DeviceIoException refusal = assertThrows(DeviceIoException.class, result::device);
        assertEquals(expected, refusal.getMessage());
        opened.add(result.objection().orElseThrow());
    }

    @Test
    void whatARuleObjectsToIsNotOpened() {
        FakeFiles files = disks(Integer.MAX_VALUE);
        OpenRule onlyTheFirst =
                path -> path.endsWith("d1") ? Optional.empty() : Optional.of("it is not the first");
        try (IoContext context = Contexts.open(IoConfig.defaults(), new SyncEngine(4), files)) {
            context.submitOpen(
                    Path.of("/dev/d2"),
                    onlyTheFirst,
                    "/dev/d2: not opened: it is not the first",
                    this::refuse);
            context.submitOpen(Path.of("/dev/d1"), onlyTheFirst, files, this::readThenClose);
            context.drain();
        }

        opened.sort(null);
        assertEquals(List.of("/dev/d1", "it is not the first"), opened);
        assertEquals(1, files.asked().size(), "how often a device was opened");
    }

    @Test
    void whatARuleThrowsComesOutOfThePollAndTheRestIsOpened() {
        FakeFiles files = disks(Integer.MAX_VALUE);
        IllegalStateException mine = new IllegalStateException("mine");
        OpenRule broken =
                path -> {
                    throw mine;
                };
        try (IoContext context = Contexts.open(IoConfig.defaults(), new SyncEngine(4), files)) {
            context.submitOpen(
                    Path.of("/dev/d2"),
                    broken,
                    "/dev/d2: not opened: java.lang.IllegalStateException: mine",
                    this::refuse);
            context.submitOpen(Path.of("/dev/d1"), files, this::readThenClose);

            assertSame(mine, assertThrows(IllegalStateException.class, context::drain));
            context.drain();
        }

        assertEquals(2, opened.size(), opened.toString());
        assertTrue(opened.contains("/dev/d1"), opened.toString());
        files.awaitAllClosed();
    }
}
