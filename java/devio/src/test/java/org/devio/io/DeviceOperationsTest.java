package org.devio.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.devio.engine.Errno;
import org.devio.testing.LoopDevice;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation, on a file and on disks of both sector sizes, through every engine. */
class DeviceOperationsTest {
    /** Not a multiple of the 8 KiB that reads are widened to. */
    private static final int SIZE = (1 << 20) + 4096;

    @TempDir Path directory;

    /** Where and how. */
    record Setting(IoConfig.Engine engine, int sectorSize) {
        @Override
        public String toString() {
            return engine + (sectorSize == 0 ? " on a file" : " on sectors of " + sectorSize);
        }
    }

    static List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (IoConfig.Engine engine :
                List.of(
                        IoConfig.Engine.LIBAIO,
                        IoConfig.Engine.THREADS,
                        IoConfig.Engine.SYNC,
                        IoConfig.Engine.JAVA)) {
            for (int sectorSize : new int[] {0, 512, 4096}) {
                settings.add(new Setting(engine, sectorSize));
            }
        }
        return settings;
    }

    static List<Setting> disks() {
        return settings().stream().filter(setting -> setting.sectorSize() != 0).toList();
    }

    private interface Use {
        void with(IoContext context, Path disk, byte[] contents) throws Exception;
    }

    /**
     * Runs {@code use} on a disk with random contents; {@code contents} is to follow its writes.
     */
    private void onDisk(Setting setting, IoConfig config, Use use) throws Exception {
        byte[] contents = new byte[SIZE];
        new Random(7).nextBytes(contents);
        Path image = Files.write(directory.resolve("disk.img"), contents);
        IoConfig chosen = config.withEngine(setting.engine());
        if (setting.sectorSize() == 0) {
            try (IoContext context = IoContext.open(chosen)) {
                use.with(context, image, contents);
            }
            assertContents(contents, image);
            return;
        }
        assumeTrue(LoopDevice.whyUnavailable().isEmpty(), LoopDevice.whyUnavailable());
        try (LoopDevice loop = LoopDevice.attach(image, setting.sectorSize())) {
            try (IoContext context = IoContext.open(chosen)) {
                use.with(context, loop.path(), contents);
            }
            assertContents(contents, loop.path());
        }
    }

    private static void assertContents(byte[] expected, Path disk) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(SIZE);
        try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.READ)) {
            while (found.hasRemaining() && channel.read(found) > 0) {
                // Until it is full.
            }
        }
        assertEquals(-1, Arrays.mismatch(expected, found.array()), "first byte that differs");
    }

    private static void assertBytes(byte[] contents, long offset, ByteBuffer found) {
        assertEquals(
                ByteBuffer.wrap(contents, (int) offset, found.remaining()),
                found,
                "bytes from " + offset);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void geometryIsTheKernels(Setting setting) throws Exception {
        onDisk(
                setting,
                IoConfig.defaults(),
                (context, disk, contents) -> {
                    try (Device device = context.openDevice(disk)) {
                        assertEquals(SIZE, device.size());
                        assertEquals(setting.sectorSize() != 0, device.isBlockDevice());
                        assertEquals(setting.sectorSize() != 0, device.deviceNumber() != 0);
                        int logical = device.logicalBlockSize();
                        assertTrue(
                                setting.engine() == IoConfig.Engine.JAVA
                                        || setting.sectorSize() == 0
                                        || logical == setting.sectorSize(),
                                "logical block size is " + logical);
                        assertTrue(device.physicalBlockSize() >= logical);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everyWayToReadGivesTheSameBytes(Setting setting) throws Exception {
        onDisk(
                setting,
                IoConfig.defaults(),
                (context, disk, contents) -> {
                    Device device = context.openDevice(disk);
                    Random random = new Random(3);
                    List<CompletableFuture<ByteBuffer>> futures = new ArrayList<>();
                    List<Integer> offsets = new ArrayList<>();
                    for (int i = 0; i < 50; i++) {
                        int offset = random.nextInt(SIZE - 1);
                        int length = 1 + random.nextInt(Math.min(30_000, SIZE - offset));
                        offsets.add(offset);
                        futures.add(device.readAsync(offset, length, IoCategory.LV));
                        assertBytes(contents, offset, device.read(offset, length, IoCategory.LV));
                    }
                    ByteBuffer memory = ByteBuffer.allocateDirect(9 * 4096).alignedSlice(4096);
                    for (int i = 0; i < 20; i++) {
                        int offset = 4096 * random.nextInt(SIZE / 4096 - 7);
                        memory.limit(7 * 4096).position(4096);
                        device.read(offset, memory, IoCategory.LV);
                        assertBytes(contents, offset, memory.position(4096).slice());
                    }
                    context.drain();
                    for (int i = 0; i < futures.size(); i++) {
                        assertBytes(contents, offsets.get(i), futures.get(i).get());
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theVeryLastBytesCanBeRead(Setting setting) throws Exception {
        onDisk(
                setting,
                IoConfig.defaults(),
                (context, disk, contents) -> {
                    Device device = context.openDevice(disk);
                    CompletableFuture<ByteBuffer> last =
                            device.readAsync(SIZE - 10, 10, IoCategory.SIGNATURES);
                    context.drain();

                    assertBytes(contents, SIZE - 10, last.get());
                    assertBytes(
                            contents, SIZE - 10, device.read(SIZE - 10, 10, IoCategory.SIGNATURES));
                });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aCircularReadJoinsItsParts(Setting setting) throws Exception {
        onDisk(
                setting,
                IoConfig.defaults(),
                (context, disk, contents) -> {
                    Device device = context.openDevice(disk);
                    CompletableFuture<ByteBuffer> both =
                            device.readCircularAsync(
                                    60_000, 1000, 4608, 500, IoCategory.MDA_CONTENT);
                    context.drain();

                    ByteBuffer expected = ByteBuffer.allocate(1500);
                    expected.put(contents, 60_000, 1000).put(contents, 4608, 500).flip();
                    assertEquals(expected, both.get());
                    assertEquals(
                            expected,
                            device.readCircular(60_000, 1000, 4608, 500, IoCategory.MDA_CONTENT));
                });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void writesTouchTheirBytesAndNoOthers(Setting setting) throws Exception {
        onDisk(
                setting,
                IoConfig.defaults().withMaxInFlight(8),
                (context, disk, contents) -> {
                    Device device = context.openDevice(disk, DeviceOption.WRITE);
                    Random random = new Random(11);
                    for (int round = 0; round < 15; round++) {
                        // Side by side where they do not overlap, often in one block.
                        int at = random.nextInt(SIZE / 2);
                        List<CompletableFuture<Void>> writes = new ArrayList<>();
                        while (writes.size() < 10 && at < SIZE) {
                            int length = 1 + random.nextInt(Math.min(9000, SIZE - at));
                            byte[] bytes = new byte[length];
                            random.nextBytes(bytes);
                            System.arraycopy(bytes, 0, contents, at, length);
                            if (random.nextInt(4) == 0) {
                                writes.add(CompletableFuture.completedFuture(null));
                                context.drain();
                                device.write(at, ByteBuffer.wrap(bytes), IoCategory.LV);
                            } else {
                                writes.add(
                                        device.writeAsync(
                                                at, ByteBuffer.wrap(bytes), IoCategory.LV));
                            }
                            at += length + random.nextInt(300);
                        }
                        context.drain();
                        for (CompletableFuture<Void> write : writes) {
                            write.get();
                        }
                    }
                    int end = 1 + random.nextInt(400);
                    byte[] tail = new byte[end];
                    System.arraycopy(tail, 0, contents, SIZE - end, end);
                    device.write(SIZE - end, ByteBuffer.wrap(tail), IoCategory.LV);
                });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void fillAppendAndFlushReachTheDisk(Setting setting) throws Exception {
        onDisk(
                setting,
                IoConfig.defaults(),
                (context, disk, contents) -> {
                    Device device = context.openDevice(disk, DeviceOption.WRITE);
                    Arrays.fill(contents, 5000, 905_000, (byte) 0xA5);
                    device.fill(5000, 900_000, (byte) 0xA5, IoCategory.LABEL);
                    device.appendPosition(100);
                    Arrays.fill(contents, 100, 400, (byte) 0);
                    device.append(ByteBuffer.allocate(200), IoCategory.LOG);
                    device.append(ByteBuffer.allocate(100), IoCategory.LOG);
                    device.flush(IoCategory.LOG);
                    List<String> outcomes = new ArrayList<>();
                    device.submitFlush(
                            IoCategory.LOG,
                            null,
                            (result, a) -> outcomes.add(result.isFailed() ? "failed" : "ok"));
                    context.drain();

                    assertEquals(List.of("ok"), outcomes);
                });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theTightestLimitsGiveTheSameBytes(Setting setting) throws Exception {
        IoConfig defaults = IoConfig.defaults();
        List<IoConfig> limits =
                List.of(
                        defaults,
                        defaults.withMaxInFlight(1),
                        defaults.withMaxInFlight(2),
                        defaults.withMaxBufferBytes(65536), // one request of those below
                        defaults.withMaxBufferBytes(1)); // each is larger than all of it
        for (IoConfig limited : limits) {
            onDisk(
                    setting,
                    limited,
                    (context, disk, contents) -> {
                        Device device = context.openDevice(disk, DeviceOption.WRITE);
                        List<CompletableFuture<ByteBuffer>> reads = new ArrayList<>();
                        for (int i = 0; i < 20; i++) {
                            reads.add(
                                    device.readAsync(i * 50_000L, 40_000, IoCategory.MDA_CONTENT));
                        }
                        context.drain();
                        for (int i = 0; i < reads.size(); i++) {
                            assertBytes(contents, i * 50_000L, reads.get(i).get());
                        }
                        List<CompletableFuture<Void>> writes = new ArrayList<>();
                        for (int i = 0; i < 20; i++) {
                            byte[] bytes = new byte[40_000];
                            Arrays.fill(bytes, (byte) i);
                            System.arraycopy(bytes, 0, contents, 700 + i * 50_000, 40_000);
                            writes.add(
                                    device.writeAsync(
                                            700 + i * 50_000L,
                                            ByteBuffer.wrap(bytes),
                                            IoCategory.LV));
                        }
                        context.drain();
                        for (CompletableFuture<Void> write : writes) {
                            write.get();
                        }
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aDiscardSaysIfItCannot(Setting setting) throws Exception {
        onDisk(
                setting,
                IoConfig.defaults(),
                (context, disk, contents) -> {
                    Device device = context.openDevice(disk, DeviceOption.WRITE);
                    if (setting.sectorSize() != 0 && setting.engine() != IoConfig.Engine.JAVA) {
                        Arrays.fill(contents, 8192, 8192 + 65536, (byte) 0);
                        device.discard(8192, 65536, IoCategory.LV);
                    } else {
                        DeviceIoException cannot =
                                assertThrows(
                                        DeviceIoException.class,
                                        () -> device.discard(8192, 65536, IoCategory.LV));
                        assertEquals(Errno.EOPNOTSUPP.number(), cannot.errno());
                        assertEquals(0, device.errors(), "to be unable is no fault");
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("disks")
    void anExclusiveDeviceHasNoSecondOwner(Setting setting) throws Exception {
        onDisk(
                setting,
                IoConfig.defaults(),
                (context, disk, contents) -> {
                    if (setting.engine() == IoConfig.Engine.JAVA) {
                        DeviceIoException cannot =
                                assertThrows(
                                        DeviceIoException.class,
                                        () -> context.openDevice(disk, DeviceOption.EXCLUSIVE));
                        assertEquals(Errno.EOPNOTSUPP.number(), cannot.errno());
                        return;
                    }
                    try (Device owner = context.openDevice(disk, DeviceOption.EXCLUSIVE);
                            IoContext other = IoContext.open()) {
                        DeviceIoException busy =
                                assertThrows(
                                        DeviceIoException.class,
                                        () -> other.openDevice(disk, DeviceOption.EXCLUSIVE));

                        assertEquals(Errno.EBUSY.number(), busy.errno());
                        assertTrue(busy.getMessage().contains("holds it"), busy.getMessage());
                        assertEquals(SIZE, owner.size());
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void bufferedDevicesAreReadAndWrittenSynchronously(Setting setting) throws Exception {
        onDisk(
                setting,
                IoConfig.defaults(),
                (context, disk, contents) -> {
                    Device device =
                            context.openDevice(disk, DeviceOption.WRITE, DeviceOption.BUFFERED);
                    byte[] bytes = {1, 2, 3};
                    System.arraycopy(bytes, 0, contents, 777, 3);
                    CompletableFuture<Void> write =
                            device.writeAsync(777, ByteBuffer.wrap(bytes), IoCategory.LV);
                    context.drain();
                    write.get();
                    CompletableFuture<ByteBuffer> read = device.readAsync(700, 100, IoCategory.LV);
                    context.drain();

                    assertBytes(contents, 700, read.get());
                    device.flush(IoCategory.LOG);
                });
    }

    private static final int ODD = 1000;

    private Device oddFile(IoContext context) throws IOException {
        byte[] contents = new byte[ODD];
        Arrays.fill(contents, (byte) '.');
        Path file = Files.write(directory.resolve("odd"), contents);
        return context.openDevice(file, DeviceOption.WRITE, DeviceOption.BUFFERED);
    }

    @ParameterizedTest
    @EnumSource(IoConfig.Engine.class)
    void theOddEndOfABufferedFileIsWrittenAndTheFileKeepsItsLength(IoConfig.Engine engine)
            throws Exception {
        try (IoContext context = IoContext.open(IoConfig.defaults().withEngine(engine));
                Device device = oddFile(context)) {
            device.write(990, ByteBuffer.wrap("block".getBytes(US_ASCII)), IoCategory.LV);
            assertEquals(ODD, Files.size(device.path()));
            CompletableFuture<Void> written =
                    device.writeAsync(
                            995, ByteBuffer.wrap("async".getBytes(US_ASCII)), IoCategory.LV);
            context.drain();
            written.get();
            device.fill(0, 980, (byte) '-', IoCategory.LV);

            assertEquals(ODD, Files.size(device.path()));
            assertEquals(
                    "-".repeat(980) + "..........blockasync",
                    Files.readString(device.path(), US_ASCII));
            assertEquals((byte) 'c', device.read(999, 1, IoCategory.LV).get(0));
        }
    }
}
