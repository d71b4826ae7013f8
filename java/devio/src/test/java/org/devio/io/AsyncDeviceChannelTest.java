package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.devio.engine.Errno;
import org.devio.engine.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AsyncDeviceChannelTest extends ChannelContract {
    private static final OpenOption READ = StandardOpenOption.READ;
    private static final OpenOption WRITE = StandardOpenOption.WRITE;

    private final List<String> told = new ArrayList<>();

    /** Notes what it is told, and by which thread. */
    private final CompletionHandler<Integer, String> handler =
            new CompletionHandler<>() {
                @Override
                public void completed(Integer result, String attachment) {
                    told.add(attachment + " " + result);
                }

                @Override
                public void failed(Throwable failure, String attachment) {
                    told.add(attachment + " " + failure.getClass().getSimpleName());
                }
            };

    private static AsyncDeviceChannel open(IoContext context, Path path, OpenOption... options)
            throws IOException {
        return AsyncDeviceChannel.open(context, path, IoCategory.LV, options);
    }

    private static int outcome(IoContext context, Future<Integer> future) throws Exception {
        context.drain();
        assertTrue(future.isDone(), "the future is not done after a drain");
        return future.get();
    }

    /** One random step; what it gives, to be the same on both channels. */
    private static String step(AsynchronousFileChannel channel, IoContext context, Random random)
            throws Exception {
        boolean write = random.nextBoolean();
        int size = random.nextInt(20_000);
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.position(random.nextInt(size + 1));
        long position = random.nextInt(write ? SIZE - 20_000 : SIZE + 20_000);
        Future<Integer> future =
                write ? channel.write(buffer, position) : channel.read(buffer, position);
        if (context != null) {
            context.drain();
        }
        return "%s %d: %d, size %d, buffer %s holds %x"
                .formatted(
                        write,
                        position,
                        future.get(),
                        channel.size(),
                        buffer,
                        buffer.duplicate().clear().hashCode());
    }

    @Override
    void compareWithFile(Path ours, Path theirs, IoConfig.Engine engine) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);

        try (IoContext context = IoContext.open(IoConfig.defaults().withEngine(engine));
                AsynchronousFileChannel channel = open(context, ours, READ, WRITE);
                AsynchronousFileChannel model = AsynchronousFileChannel.open(theirs, READ, WRITE)) {
            for (int i = 0; i < 300; i++) {
                long choice = random.nextLong();
                assertEquals(
                        step(model, null, new Random(choice)),
                        step(channel, context, new Random(choice)),
                        "step " + i + " of seed " + seed);
            }
            channel.force(true);
        }
    }

    @Test
    void handlersRunInPollAndNeverInTheCallThatStartsTheTransfer() throws Exception {
        Path path = file("handlers", 12_345);

        try (IoContext context = IoContext.open();
                AsyncDeviceChannel channel = open(context, path)) {
            ByteBuffer end = ByteBuffer.allocate(1000);
            channel.read(end, 12_000, "at the end", handler);
            channel.read(ByteBuffer.allocate(10), 12_345, "behind it", handler);
            channel.read(ByteBuffer.allocate(0), 0, "empty", handler);
            assertEquals(List.of(), told);

            context.drain();

            told.sort(null);
            assertEquals(List.of("at the end 345", "behind it -1", "empty 0"), told);
            assertEquals(345, end.position());
            byte[] expected = new byte[345];
            ByteBuffer.wrap(Files.readAllBytes(path)).get(12_000, expected);
            byte[] read = new byte[345];
            end.get(0, read);
            assertArrayEquals(expected, read);
        }
    }

    @Test
    void whatIsNoTransferIsNotCountedAsOne() throws Exception {
        try (IoContext context = IoContext.open();
                AsyncDeviceChannel channel = open(context, file("counted", 8192))) {
            assertEquals(-1, outcome(context, channel.read(ByteBuffer.allocate(1), 8192)));

            assertEquals(0, context.stats().completed());
        }
    }

    @Test
    void aHandlerMayStartTheNextTransfer() throws Exception {
        try (IoContext context = IoContext.open();
                AsyncDeviceChannel channel = open(context, file("chain", 10_000))) {
            ByteBuffer buffer = ByteBuffer.allocate(3000);
            channel.read(
                    buffer,
                    0,
                    0L,
                    new CompletionHandler<Integer, Long>() {
                        @Override
                        public void completed(Integer bytes, Long position) {
                            told.add(position + "+" + bytes);
                            if (bytes > 0) {
                                channel.read(
                                        buffer.clear(), position + bytes, position + bytes, this);
                            }
                        }

                        @Override
                        public void failed(Throwable failure, Long position) {
                            told.add(failure.toString());
                        }
                    });

            context.drain();

            assertEquals(
                    List.of("0+3000", "3000+3000", "6000+3000", "9000+1000", "10000+-1"), told);
        }
    }

    @Test
    void aWriteMovesItsSourceOnlyWhenItIsOver() throws Exception {
        try (IoContext context = IoContext.open();
                AsyncDeviceChannel channel = open(context, file("source", 8192), READ, WRITE)) {
            ByteBuffer source = ByteBuffer.allocate(200);
            Future<Integer> write = channel.write(source, 8100);
            assertEquals(0, source.position());

            assertEquals(92, outcome(context, write), "short at the end of the device");

            assertEquals(92, source.position());
            Future<Integer> behind = channel.write(source, 8192);
            context.drain();
            DeviceIoException full =
                    assertInstanceOf(
                            DeviceIoException.class,
                            assertThrows(ExecutionException.class, behind::get).getCause());
            assertEquals(Errno.ENOSPC.number(), full.errno());
        }
    }

    @Test
    void aFailedReadLeavesTheBufferAndTellsTheReason() throws Exception {
        FakeFiles files = new FakeFiles();
        files.add("/dev/a", 1 << 20, 512);
        FakeEngine engine = new FakeEngine(4);
        IoContext context = Contexts.open(IoConfig.defaults(), engine, files);
        AsyncDeviceChannel channel = open(context, Path.of("/dev/a"));
        ByteBuffer buffer = ByteBuffer.allocate(512);

        channel.read(buffer, 0, "read", handler);
        context.poll(Duration.ZERO);
        engine.finish(0, -Errno.EIO.number());
        context.drain();

        assertEquals(List.of("read DeviceIoException"), told);
        assertEquals(0, buffer.position());
        context.close();
        files.awaitAllClosed();
    }

    @Test
    void whatIsOutstandingWhenItIsClosedFailsOnce() throws Exception {
        FakeFiles files = new FakeFiles();
        files.add("/dev/a", 1 << 20, 512);
        FakeEngine engine = new FakeEngine(4);
        IoContext context = Contexts.open(IoConfig.defaults(), engine, files);
        AsyncDeviceChannel channel = open(context, Path.of("/dev/a"), READ, WRITE);
        channel.read(ByteBuffer.allocate(512), 0, "read", handler);
        context.poll(Duration.ZERO);

        channel.close();
        engine.finish(0);
        context.drain();

        assertEquals(List.of("read " + AsynchronousCloseException.class.getSimpleName()), told);
        context.close();
        files.awaitAllClosed();
    }

    @Test
    void aClosedChannelFailsThroughTheHandler() throws Exception {
        try (IoContext context = IoContext.open()) {
            AsyncDeviceChannel channel = open(context, file("closed", 8192), READ, WRITE);
            channel.close();

            channel.read(ByteBuffer.allocate(1), 0, "read", handler);
            channel.write(ByteBuffer.allocate(1), 0, "write", handler);
            Future<Integer> future = channel.read(ByteBuffer.allocate(1), 0);
            assertEquals(List.of(), told);
            context.drain();

            assertEquals(
                    List.of("read ClosedChannelException", "write ClosedChannelException"), told);
            assertInstanceOf(
                    ClosedChannelException.class,
                    assertThrows(ExecutionException.class, future::get).getCause());
            assertFalse(channel.isOpen());
            assertThrows(ClosedChannelException.class, channel::size);
            assertThrows(ClosedChannelException.class, () -> channel.force(true));
            assertThrows(ClosedChannelException.class, () -> channel.truncate(0));
        }
    }

    @Test
    void aChannelOfAClosedContextFailsAtOnceSinceNobodyWillPoll() throws Exception {
        IoContext context = IoContext.open();
        AsyncDeviceChannel channel = open(context, file("ended", 8192));
        context.close();

        Future<Integer> future = channel.read(ByteBuffer.allocate(1), 0);

        assertInstanceOf(
                ClosedChannelException.class,
                assertThrows(ExecutionException.class, future::get).getCause());
    }

    @Test
    void whatItWasNotOpenedForIsRefused() throws Exception {
        Path path = file("refused", 8192);

        try (IoContext context = IoContext.open();
                AsyncDeviceChannel reader = open(context, path);
                AsyncDeviceChannel writer = open(context, path, WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(1);
            assertThrows(NonWritableChannelException.class, () -> reader.write(buffer, 0));
            assertThrows(NonWritableChannelException.class, () -> reader.truncate(0));
            assertThrows(NonReadableChannelException.class, () -> writer.read(buffer, 0));
            assertThrows(IllegalArgumentException.class, () -> reader.read(buffer, -1));
            assertThrows(IllegalArgumentException.class, () -> writer.write(buffer, -1));
            assertThrows(UnsupportedOperationException.class, () -> writer.truncate(1));
            assertEquals(8192, writer.truncate(8192).size());
            reader.force(true);
        }
    }

    @Test
    void locksAreRefusedWithTheRemedy() throws Exception {
        try (IoContext context = IoContext.open();
                AsyncDeviceChannel channel = open(context, file("locks", 8192))) {
            assertThrows(UnsupportedOperationException.class, channel::tryLock);
            UnsupportedOperationException refusal =
                    assertThrows(UnsupportedOperationException.class, channel::lock);
            assertTrue(refusal.getMessage().contains("EXCLUSIVE"), refusal.getMessage());
        }
    }

    @Test
    void noOptionCreatesOrCutsAFile() throws Exception {
        Path missing = directory.resolve("missing");

        try (IoContext context = IoContext.open()) {
            for (OpenOption option :
                    List.of(
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.DELETE_ON_CLOSE,
                            StandardOpenOption.APPEND)) {
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> open(context, missing, WRITE, option));
            }
            assertThrows(DeviceIoException.class, () -> open(context, missing, WRITE));
        }
        assertFalse(Files.exists(missing));
    }

    @Test
    void aFutureIsThereForWhoWaitsThoughNobodyPolls() throws Exception {
        Path path = file("futures", 8192);

        try (IoContext context = IoContext.open();
                AsyncDeviceChannel channel = open(context, path, READ, WRITE)) {
            assertEquals(8, channel.write(ByteBuffer.wrap(new byte[8]), 100).get());
            ByteBuffer bytes = ByteBuffer.allocate(16);
            assertEquals(16, channel.read(bytes, 96).get(1, TimeUnit.MINUTES));
            assertEquals(0L, bytes.getLong(4));
        }
    }

    @Test
    void whoWaitsForAFutureInACallbackIsToldThatItWouldBeForEver() throws Exception {
        Path path = file("callback", 8192);
        List<String> refused = new ArrayList<>();

        try (IoContext context = IoContext.open();
                AsyncDeviceChannel channel = open(context, path, READ);
                Device device = context.openDevice(path)) {
            device.submitRead(
                    0,
                    512,
                    IoCategory.LV,
                    null,
                    (result, nothing) -> {
                        Future<Integer> read = channel.read(ByteBuffer.allocate(8), 4096);
                        refused.add(
                                assertThrows(IllegalStateException.class, read::get).getMessage());
                    });
            context.drain();
        }
        assertEquals(List.of("a callback that waits for I/O waits for itself"), refused);
    }

    @Test
    @SuppressWarnings("deprecation")
    void theStaticsOfTheJdkSayWhatToCallInstead() {
        Path path = directory.resolve("none");
        assertEquals(
                path
                        + ": a device belongs to a context;"
                        + " AsyncDeviceChannel.open(context, path, category, options) opens it",
                assertThrows(
                                UnsupportedOperationException.class,
                                () -> AsyncDeviceChannel.open(path, READ))
                        .getMessage());
        assertThrows(
                UnsupportedOperationException.class,
                () -> AsyncDeviceChannel.open(path, Set.of(READ), null));
    }
}
