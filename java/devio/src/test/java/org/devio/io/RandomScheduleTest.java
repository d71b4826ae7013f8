package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.devio.engine.BrokenEngine;
import org.devio.engine.BrokenEngine.Call;
import org.devio.engine.Errno;
import org.devio.engine.FakeDisk;
import org.devio.engine.FakeEngine;
import org.devio.engine.IoEngine;
import org.devio.io.Faults.Fault;
import org.devio.io.Faults.FaultError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of schedules that no real kernel would produce in a year: completions short, failed,
 * out of order; limits of one; callbacks that submit, throw, close; devices that are opened again
 * while they owe an answer; submissions from another thread and blocking calls beside. In every
 * other one the engines, the trace and the rule of opening throw at random as well. Whatever
 * happens, each accepted request calls back once with the right bytes or an error, what was thrown
 * comes out of a call, and at the end nothing is left anywhere.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RandomScheduleTest {
    private static final int SEEDS = Integer.getInteger("devio.schedules", 10_000);
    private static final int DISK_BYTES = 64 * 1024 + 4096;
    private static final long DEADLINE = TimeUnit.HOURS.toNanos(1);

    /** Disabled disks are what this test is about; nobody needs to hear of each. */
    private final Logger logger = Logger.getLogger("org.devio.io");

    /** Works while the schedule waits for it, so that what happens depends on the seed alone. */
    private final ExecutorService beside = Executors.newSingleThreadExecutor();

    @BeforeEach
    void quietly() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void loudlyAgain() {
        logger.setLevel(null);
        beside.shutdown();
    }

    @Test
    void everyRequestCallsBackExactlyOnceWhateverTheKernelDoes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                new Schedule(seed, beside).run();
            } catch (Throwable t) {
                throw new AssertionError("seed " + seed + ": " + t, t);
            }
        }
    }

    /** One schedule, all of it decided by its seed. */
    private static final class Schedule {
        private static final int NOBODY = 0;
        private static final int SEVERAL = -1;

        /** So many of what is thrown again and again are kept; the rest may be forgotten. */
        private static final int MOST_SUPPRESSED = 16;

        private final Random random;
        private final ExecutorService beside;

        /** The threads that take turns in it; those that open and close files keep no order. */
        private final Thread own = Thread.currentThread();

        private volatile Thread helper;

        /** Whether collaborators throw that have no reason to. */
        private final boolean broken;

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

        /** Disks on which no write was ever submitted, so that no range is locked. */
        private final Set<Integer> unlocked = new HashSet<>();

        /** What collaborators have thrown and no call has thrown yet. */
        private final Set<Throwable> unseen = Collections.newSetFromMap(new IdentityHashMap<>());

        private int toSubmit;
        private int opens;

        /** While other threads are at work, nothing is left to chance. */
        private boolean calm;

        Schedule(long seed, ExecutorService beside) {
            this.beside = beside;
            random = new Random(seed);
            broken = random.nextBoolean();
            depth = 1 + random.nextInt(6);
            testMode = random.nextInt(10) == 0;
            IoEngine first = engine();
            if (random.nextInt(4) == 0) {
                engines.get(0).withRoomFor(1 + random.nextInt(depth));
            }
            IoConfig config =
                    IoConfig.defaults()
                            .withMaxInFlight(depth)
                            .withMaxBufferBytes(1 + random.nextInt(5) * 8192L)
                            .withMinReadBytes(512 << random.nextInt(6))
                            .withDeadline(Duration.ofNanos(DEADLINE))
                            .withMaxErrors(random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0)
                            .withTestMode(testMode)
                            .withTrace(
                                    (path, write, offset, length, category, mode) ->
                                            mayThrow("a trace", 20));
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
                unlocked.add(i);
            }
            toSubmit = 1 + random.nextInt(30);
        }

        private IoEngine engine() {
            FakeEngine engine = new FakeEngine(2 * depth).whenWaiting(e -> whileWaiting());
            engines.add(engine);
            return new BrokenEngine(engine).before(this::called);
        }

        private void called(Call call) {
            if (call != Call.ANNOUNCE && call != Call.CLOSE) {
                mayThrow("an engine in " + call, 60);
            }
        }

        /** Throws once in so many times, if collaborators do. */
        private void mayThrow(String who, int times) {
            Thread here = Thread.currentThread();
            boolean ours = here == own || here == helper;
            if (broken && ours && !calm && random.nextInt(times) == 0) {
                throwNow(who);
            }
        }

        private void throwNow(String who) {
            if (random.nextBoolean()) {
                Fault fault = new Fault(who);
                unseen.add(fault);
                throw fault;
            }
            FaultError fault = new FaultError(who);
            unseen.add(fault);
            throw fault;
        }

        void run() throws DeviceIoException {
            if (broken && random.nextInt(8) == 0) {
                openByABrokenRule();
            }
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
            assertEquals(Set.of(), unseen, "what is thrown comes out of a call");
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
            switch (random.nextInt(11)) {
                case 0, 1 -> submit();
                case 8 -> submitBeside();
                case 9 -> block();
                case 10 -> {
                    if (random.nextInt(3) == 0) {
                        openAgain();
                    }
                }
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

        /** Runs something that polls, until nothing is thrown out of it. */
        private void settle(Runnable polling) {
            while (true) {
                try {
                    polling.run();
                    return;
                } catch (Fault | FaultError e) {
                    see(e);
                }
            }
        }

        private void see(Throwable thrown) {
            if (!(thrown instanceof Fault || thrown instanceof FaultError)) {
                throw new AssertionError(thrown);
            }
            unseen.remove(thrown);
            for (Throwable suppressed : thrown.getSuppressed()) {
                see(suppressed);
            }
            if (thrown.getSuppressed().length >= MOST_SUPPRESSED) {
                unseen.clear();
            }
        }

        private static int numberOf(Path path) {
            return Integer.parseInt(path.getFileName().toString());
        }

        /** Opening is the work of other threads: nothing else goes on meanwhile. */
        private void openByABrokenRule() {
            calm = true;
            context.submitOpen(
                    Path.of("/dev/0"),
                    path -> {
                        FaultError fault = new FaultError("a rule");
                        unseen.add(fault);
                        throw fault;
                    },
                    "",
                    (result, attachment) -> {
                        opens++;
                        assertThrows(DeviceIoException.class, result::device);
                    });
            settle(context::drain);
            calm = false;
            assertEquals(1, opens);
        }

        /** One handle more of a disk that may be open, or linger, or be closed. */
        private void openAgain() {
            int number = random.nextInt(devices.size());
            if (random.nextBoolean()) {
                devices.get(number).close();
            }
            try {
                devices.set(
                        number, context.openDevice(Path.of("/dev/" + number), DeviceOption.WRITE));
            } catch (DeviceIoException e) {
                throw new AssertionError(e);
            } catch (IllegalStateException e) {
                assertEquals("the context is closed", e.getMessage());
            }
        }

        private Device anyDevice() {
            return devices.get(random.nextInt(devices.size()));
        }

        private IoCategory anyCategory() {
            IoCategory[] categories = IoCategory.values();
            return categories[random.nextInt(categories.length)];
        }

        /** Submits on another thread, and waits for it. */
        private void submitBeside() {
            CompletableFuture.runAsync(
                            () -> {
                                helper = Thread.currentThread();
                                submit();
                            },
                            beside)
                    .join();
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
            callbacks.add(0);
            try {
                switch (random.nextInt(6)) {
                    case 0, 1 -> write(device, offset, 1 + length / 8, request);
                    case 2 -> device.submitFlush(anyCategory(), request, this::completed);
                    default ->
                            device.submitRead(
                                    offset, length, anyCategory(), request, this::completed);
                }
            } catch (IllegalStateException e) {
                refused(request, e);
            }
        }

        private void refused(int request, IllegalStateException refusal) {
            assertTrue(refusal.getMessage().endsWith("is closed"), refusal.getMessage());
            callbacks.remove(request);
        }

        private void write(Device device, int offset, int length, int request) {
            ByteBuffer source = bytes(length, request);
            device.submitWrite(offset, source, anyCategory(), request, this::completed);
            // It was pinned down.
            source.position(random.nextInt(length)).limit(source.position());
            unlocked.remove(numberOf(device.path()));
            wrote(device, offset, length, request);
        }

        private static ByteBuffer bytes(int length, int request) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) (request + 1));
            return ByteBuffer.wrap(bytes);
        }

        private void wrote(Device device, int offset, int length, int request) {
            int[] writer = writers.get(numberOf(device.path()));
            for (int at = offset; at < offset + length; at++) {
                writer[at] = writer[at] == NOBODY ? request + 1 : SEVERAL;
            }
        }

        /** A blocking call; a write only if it has to wait for no other. */
        private void block() {
            int offset = random.nextInt(DISK_BYTES - 1);
            int length = 1 + random.nextInt(Math.min(5_000, DISK_BYTES - offset));
            Device device = anyDevice();
            int number = numberOf(device.path());
            int request = callbacks.size();
            callbacks.add(1);
            try {
                if (random.nextBoolean() && unlocked.contains(number)) {
                    device.write(offset, bytes(length, request), anyCategory());
                    wrote(device, offset, length, request);
                } else {
                    assertRead(number, offset, device.read(offset, length, anyCategory()));
                }
            } catch (DeviceIoException e) {
                failed.add(request);
            } catch (Fault | FaultError e) {
                // Of its own trace, on its own thread.
                see(e);
                failed.add(request);
            } catch (IllegalStateException e) {
                refused(request, e);
            }
        }

        /** Those bytes that nobody ever wrote are the ones that were there. */
        private void assertRead(int number, int offset, ByteBuffer data) {
            for (int i = 0; i < data.limit(); i++) {
                int at = offset + i;
                boolean untouched = writers.get(number)[at] == NOBODY;
                if (untouched && originals.get(number)[at] != data.get(i)) {
                    fail("%s: read %d at %d".formatted(disks.get(number), data.get(i), at));
                }
            }
        }

        private void completed(IoResult result, int request) {
            callbacks.set(request, callbacks.get(request) + 1);
            try {
                assertRead(numberOf(result.path()), (int) result.offset(), result.data());
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
                case 8 -> throwNow("a callback");
                case 9, 10 -> submitBeside();
                case 11 -> block();
                default -> {}
            }
        }

        /** Somebody polls, and does not have the turn. */
        private void whileWaiting() {
            if (calm) {
                Thread.onSpinWait();
                return;
            }
            switch (random.nextInt(8)) {
                case 0 -> submitBeside();
                case 1 -> settle(context::wakeup);
                default -> something();
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
