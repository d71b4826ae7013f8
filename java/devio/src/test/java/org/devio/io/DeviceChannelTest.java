package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.devio.engine.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DeviceChannelTest extends ChannelContract {
    private static SeekableByteChannel open(IoContext context, Path path, DeviceOption... options)
            throws IOException {
        return context.openDevice(path, options).channel(IoCategory.LV);
    }

    /** One random step; what it gives, to be the same on both channels. */
    private static String step(SeekableByteChannel channel, Random random) throws IOException {
        int kind = random.nextInt(6);
        int size = random.nextInt(8) == 0 ? random.nextInt(1 << 21) : random.nextInt(9000);
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        int room = (int) Math.max(0, SIZE - channel.position());
        int result = 0;
        ByteBuffer buffer =
                random.nextBoolean() ? ByteBuffer.wrap(bytes) : ByteBuffer.allocateDirect(size);
        if (kind == 0) {
            channel.position(random.nextInt(SIZE + 10_000));
        } else if (kind == 1) {
            channel.truncate(SIZE + (long) random.nextInt(10_000));
        } else if (kind < 4) {
            result = channel.write(buffer.limit(Math.min(size, room)));
        } else {
            result = channel.read(buffer.position(random.nextInt(size + 1)));
        }
        return "%d: %d, position %d, size %d, buffer %s holds %x"
                .formatted(
                        kind,
                        result,
                        channel.position(),
                        channel.size(),
                        buffer.toString().replace("Direct", "").replace("Heap", ""),
                        buffer.duplicate().clear().hashCode());
    }

    @Override
    void compareWithFile(Path ours, Path theirs, IoConfig.Engine engine) throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);

        try (IoContext context = IoContext.open(IoConfig.defaults().withEngine(engine));
                SeekableByteChannel channel = open(context, ours, DeviceOption.WRITE);
                FileChannel model =
                        FileChannel.open(
                                theirs, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int i = 0; i < 400; i++) {
                long choice = random.nextLong();
                assertEquals(
                        step(model, new Random(choice)),
                        step(channel, new Random(choice)),
                        "step " + i + " of seed " + seed);
            }
        }
    }

    @Test
    void anOddEndIsReadToItsLastByte() throws IOException {
        Path path = file("odd", 12_345);

        try (IoContext context = IoContext.open();
                SeekableByteChannel channel = open(context, path)) {
            ByteBuffer buffer = ByteBuffer.allocate(1000);
            assertEquals(345, channel.position(12_000).read(buffer));
            assertEquals(-1, channel.read(buffer));
            assertEquals(-1, channel.position(1L << 40).read(buffer));
            assertEquals(0, channel.read(ByteBuffer.allocate(0)));

            byte[] expected = Arrays.copyOfRange(Files.readAllBytes(path), 12_000, 12_345);
            assertArrayEquals(expected, Arrays.copyOf(buffer.array(), 345));
        }
    }

    @Test
    void aWriteAtTheEndIsShortAndOneBehindItFails() throws IOException {
        Path path = file("full", 8192);

        try (IoContext context = IoContext.open();
                SeekableByteChannel channel = open(context, path, DeviceOption.WRITE)) {
            ByteBuffer source = ByteBuffer.allocate(200);
            assertEquals(92, channel.position(8100).write(source));
            assertEquals(92, source.position());

            DeviceIoException full =
                    assertThrows(DeviceIoException.class, () -> channel.write(source));
            assertEquals(Errno.ENOSPC.number(), full.errno());
            assertEquals(
                    path
                            + ": write of 108 bytes at 8192 failed (LV content):"
                            + " ENOSPC (No space left on device)",
                    full.getMessage());
            assertEquals(8192, Files.size(path));
        }
    }

    @Test
    void nothingIsWrittenBehindTheWriteEnd() throws IOException {
        Path path = file("bounded", 16_384);

        try (IoContext context = IoContext.open();
                Device device = context.openDevice(path, DeviceOption.WRITE)) {
            device.writeEnd(5000);
            SeekableByteChannel channel = device.channel(IoCategory.LV);

            assertEquals(1000, channel.position(4000).write(ByteBuffer.allocate(3000)));
            assertThrows(IOException.class, () -> channel.write(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void aDeviceOpenedForReadingIsNotWritten() throws IOException {
        Path path = file("read-only", 8192);

        try (IoContext context = IoContext.open();
                SeekableByteChannel channel = open(context, path)) {
            ByteBuffer buffer = ByteBuffer.allocate(10);
            assertThrows(NonWritableChannelException.class, () -> channel.write(buffer));
            assertThrows(NonWritableChannelException.class, () -> channel.truncate(0));
        }
    }

    @Test
    void wrongArgumentsAreRefused() throws IOException {
        Path path = file("arguments", 8192);

        try (IoContext context = IoContext.open();
                SeekableByteChannel channel = open(context, path, DeviceOption.WRITE)) {
            ByteBuffer readOnly = ByteBuffer.allocate(10).asReadOnlyBuffer();
            assertThrows(IllegalArgumentException.class, () -> channel.position(-1));
            assertThrows(IllegalArgumentException.class, () -> channel.truncate(-1));
            assertThrows(IllegalArgumentException.class, () -> channel.read(readOnly));
            assertThrows(UnsupportedOperationException.class, () -> channel.truncate(8191));
        }
    }

    @Test
    void closingItClosesTheDeviceAndAllThatFollowsFails() throws IOException {
        Path path = file("closed", 8192);

        try (IoContext context = IoContext.open()) {
            Device device = context.openDevice(path, DeviceOption.WRITE);
            SeekableByteChannel channel = device.channel(IoCategory.LV);
            ByteBuffer buffer = ByteBuffer.allocate(10);

            channel.close();
            channel.close();

            assertFalse(channel.isOpen());
            assertThrows(ClosedChannelException.class, () -> channel.read(buffer));
            assertThrows(ClosedChannelException.class, () -> channel.write(buffer));
            assertThrows(ClosedChannelException.class, () -> channel.truncate(0));
            assertThrows(ClosedChannelException.class, channel::position);
            assertThrows(ClosedChannelException.class, () -> channel.position(0));
            assertThrows(ClosedChannelException.class, channel::size);
            assertThrows(IllegalStateException.class, () -> device.read(0, 512, IoCategory.LABEL));
        }
    }

    @Test
    void itEndsWithItsContext() throws IOException {
        Path path = file("context", 8192);
        IoContext context = IoContext.open();
        SeekableByteChannel channel = open(context, path);

        context.close();

        assertFalse(channel.isOpen());
        assertThrows(ClosedChannelException.class, () -> channel.read(ByteBuffer.allocate(1)));
    }

    private static int count(List<String> traced, SeekableByteChannel channel, int... positions)
            throws IOException {
        traced.clear();
        for (int position : positions) {
            ByteBuffer bytes = ByteBuffer.allocate(16);
            channel.position(position).read(bytes);
        }
        return traced.size();
    }

    private static IoContext tracing(List<String> traced) throws IOException {
        return IoContext.open(
                IoConfig.defaults()
                        .withTrace(
                                (path, write, offset, length, category, mode) ->
                                        traced.add(offset + "+" + length)));
    }

    @Test
    void smallReadsOneAfterTheOtherAreFewOfTheDevice() throws IOException {
        Path path = file("sequential", 1 << 20);
        byte[] expected = Files.readAllBytes(path);
        List<String> traced = new ArrayList<>();

        try (IoContext context = tracing(traced);
                SeekableByteChannel channel = open(context, path).position(60_000)) {
            for (int i = 0; i < 1000; i++) {
                ByteBuffer bytes = ByteBuffer.allocate(16);
                assertEquals(16, channel.read(bytes));
                int at = 60_000 + 16 * i;
                assertArrayEquals(Arrays.copyOfRange(expected, at, at + 16), bytes.array());
            }
            assertEquals(List.of("0+65536", "65536+65536"), traced);
        }
    }

    @Test
    void theDirectoryOfAnArchiveIsReadAtOnce() throws IOException {
        Path path = directory.resolve("archive.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
            for (int i = 0; i < 300; i++) {
                zip.putNextEntry(new ZipEntry("an entry of the archive " + i));
                zip.write(new byte[1000]);
            }
        }
        List<String> traced = new ArrayList<>();

        try (IoContext context = tracing(traced);
                SeekableByteChannel channel = open(context, path)) {
            assertEquals(300, entries(channel));
        }
        assertTrue(traced.size() <= 3, traced.toString());
    }

    /** Walks a directory in the small steps of a parser. */
    private static int entries(SeekableByteChannel channel) throws IOException {
        long end = channel.size() - 22;
        int total = number(channel.position(end + 10), 2);
        channel.position(number(channel.position(end + 16), 4));
        for (int i = 0; i < total; i++) {
            long at = channel.position();
            assertEquals(0x02014b50, number(channel, 4));
            int name = number(channel.position(at + 28), 2);
            int rest = number(channel, 2) + number(channel, 2);
            channel.position(at + 46).read(ByteBuffer.allocate(name));
            channel.position(at + 46 + name + rest);
        }
        return total;
    }

    private static int number(SeekableByteChannel channel, int bytes) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        channel.read(read.limit(bytes));
        return read.clear().getInt();
    }

    @Test
    void whateverOutdatesWhatWasReadMovesTheWindow() throws Exception {
        Path path = file("outdated", 1 << 20);
        List<String> traced = new ArrayList<>();

        try (IoContext context = tracing(traced);
                Device device = context.openDevice(path, DeviceOption.WRITE);
                Device other = context.openDevice(path, DeviceOption.WRITE);
                SeekableByteChannel channel = device.channel(IoCategory.LV)) {
            assertEquals(1, count(traced, channel, 0, 16, 5000));
            assertEquals(0, count(traced, channel, 0));

            other.write(100, ByteBuffer.wrap(new byte[] {1, 2, 3}), IoCategory.LV);
            assertEquals(1, count(traced, channel, 100));
            ByteBuffer written = ByteBuffer.allocate(3);
            channel.position(100).read(written);
            assertArrayEquals(new byte[] {1, 2, 3}, written.array());

            CompletableFuture<Void> later =
                    other.writeAsync(100, ByteBuffer.wrap(new byte[] {4}), IoCategory.LV);
            context.drain();
            later.get();
            assertEquals(1, count(traced, channel, 100, 200));

            device.dropCached();
            assertEquals(1, count(traced, channel, 100, 200));
        }
    }

    @Test
    void theWindowCanBeOfAnotherSizeOrNone() throws IOException {
        Path path = file("sizes", 1 << 20);
        List<String> traced = new ArrayList<>();

        try (IoContext context = tracing(traced);
                Device device = context.openDevice(path)) {
            assertEquals(2, count(traced, device.channel(IoCategory.LV, 4096), 0, 4000, 4096));
            assertEquals(3, count(traced, device.channel(IoCategory.LV, 0), 0, 4000, 4096));
            for (int wrong : new int[] {-1, 512, 5000, 2 << 20}) {
                assertThrows(
                        IllegalArgumentException.class, () -> device.channel(IoCategory.LV, wrong));
            }
        }
    }
}
