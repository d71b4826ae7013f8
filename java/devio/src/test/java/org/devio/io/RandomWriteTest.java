package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.devio.testing.LoopDevice;
import org.devio.testing.Strace;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writes at random places of a disk, of which many fail, held against an array of bytes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RandomWriteTest {
    private static final int ROUNDS = 60;
    private static final int BLOCK = 4096;

    @TempDir Path directory;

    /** Neither size is a multiple of the 8 KiB that are read at least. */
    @ParameterizedTest
    @CsvSource({
        "LIBAIO, 512, 525824",
        "LIBAIO, 4096, 528384",
        "SYNC, 512, 525824",
        "SYNC, 4096, 528384"
    })
    void whatFailsWritesNothingAndWhatSucceedsNoByteOutsideItsRange(
            IoConfig.Engine engine, int sectorSize, int size) throws Exception {
        assumeTrue(Strace.whyUnavailable().isEmpty(), Strace.whyUnavailable());
        assumeTrue(LoopDevice.whyUnavailable().isEmpty(), LoopDevice.whyUnavailable());
        byte[] before = new byte[size];
        new Random(7).nextBytes(before);
        Path image = Files.write(directory.resolve("disk.img"), before);
        Path model = Files.write(directory.resolve("model"), before);
        try (LoopDevice loop = LoopDevice.attach(image, sectorSize)) {
            String output =
                    faults(engine, loop)
                            .run(
                                    directory,
                                    Writer.class,
                                    List.of(
                                            loop.path().toString(),
                                            model.toString(),
                                            engine.name()))
                            .output();

            String[] counts = output.strip().split(" ", -1);
            assertTrue(Integer.parseInt(counts[0]) > 20, "too few succeeded: " + output);
            assertTrue(Integer.parseInt(counts[1]) > 20, "too few failed: " + output);
            assertEquals(
                    -1,
                    Arrays.mismatch(Files.readAllBytes(model), contents(loop.path(), size)),
                    "first byte that differs");
        }
    }

    /** Calls that fail are not made, so that nothing of them reaches the disk. */
    private static Strace faults(IoConfig.Engine engine, LoopDevice loop) {
        return engine == IoConfig.Engine.LIBAIO
                ? Strace.watching("io_submit").injecting("io_submit:error=EIO:when=3+3")
                : Strace.watching("pread64,pwrite64")
                        .on(loop.path())
                        .injecting("pread64:error=EIO:when=4+4")
                        .injecting("pwrite64:error=EIO:when=5+5");
    }

    private static byte[] contents(Path disk, int size) throws Exception {
        ByteBuffer contents = ByteBuffer.allocate(size);
        try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.READ)) {
            while (contents.hasRemaining() && channel.read(contents) > 0) {
                // Until it is full.
            }
            assertEquals(size, channel.size());
        }
        return contents.array();
    }

    /** Run under strace: writes to a disk, and to the model what succeeded; counts both. */
    static final class Writer {
        private final Random random = new Random(11);
        private final Device device;
        private final byte[] model;
        private final ByteBuffer memory = ByteBuffer.allocateDirect(4 * BLOCK).alignedSlice(BLOCK);
        private int succeeded;
        private int failed;

        private Writer(Device device, byte[] model) {
            this.device = device;
            this.model = model;
        }

        public static void main(String... arguments) throws Exception {
            Path model = Path.of(arguments[1]);
            IoConfig config = IoConfig.defaults().withEngine(IoConfig.Engine.valueOf(arguments[2]));
            try (IoContext context = IoContext.open(config.withMaxInFlight(8));
                    Device device = context.openDevice(Path.of(arguments[0]), DeviceOption.WRITE)) {
                Writer writer = new Writer(device, Files.readAllBytes(model));
                for (int round = 0; round < ROUNDS; round++) {
                    writer.sideBySide(context);
                    writer.blocking();
                    writer.straight();
                }
                Files.write(model, writer.model);
                System.out.println(writer.succeeded + " " + writer.failed);
            }
        }

        private byte[] bytes(int length) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }

        private void apply(int at, byte[] bytes, boolean written) {
            if (written) {
                succeeded++;
                System.arraycopy(bytes, 0, model, at, bytes.length);
            } else {
                failed++;
            }
        }

        /** Ranges that do not overlap, often in one block. */
        private void sideBySide(IoContext context) {
            List<Integer> places = new ArrayList<>();
            int at = random.nextInt(model.length / 2);
            while (places.size() < 10 && at < model.length) {
                int length = 1 + random.nextInt(Math.min(5000, model.length - at));
                int place = at;
                byte[] bytes = bytes(length);
                places.add(place);
                device.submitWrite(
                        place,
                        ByteBuffer.wrap(bytes),
                        IoCategory.LV,
                        null,
                        (result, attachment) -> apply(place, bytes, !result.isFailed()));
                at += length + random.nextInt(300);
            }
            context.drain();
        }

        /** The last bytes of the disk. */
        private void blocking() {
            byte[] bytes = bytes(1 + random.nextInt(700));
            write(model.length - bytes.length, bytes, ByteBuffer.wrap(bytes));
        }

        /** Whole blocks from memory that suits direct I/O, and back. */
        private void straight() {
            byte[] bytes = bytes(BLOCK * (1 + random.nextInt(3)));
            int at = BLOCK * random.nextInt((model.length - bytes.length) / BLOCK);
            memory.clear().put(bytes).flip();
            write(at, bytes, memory);
            try {
                device.read(at, memory, IoCategory.LV);
            } catch (DeviceIoException e) {
                failed++;
                return;
            }
            for (int i = 0; i < bytes.length; i++) {
                if (memory.get(i) != model[at + i]) {
                    throw new AssertionError("byte %d differs".formatted(at + i));
                }
            }
        }

        private void write(int at, byte[] bytes, ByteBuffer source) {
            try {
                device.write(at, source, IoCategory.LV);
                apply(at, bytes, true);
            } catch (DeviceIoException e) {
                apply(at, bytes, false);
            }
        }
    }
}
