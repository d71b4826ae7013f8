package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.devio.engine.Errno;
import org.devio.engine.FakeDisk;
import org.devio.engine.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of schedules that no real kernel would produce in a year: completions short, failed,
 * out of order; limits of one; callbacks that submit, throw, close. Whatever happens, each accepted
 * read calls back once with the right bytes or an error, and at the end nothing is left anywhere.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RandomScheduleTest {
    private static final int SEEDS = Integer.getInteger("devio.schedules", 10_000);
    private static final long DISK_BYTES = 128 * 1024 + 512;

    @Test
    void everyReadCallsBackExactlyOnceWhateverTheKernelDoes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                new Schedule(seed).run();
            } catch (Throwable t) {
                throw new AssertionError("seed " + seed + ": " + t, t);
            }
        }
    }

    /** One schedule, all of it decided by its seed. */
    private static final class Schedule {
        private final Random random;
        private final FakeFiles files = new FakeFiles();
        private final List<FakeDisk> disks = new ArrayList<>();
        private final List<Device> devices = new ArrayList<>();
        private final List<Integer> callbacks = new ArrayList<>();
        private final FakeEngine engine;
        private final IoContext context;
        private final int depth;
        private int toSubmit;
        private int thrown;
        private int caught;

        Schedule(long seed) {
            random = new Random(seed);
            depth = 1 + random.nextInt(6);
            engine = new FakeEngine(depth).whenWaiting(e -> letTheKernelAct());
            if (random.nextInt(4) == 0) {
                engine.withRoomFor(1 + random.nextInt(depth));
            }
            IoConfig config =
                    IoConfig.defaults()
                            .withMaxInFlight(depth)
                            .withMaxBufferBytes(1 + random.nextInt(5) * 8192L)
                            .withMinReadBytes(512 << random.nextInt(6));
            context = Contexts.open(config, engine, files);
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                disks.add(files.add("/dev/" + i, DISK_BYTES, 512 << (3 * random.nextInt(2))));
            }
            toSubmit = 1 + random.nextInt(30);
        }

        void run() throws DeviceIoException {
            for (int i = 0; i < disks.size(); i++) {
                devices.add(context.openDevice(Path.of("/dev/" + i)));
            }
            while (toSubmit > 0 || random.nextInt(4) > 0) {
                step();
            }
            boolean early = random.nextBoolean();
            if (!early) {
                settle(context::drain);
            }
            settle(context::close);
            settle(context::close);

            for (int reader = 0; reader < callbacks.size(); reader++) {
                assertEquals(1, callbacks.get(reader), "callbacks of read " + reader);
            }
            IoStats stats = context.stats();
            assertEquals(0, stats.inFlight());
            assertEquals(0, stats.queued());
            assertEquals(callbacks.size(), stats.completed() + stats.failed());
            files.awaitAllClosed();
            assertEquals(thrown > 0, caught > 0, "what callbacks throw comes out of poll");
        }

        private void step() {
            switch (random.nextInt(6)) {
                case 0, 1 -> submit();
                case 2 -> letTheKernelAct();
                case 3 -> settle(() -> context.poll(Duration.ZERO));
                case 4 -> settle(() -> context.poll(Duration.ofDays(1)));
                default -> anyDevice().dropCached();
            }
            assertTrue(engine.inKernel().size() <= depth);
        }

        /** Runs something that polls, until no callback has thrown into it. */
        private void settle(Runnable polling) {
            while (true) {
                try {
                    polling.run();
                    return;
                } catch (IllegalStateException e) {
                    assertEquals("thrown by a callback", e.getMessage());
                    caught++;
                }
            }
        }

        private Device anyDevice() {
            return devices.get(random.nextInt(devices.size()));
        }

        private void submit() {
            if (toSubmit == 0) {
                return;
            }
            toSubmit--;
            long offset = random.nextInt((int) DISK_BYTES - 1);
            int length = 1 + random.nextInt((int) Math.min(20_000, DISK_BYTES - offset));
            IoCategory[] categories = IoCategory.values();
            int reader = callbacks.size();
            try {
                anyDevice()
                        .submitRead(
                                offset,
                                length,
                                categories[random.nextInt(categories.length)],
                                reader,
                                this::completed);
                callbacks.add(0);
            } catch (IllegalStateException e) {
                assertTrue(e.getMessage().endsWith("is closed"), e.getMessage());
            }
        }

        private void completed(IoResult result, int reader) {
            callbacks.set(reader, callbacks.get(reader) + 1);
            try {
                ByteBuffer data = result.data();
                FakeDisk disk = disks.get(Integer.parseInt(result.path().getFileName().toString()));
                for (int i = 0; i < result.length(); i++) {
                    assertEquals(disk.byteAt(result.offset() + i), data.get(i));
                }
            } catch (DeviceIoException e) {
                assertTrue(e.getMessage().contains(" failed ("), e.getMessage());
            }
            switch (random.nextInt(24)) {
                case 0, 1, 2, 3, 4 -> submit();
                case 5 -> anyDevice().dropCached();
                case 6 -> anyDevice().close();
                case 7 -> {
                    if (random.nextInt(4) == 0) {
                        context.close();
                    }
                }
                case 8 -> {
                    thrown++;
                    throw new IllegalStateException("thrown by a callback");
                }
                default -> {}
            }
        }

        /** Ends some of what is in flight, in any order and in any way. */
        private void letTheKernelAct() {
            List<Integer> inKernel = engine.inKernel();
            if (inKernel.isEmpty()) {
                return;
            }
            int slot = inKernel.get(random.nextInt(inKernel.size()));
            switch (random.nextInt(10)) {
                case 0 -> engine.finish(slot, -Errno.EIO.number());
                case 1 -> engine.finish(slot, -Errno.EAGAIN.number());
                case 2 -> engine.finish(slot, -Errno.EINTR.number());
                case 3 -> engine.finish(slot, 0);
                case 4 -> engine.finish(slot, random.nextInt(engine.lengthOf(slot)));
                case 5 -> engine.finish(slot, 512L * random.nextInt(16));
                default -> engine.finish(slot);
            }
        }
    }
}
