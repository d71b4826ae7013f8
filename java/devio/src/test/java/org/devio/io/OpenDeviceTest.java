package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.devio.engine.Errno;
import org.devio.engine.FakeDisk;
import org.devio.engine.OpenMode;
import org.devio.engine.SyncEngine;
import org.devio.testing.Strace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OpenDeviceTest {
    private static final Path PATH = Path.of("/dev/a");

    @TempDir Path directory;

    private final FakeFiles files = new FakeFiles();
    private final IoContext context = Contexts.open(IoConfig.defaults(), new SyncEngine(2), files);

    @AfterEach
    void closeWithNothingLeftBehind() {
        context.close();
        files.awaitAllClosed();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENOENT    | open failed: ENOENT (No such file or directory); the name is misspelt"
                        + " or the device was removed",
                "ENOMEDIUM | open failed: ENOMEDIUM (No medium found); the drive is empty, a medium"
                        + " has to be inserted first",
                "EBUSY     | open failed: EBUSY (Device or resource busy); it is mounted or"
                        + " another program holds it",
                "EACCES    | open failed: EACCES (Permission denied); block devices are usually"
                        + " read as root or as a member of group disk",
                "EROFS     | open failed: EROFS (Read-only file system)",
                "ENOTBLK   | neither a block device nor a regular file"
            })
    void whatKeepsADeviceFromBeingOpenedHasItsOwnWords(Errno errno, String words) {
        files.refuse("/dev/a", errno.number());

        DeviceIoException blocking =
                assertThrows(DeviceIoException.class, () -> context.openDevice(PATH));
        List<String> told = new ArrayList<>();
        context.submitOpen(
                PATH,
                null,
                (result, attachment) ->
                        told.add(
                                assertThrows(DeviceIoException.class, result::device)
                                        .getMessage()));
        context.drain();

        assertEquals("/dev/a: " + words, blocking.getMessage());
        assertEquals(errno.number(), blocking.errno());
        assertEquals(List.of(blocking.getMessage()), told);
    }

    @Test
    void aPathThatHasComeToNameAnotherDeviceIsNotTakenForTheOpenOne() throws Exception {
        FakeDisk disk = files.add("/dev/a", 1 << 20, 512);
        try (Device device = context.openDevice(PATH)) {
            FakeDisk another = files.add("/dev/a", 1 << 20, 512);
            DeviceIoException other =
                    assertThrows(DeviceIoException.class, () -> context.openDevice(PATH));
            files.name("/dev/a", disk);

            assertEquals(
                    "/dev/a: now names another device (%s, was %s); close what is open on it first"
                            .formatted(another.identity(), disk.identity()),
                    other.getMessage());
            assertEquals(disk.identity().device(), device.deviceNumber());
            assertEquals(Errno.ESTALE.number(), other.errno());
            context.openDevice(PATH).close();
            assertEquals(1, files.open());
        }
    }

    @Test
    void whatWasRefusedOnAPathIsAskedForAgainOnlyAfterAReset() throws Exception {
        files.add("/dev/a", 1 << 20, 512).grantNothing();
        OpenMode nothing = new OpenMode(false, false, false, false);

        context.openDevice(PATH).close();
        context.openDevice(PATH).close();
        context.submitOpen(PATH, null, (result, attachment) -> {});
        context.drain();
        context.openDevice(PATH).close();
        assertEquals(List.of(OpenMode.READ, nothing, nothing), files.asked());
        context.reset();
        context.openDevice(PATH, DeviceOption.EXCLUSIVE).close();

        assertEquals(new OpenMode(false, true, true, true), files.asked().get(3));
    }

    /** Run under strace: opens a file twice that has no direct I/O. */
    static final class Twice {
        private Twice() {}

        public static void main(String[] paths) throws Exception {
            try (IoContext real = IoContext.open()) {
                real.openDevice(Path.of(paths[0])).close();
                real.openDevice(Path.of(paths[0])).close();
            }
        }
    }

    @Test
    void theKernelRefusesDirectIoOnAFileOnce() throws Exception {
        assumeTrue(Strace.whyUnavailable().isEmpty(), Strace.whyUnavailable());
        String file = "/sys/kernel/uevent_seqnum";

        Strace.Run run = Strace.watching("openat,open").run(directory, Twice.class, List.of(file));

        List<String> opens = run.calls().stream().filter(call -> call.contains(file)).toList();
        List<String> refused = opens.stream().filter(call -> call.contains("EINVAL")).toList();
        assertEquals(1, refused.size(), opens.toString());
        assertTrue(refused.get(0).contains("O_DIRECT"), refused.get(0));
        // What went before was O_NOATIME, which only the owner of a file is granted.
        List<String> after = opens.subList(opens.indexOf(refused.get(0)) + 1, opens.size());
        assertEquals(2, after.size(), opens.toString());
        assertFalse(after.toString().contains("O_DIRECT"), after.toString());
    }

    @Test
    void whatWasGrantedOrNotAskedForIsAskedForTheNextTime() throws Exception {
        files.add("/dev/a", 1 << 20, 512);

        context.openDevice(PATH, DeviceOption.BUFFERED).close();
        context.openDevice(PATH).close();
        context.openDevice(PATH).close();

        assertEquals(
                List.of(new OpenMode(false, false, false, true), OpenMode.READ, OpenMode.READ),
                files.asked());
    }

    @Test
    void anUpgradeThatFailsLeavesReadersAsTheyWere() throws Exception {
        files.add("/dev/a", 1 << 20, 512);
        try (Device reader = context.openDevice(PATH)) {
            files.refuse("/dev/a", Errno.EROFS.number());

            assertThrows(
                    DeviceIoException.class, () -> context.openDevice(PATH, DeviceOption.WRITE));

            assertEquals(512, reader.read(0, 512, IoCategory.LABEL).remaining());
            assertEquals(1, files.open());
        }
    }

    @Test
    void theLastUserClosesTheDescriptor() throws Exception {
        files.add("/dev/a", 1 << 20, 512);
        Device one = context.openDevice(PATH);
        Device two = context.openDevice(PATH);

        one.close();
        assertEquals(1, files.open());
        two.close();

        assertEquals(0, files.open());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JAVA") // It opens nothing exclusively.
    void whoWritesIsNotHurtByOthersThatOpenTheSameForLess(IoConfig.Engine engine) throws Exception {
        Path image = Files.write(directory.resolve("disk.img"), new byte[65536]);
        try (IoContext real = IoContext.open(IoConfig.defaults().withEngine(engine));
                Device writer = real.openDevice(image, DeviceOption.WRITE)) {
            List<Device> others = new ArrayList<>();
            real.submitOpen(
                    image,
                    others,
                    (result, opened) -> opened.add(assertDoesNotThrow(result::device)));
            real.drain();
            others.add(real.openDevice(image, DeviceOption.EXCLUSIVE));

            writer.write(7, ByteBuffer.wrap(new byte[] {1}), IoCategory.LV);

            for (Device other : others) {
                assertEquals(1, other.read(7, 1, IoCategory.LV).get(0));
                assertFalse(other.isWritable(), "nobody asked for that");
                other.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsEverCreated(IoConfig.Engine engine) throws Exception {
        Path missing = directory.resolve("missing");
        try (IoContext real = IoContext.open(IoConfig.defaults().withEngine(engine))) {
            DeviceIoException failure =
                    assertThrows(
                            DeviceIoException.class,
                            () -> real.openDevice(missing, DeviceOption.WRITE));

            assertEquals(Errno.ENOENT.number(), failure.errno());
            assertFalse(Files.exists(missing), "it was created");
        }
    }

    @Test
    void whereDirectIoCannotBeHadThePageCacheServes() throws Exception {
        // A file in sysfs: of a block, with fewer bytes in it.
        Path file = Path.of("/sys/kernel/uevent_seqnum");
        byte first = Files.readAllBytes(file)[0];
        try (IoContext real = IoContext.open();
                Device device = real.openDevice(file)) {
            CompletableFuture<ByteBuffer> read = device.readAsync(0, 1, IoCategory.LABEL);
            real.drain();

            assertFalse(device.isDirect());
            assertEquals(first, read.get().get(0));
            assertEquals(first, device.read(0, 1, IoCategory.LABEL).get(0));
        }
    }
}
