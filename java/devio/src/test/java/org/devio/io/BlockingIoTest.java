package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.devio.engine.Errno;
import org.devio.engine.FakeDisk;
import org.devio.engine.FakeEngine;
import org.devio.testing.Latches;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BlockingIoTest {
    private static final int SIZE = 1 << 20;
    private static final int BLOCK = 512;

    @TempDir Path directory;

    private final FakeFiles files = new FakeFiles();
    private final FakeDisk disk = files.add("/dev/bad", SIZE, BLOCK);
    private final IoContext context =
            Contexts.open(IoConfig.defaults().withMaxErrors(3), new FakeEngine(2), files);

    @AfterEach
    void closeWithNothingLeftBehind() {
        context.close();
        files.awaitAllClosed();
    }

    private static String messageOf(Executable call) {
        return assertThrows(DeviceIoException.class, call).getMessage();
    }

    @Test
    void failuresOfBlockingCallsDisableADeviceForAllUntilTheyAreForgotten() throws Exception {
        Device device = context.openDevice(Path.of("/dev/bad"), DeviceOption.WRITE);
        disk.failWith(Errno.EIO.number());
        assertEquals(
                "/dev/bad: read of 10 bytes at 7 failed (PV labels): EIO (Input/output error)",
                messageOf(() -> device.read(7, 10, IoCategory.LABEL)));
        assertEquals(
                "/dev/bad: write of 10 bytes at 7 failed (PV labels): EIO (Input/output error)",
                messageOf(() -> device.write(7, ByteBuffer.allocate(10), IoCategory.LABEL)));
        assertEquals(
                "/dev/bad: flush failed (PV labels): EIO (Input/output error)",
                messageOf(() -> device.flush(IoCategory.LABEL)));
        disk.failWith(0);

        assertEquals(
                "/dev/bad: read of 10 bytes at 7 failed (PV labels): the device was disabled after"
                        + " 3 errors",
                messageOf(() -> device.read(7, 10, IoCategory.LABEL)));
        assertEquals(3, device.errors(), "a refusal is no fault of the device");

        device.resetErrors();
        assertEquals(disk.byteAt(7), device.read(7, 10, IoCategory.LABEL).get(0));
    }

    private static ByteBuffer aligned(int blocks) {
        return ByteBuffer.allocateDirect((blocks + 1) * BLOCK).alignedSlice(BLOCK);
    }

    private Device open() throws Exception {
        return context.openDevice(Path.of("/dev/bad"), DeviceOption.WRITE);
    }

    /** Between position and limit of {@code memory}. */
    private void assertHoldsWhatStandsAt(long offset, ByteBuffer memory) {
        for (int i = memory.position(); i < memory.limit(); i++) {
            assertEquals(disk.byteAt(offset + i - memory.position()), memory.get(i), "byte " + i);
        }
    }

    private static void fill(ByteBuffer memory) {
        for (int i = memory.position(); i < memory.limit(); i++) {
            memory.put(i, (byte) (3 * i + 1));
        }
    }

    @Test
    void wholeBlocksMoveStraightIntoAlignedDirectMemory() throws Exception {
        Device device = open();
        ByteBuffer memory = aligned(4);
        memory.position(BLOCK).limit(3 * BLOCK);

        device.read(7 * BLOCK, memory, IoCategory.LV);

        assertSame(memory, disk.lastMemory(), "bytes were copied");
        assertEquals(3 * BLOCK, memory.position());
        assertEquals(3 * BLOCK, memory.limit());
        assertHoldsWhatStandsAt(7 * BLOCK, memory.position(BLOCK));
        assertEquals(0, memory.get(BLOCK - 1), "the byte before");
        assertEquals(0, memory.limit(4 * BLOCK).get(3 * BLOCK), "the byte behind");
    }

    @Test
    void wholeBlocksMoveStraightFromAlignedDirectMemory() throws Exception {
        Device device = open();
        ByteBuffer memory = aligned(4);
        fill(memory);
        byte before = disk.byteAt(7 * BLOCK - 1);
        byte behind = disk.byteAt(9 * BLOCK);
        ByteBuffer source = memory.asReadOnlyBuffer().position(BLOCK).limit(3 * BLOCK);

        device.write(7 * BLOCK, source, IoCategory.LV);

        assertSame(source, disk.lastMemory(), "bytes were copied");
        assertEquals(BLOCK, source.position(), "a write moves no position");
        assertHoldsWhatStandsAt(7 * BLOCK, source);
        assertEquals(before, disk.byteAt(7 * BLOCK - 1));
        assertEquals(behind, disk.byteAt(9 * BLOCK));
    }

    @ParameterizedTest
    @CsvSource({
        "false, 0, 1024, 1024, memory on the heap",
        "true, 100, 1024, 1024, an address that is not aligned",
        "true, 0, 1000, 1024, an offset within a block",
        "true, 0, 1024, 1000, a length of no whole blocks"
    })
    void whateverDirectIoCannotMoveIsCopied(
            boolean direct, int position, int offset, int length, String what) throws Exception {
        Device device = open();
        ByteBuffer memory = direct ? aligned(4) : ByteBuffer.allocate(4 * BLOCK);
        memory.position(position).limit(position + length);

        device.read(offset, memory, IoCategory.LV);

        assertNotSame(memory, disk.lastMemory(), what);
        assertEquals(position + length, memory.position());
        assertHoldsWhatStandsAt(offset, memory.position(position));

        fill(memory);
        device.write(offset, memory, IoCategory.LV);

        assertNotSame(memory, disk.lastMemory(), what);
        assertEquals(position, memory.position(), "a write moves no position");
        assertHoldsWhatStandsAt(offset, memory);
    }

    @Test
    void theOddEndOfADeviceIsRead() throws Exception {
        FakeDisk odd = files.add("/dev/odd", SIZE + 100, BLOCK);
        Device device = context.openDevice(Path.of("/dev/odd"));
        ByteBuffer memory = aligned(2).limit(BLOCK + 100);

        device.read(SIZE - BLOCK, memory, IoCategory.LV);

        for (int i = 0; i < memory.position(); i++) {
            assertEquals(odd.byteAt(SIZE - BLOCK + i), memory.get(i), "byte " + i);
        }
        assertFalse(memory.hasRemaining());
    }

    @Test
    void aDeviceThatMovesLessThanItWasAskedIsAskedForTheRest() throws Exception {
        Device device = open();
        ByteBuffer memory = aligned(6);
        fill(memory);
        memory.position(BLOCK).limit(6 * BLOCK);
        disk.moveAtMost(2 * BLOCK);

        device.write(0, memory, IoCategory.LV);
        assertHoldsWhatStandsAt(0, memory);

        device.read(10 * BLOCK, memory, IoCategory.LV);
        assertHoldsWhatStandsAt(10 * BLOCK, memory.position(BLOCK));
    }

    @Test
    void aReadThatFailsLeavesThePositionAndTheNextOneSucceeds() throws Exception {
        Device device = open();
        ByteBuffer memory = aligned(2).limit(2 * BLOCK);
        disk.failWith(Errno.EIO.number());

        assertEquals(
                "/dev/bad: read of 1024 bytes at 0 failed (LV content): EIO (Input/output error)",
                messageOf(() -> device.read(0, memory, IoCategory.LV)));
        assertEquals(0, memory.position());

        disk.failWith(0);
        device.read(0, memory, IoCategory.LV);
        assertHoldsWhatStandsAt(0, memory.flip());
    }

    private static WeakReference<ByteBuffer> readOnce(Device device) throws DeviceIoException {
        ByteBuffer memory = aligned(1).limit(BLOCK);
        device.read(0, memory, IoCategory.LV);
        return new WeakReference<>(memory);
    }

    @Test
    void theMemoryStaysTheCallersToLetGoOf() throws Exception {
        Device device = context.openDevice(Path.of("/dev/bad"));

        WeakReference<ByteBuffer> memory = readOnce(device);
        for (int i = 0; i < 100 && memory.get() != null; i++) {
            System.gc();
        }
        assertNull(memory.get(), "the device keeps it");
        device.close();
    }

    @Test
    void memoryThatIsReadOnlyIsNotReadInto() throws Exception {
        Device device = open();
        ByteBuffer memory = aligned(2).limit(2 * BLOCK).asReadOnlyBuffer();

        assertThrows(IllegalArgumentException.class, () -> device.read(0, memory, IoCategory.LV));

        assertNull(disk.lastMemory(), "the device was asked");
    }

    @Test
    void whoReadsDoesNotNoticeThatThePathIsOpenedForMore() throws Exception {
        for (int round = 0; round < 300; round++) {
            try (Device reading = context.openDevice(Path.of("/dev/bad"))) {
                AtomicBoolean reads = new AtomicBoolean();
                AtomicBoolean enough = new AtomicBoolean();
                CompletableFuture<Void> reader =
                        CompletableFuture.runAsync(
                                () -> {
                                    do {
                                        readBlock(reading);
                                        reads.set(true);
                                    } while (!enough.get());
                                });
                while (!reads.get() && !reader.isDone()) {
                    Thread.onSpinWait();
                }

                context.openDevice(Path.of("/dev/bad"), DeviceOption.WRITE).close();
                enough.set(true);
                reader.join();
            }
        }
    }

    private static void readBlock(Device device) {
        try {
            device.read(0, BLOCK, IoCategory.LV);
        } catch (DeviceIoException e) {
            throw new AssertionError(e);
        }
    }

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATE = Duration.ofMinutes(5);

    private final CountDownLatch answer = new CountDownLatch(1);

    private void hang() {
        disk.whenRead(() -> Latches.await(answer));
    }

    @Test
    void aReadThatHangsFailsAtItsDeadlineAndTheDiskIsAskedAgainWhenItHasAnswered()
            throws Exception {
        try (Device device = open()) {
            hang();
            assertEquals(
                    "/dev/bad: read of 512 bytes at 0 failed (LV content): no answer for N ms",
                    messageOf(() -> device.within(SOON).read(0, BLOCK, IoCategory.LV))
                            .replaceAll("\\d+ ms", "N ms"));
            assertTrue(device.isSlow());
            assertEquals(1, device.stats().timedOut());
            assertEquals(
                    "/dev/bad: write of 512 bytes at 0 failed (LV content): the device has not"
                            + " answered an earlier request yet",
                    messageOf(
                            () ->
                                    device.within(LATE)
                                            .write(0, ByteBuffer.allocate(BLOCK), IoCategory.LV)));

            answer.countDown();
            while (device.isSlow()) {
                Thread.onSpinWait();
            }
            assertEquals(disk.byteAt(0), device.within(LATE).read(0, BLOCK, IoCategory.LV).get(0));
        }
    }

    @Test
    void theContextsDeadlineHoldsForAllBlockingCallsAndTheirMemoryStaysOurs() throws Exception {
        FakeDisk hung = files.add("/dev/hung", SIZE, BLOCK);
        ByteBuffer memory = aligned(1).limit(BLOCK);
        hung.whenRead(() -> Latches.await(answer));
        try (IoContext timed =
                        Contexts.open(
                                IoConfig.defaults().withBlockingDeadline(SOON),
                                new FakeEngine(2),
                                files);
                Device device = timed.openDevice(Path.of("/dev/hung"), DeviceOption.WRITE)) {
            assertThrows(DeviceIoException.class, () -> device.read(0, memory, IoCategory.LV));
            answer.countDown();
            while (device.isSlow()) {
                Thread.onSpinWait();
            }
            assertNotSame(memory, hung.lastMemory(), "the caller's own, which was left behind");
            assertEquals(0, memory.position());
        }
    }

    @Test
    void aWriteThatHangsKeepsItsRangeAndItsDescriptorUntilTheKernelHasAnswered() throws Exception {
        try (Device device = open()) {
            // The read before the write hangs.
            hang();
            ByteBuffer source = ByteBuffer.allocate(10);
            assertThrows(
                    DeviceIoException.class,
                    () -> device.within(SOON).write(7, source, IoCategory.LV));
            assertEquals(1, files.open());
        }
        assertEquals(1, files.open(), "it was closed under the kernel's hands");
        answer.countDown();
        files.awaitAllClosed();
    }

    @Test
    void aWriteOfBlocksThatTheSameThreadHasSubmittedAWriteOfGoesThrough() throws Exception {
        Path path = Files.write(directory.resolve("disk"), new byte[SIZE]);
        try (IoContext real = IoContext.open();
                Device device = real.openDevice(path, DeviceOption.WRITE)) {
            List<String> over = new ArrayList<>();
            ByteBuffer source = ByteBuffer.allocate(10);
            device.submitWrite(0, source, IoCategory.LV, null, (r, x) -> over.add("submitted"));
            device.write(5, source, IoCategory.LV);
            assertEquals(List.of(), over, "a callback ran out of poll");

            device.submitRead(
                    4096,
                    512,
                    IoCategory.LV,
                    null,
                    (result, nothing) -> {
                        device.submitWrite(0, source, IoCategory.LV, null, (r, x) -> over.add("2"));
                        writeQuietly(device, source);
                        over.add("callback");
                    });
            real.drain();
            assertEquals(List.of("submitted", "callback", "2"), over);
        }
    }

    private static void writeQuietly(Device device, ByteBuffer source) {
        try {
            device.write(0, source, IoCategory.LV);
        } catch (DeviceIoException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 16, 3 << 19, 5 << 19})
    void largeRangesMoveInPartsOfLentMemory(int length) throws Exception {
        FakeDisk large = files.add("/dev/large", 4 << 20, BLOCK);
        try (Device device = context.openDevice(Path.of("/dev/large"), DeviceOption.WRITE)) {
            byte before = large.byteAt(99);
            byte behind = large.byteAt(100 + length);
            ByteBuffer source = ByteBuffer.allocate(length);
            fill(source);
            device.write(100, source, IoCategory.LV);

            assertEquals(source, device.read(100, length, IoCategory.LV));
            assertEquals(before, large.byteAt(99));
            assertEquals(behind, large.byteAt(100 + length));
            ByteBuffer first = large.lastMemory();
            device.read(1, length, IoCategory.LV);
            assertSame(first, large.lastMemory(), "memory was made anew");
        }
    }

    /** A carrier is for one virtual thread at a time: those that wait let go of it. */
    @Test
    void callsOfVirtualThreadsWaitSideBySideHoweverFewCarriersThereAre() throws Exception {
        int disks = 4 * Runtime.getRuntime().availableProcessors() + 4;
        CountDownLatch allAreThere = new CountDownLatch(disks);
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < disks; i++) {
            FakeDisk slow = files.add("/dev/slow" + i, SIZE, BLOCK);
            slow.whenRead(
                    () -> {
                        allAreThere.countDown();
                        Latches.await(allAreThere);
                    });
            devices.add(context.openDevice(Path.of("/dev/slow" + i)));
        }
        List<Thread> threads = new ArrayList<>();
        for (Device device : devices) {
            threads.add(lightThread(() -> readBlock(device)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        devices.forEach(Device::close);
    }

    /** A virtual thread, or a platform one on a JDK without. */
    private static Thread lightThread(Runnable work) throws Exception {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
        } catch (NoSuchMethodException e) {
            Thread thread = new Thread(work);
            thread.start();
            return thread;
        }
    }

    /** Memory of arenas where the JDK has any: by name, what can be closed. */
    static List<String> arenas() {
        return Runtime.version().feature() >= 22 ? List.of("ofConfined", "ofShared") : List.of();
    }

    @Test
    void memoryThatItsArenaMayFreeNeverReachesTheKernel() throws Exception {
        Device device = open();
        for (String kind : arenas()) {
            disk.whenRead(() -> {});
            AutoCloseable arena =
                    (AutoCloseable)
                            Class.forName("java.lang.foreign.Arena").getMethod(kind).invoke(null);
            Object segment =
                    Class.forName("java.lang.foreign.SegmentAllocator")
                            .getMethod("allocate", long.class, long.class)
                            .invoke(arena, 4096L, 4096L);
            ByteBuffer memory =
                    (ByteBuffer)
                            Class.forName("java.lang.foreign.MemorySegment")
                                    .getMethod("asByteBuffer")
                                    .invoke(segment);
            device.read(0, memory.clear(), IoCategory.LV);
            assertNotSame(memory, disk.lastMemory(), kind);
            arena.close();

            disk.whenRead(() -> answer.countDown());
            assertThrows(
                    IllegalStateException.class,
                    () -> device.read(0, memory.clear(), IoCategory.LV));
            assertThrows(
                    IllegalStateException.class,
                    () -> device.write(0, memory.clear(), IoCategory.LV));
            assertEquals(1, answer.getCount(), "the device was asked");
        }
    }
}
