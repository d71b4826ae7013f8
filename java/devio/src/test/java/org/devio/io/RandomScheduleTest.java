package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.devio.engine.Errno;
import org.devio.engine.FakeDisk;
import org.devio.engine.FakeEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
    private static final int DISK_BYTES = 64 * 1024 + 4096;
    private static final long DEADLINE = TimeUnit.HOURS.toNanos(1);

    /** Disabled disks are what this test is about; nobody needs to hear of each. */
    private final Logger logger = Logger.getLogger("org.devio.io");

    @BeforeEach
    void quietly() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void loudlyAgain() {
        logger.setLevel(null);
    }

    @Test
    void everyRequestCallsBackExactlyOnceWhateverTheKernelDoes() {
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
        private static final int NOBODY = 0;
        private static final int SEVERAL = -1;

        private final Random random;
        private final int depth;
        private final boolean testMode;
        private final FakeFiles files = new FakeFiles();
        private final List<FakeDisk> disks = new ArrayList<>();

        /** What stood on each disk at first, and for each byte which write was asked for it. */
        private final List<byte[]> originals = new ArrayList<>();

        private final List<int[]> writers = new ArrayList<>();
        private final List<Device> devices = new ArrayList<>();
        private final List<FakeEngine> engines = new ArrayList<>();
        private final AtomicLong clock = new AtomicLong();
        private final IoContext context;

        /** How often each request has called back, and whether it failed. */
        private final List<Integer> callbacks = new ArrayList<>();

        private final Set<Integer> failed = new HashSet<>();
        private int toSubmit;
        private int thrown;
        private int caught;

        Schedule(long seed) {
            random = new Random(seed);
            depth = 1 + random.nextInt(6);
            testMode = random.nextInt(10) == 0;
            FakeEngine first = engine();
            if (random.nextInt(4) == 0) {
                first.withRoomFor(1 + random.nextInt(depth));
            }
            IoConfig config =
                    IoConfig.defaults()
                            .withMaxInFlight(depth)
                            .withMaxBufferBytes(1 + random.nextInt(5) * 8192L)
                            .withMinReadBytes(512 << random.nextInt(6))
                            .withDeadline(Duration.ofNanos(DEADLINE))
                            .withMaxErrors(random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0)
                            .withTestMode(testMode);
            context =
                    Contexts.open(
                            config,
                            first,
                            () -> random.nextBoolean() ? engine() : null,
                            files,
                            clock::get);
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                FakeDisk disk = files.add("/dev/" + i, DISK_BYTES, 512 << (3 * random.nextInt(2)));
                disks.add(disk);
                byte[] original = new byte[DISK_BYTES];
                for (int at = 0; at < DISK_BYTES; at++) {
                    original[at] = disk.byteAt(at);
                }
                originals.add(original);
                writers.add(new int[DISK_BYTES]);
            }
            toSubmit = 1 + random.nextInt(30);
        }

        private FakeEngine engine() {
            FakeEngine engine = new FakeEngine(2 * depth).whenWaiting(e -> something());
            engines.add(engine);
            return engine;
        }

        void run() throws DeviceIoException {
            for (int i = 0; i < disks.size(); i++) {
                devices.add(context.openDevice(Path.of("/dev/" + i), DeviceOption.WRITE));
            }
            while (toSubmit > 0 || random.nextInt(4) > 0) {
                step();
            }
            if (random.nextBoolean()) {
                settle(context::drain);
            }
            settle(context::close);
            settle(context::close);

            for (int request = 0; request < callbacks.size(); request++) {
                assertEquals(1, callbacks.get(request), "callbacks of request " + request);
            }
            IoStats stats = context.stats();
            assertEquals(0, stats.inFlight());
            assertEquals(0, stats.queued());
            assertEquals(callbacks.size(), stats.completed() + stats.failed());
            files.awaitAllClosed();
            assertEquals(thrown > 0, caught > 0, "what callbacks throw comes out of poll");
            disks.forEach(this::assertHolds);
        }

        /** Bytes that nobody wrote are as they were; those that one write wrote are its own. */
        private void assertHolds(FakeDisk disk) {
            int number = disks.indexOf(disk);
            for (int at = 0; at < DISK_BYTES; at++) {
                int writer = writers.get(number)[at];
                boolean untouched = writer == NOBODY || testMode;
                byte expected = untouched ? originals.get(number)[at] : (byte) writer;
                boolean known = untouched || (writer != SEVERAL && !failed.contains(writer - 1));
                if (known && disk.byteAt(at) != expected) {
                    fail("%s: byte %d is %d".formatted(disk, at, disk.byteAt(at)));
                }
            }
        }

        private void step() {
            switch (random.nextInt(8)) {
                case 0, 1 -> submit();
                case 2 -> something();
                case 3 -> settle(() -> context.poll(Duration.ZERO));
                case 4 -> settle(() -> context.poll(Duration.ofDays(1)));
                case 5 -> clock.addAndGet((long) (random.nextDouble() * DEADLINE));
                case 6 -> {
                    if (random.nextInt(8) == 0) {
                        settle(() -> context.resetTo(engine()));
                    }
                }
                default -> anyDevice().dropCached();
            }
            assertTrue(context.stats().inFlight() <= depth);
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

        private IoCategory anyCategory() {
            IoCategory[] categories = IoCategory.values();
            return categories[random.nextInt(categories.length)];
        }

        private void submit() {
            if (toSubmit == 0) {
                return;
            }
            toSubmit--;
            int offset = random.nextInt(DISK_BYTES - 1);
            int length = 1 + random.nextInt(Math.min(20_000, DISK_BYTES - offset));
            int request = callbacks.size();
            Device device = anyDevice();
            try {
                switch (random.nextInt(6)) {
                    case 0, 1 -> write(device, offset, 1 + length / 8, request);
                    case 2 -> device.submitFlush(anyCategory(), request, this::completed);
                    default ->
                            device.submitRead(
                                    offset, length, anyCategory(), request, this::completed);
                }
                callbacks.add(0);
            } catch (IllegalStateException e) {
                assertTrue(e.getMessage().endsWith("is closed"), e.getMessage());
            }
        }

        private void write(Device device, int offset, int length, int request) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) (request + 1));
            device.submitWrite(
                    offset, ByteBuffer.wrap(bytes), anyCategory(), request, this::completed);
            int[] writer = writers.get(devices.indexOf(device));
            for (int at = offset; at < offset + length; at++) {
                writer[at] = writer[at] == NOBODY ? request + 1 : SEVERAL;
            }
        }

        private void completed(IoResult result, int request) {
            callbacks.set(request, callbacks.get(request) + 1);
            int number = Integer.parseInt(result.path().getFileName().toString());
            try {
                ByteBuffer data = result.data();
                for (int i = 0; i < data.limit(); i++) {
                    int at = (int) result.offset() + i;
                    boolean untouched = writers.get(number)[at] == NOBODY;
                    if (untouched && originals.get(number)[at] != data.get(i)) {
                        fail("%s: read %d at %d".formatted(result.path(), data.get(i), at));
                    }
                }
            } catch (DeviceIoException e) {
                assertTrue(e.getMessage().contains(" failed ("), e.getMessage());
                failed.add(request);
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

        /** The kernel ends something in flight, in any order and in any way; or time passes. */
        private void something() {
            FakeEngine engine = engines.get(random.nextInt(engines.size()));
            List<Integer> inKernel = engine.inKernel();
            if (inKernel.isEmpty() || engine.isClosed()) {
                clock.addAndGet(DEADLINE / 4);
                return;
            }
            int slot = inKernel.get(random.nextInt(inKernel.size()));
            switch (random.nextInt(10)) {
                case 0 -> engine.finish(slot, -Errno.EIO.number());
                case 1 -> engine.finish(slot, -Errno.EAGAIN.number());
                case 2 -> engine.finish(slot, -Errno.EINTR.number());
                case 3 -> engine.finish(slot, 0);
                case 4 -> engine.finish(slot, random.nextInt(engine.lengthOf(slot) + 1));
                case 5 -> engine.finish(slot, 512L * random.nextInt(16));
                default -> engine.finish(slot);
            }
        }
    }
}
