package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.devio.engine.Errno;
import org.devio.engine.FakeEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IoStatsTest {
    private static final int DEPTH = 2;
    private static final int BLOCK = 8192;
    private static final IoCallback<Object> IGNORED = (result, attachment) -> {};

    private final FakeFiles files = new FakeFiles();
    private final AtomicLong clock = new AtomicLong();
    private final FakeEngine engine = new FakeEngine(2 * DEPTH);
    private final IoConfig config =
            IoConfig.defaults()
                    .withMaxInFlight(DEPTH)
                    .withDeadline(Duration.ofSeconds(10))
                    .withMaxErrors(0);
    private IoContext context =
            Contexts.open(config, engine, () -> new FakeEngine(DEPTH), files, clock::get);

    @AfterEach
    void closeWithNothingLeftBehind() {
        finishAll();
        context.close();
        files.awaitAllClosed();
    }

    private void reopen(IoConfig other) {
        context.close();
        context = Contexts.open(other, engine, files);
    }

    private Device open(String path) throws DeviceIoException {
        files.add(path, 1 << 20, 512);
        return context.openDevice(Path.of(path), DeviceOption.WRITE);
    }

    private void poll() {
        context.poll(Duration.ZERO);
    }

    private void finishAll() {
        Contexts.finishAll(context, engine);
    }

    private static void read(Device device, long offset, IoCategory category) {
        device.submitRead(offset, 512, category, null, IGNORED);
    }

    private static String counts(IoStats stats) {
        return "%d submitted %d completed %d cached %d failed, %d read %d written"
                .formatted(
                        stats.submitted(),
                        stats.completed(),
                        stats.cached(),
                        stats.failed(),
                        stats.bytesRead(),
                        stats.bytesWritten());
    }

    @Test
    void eachRequestCountsForItsCategoryItsDeviceAndTheContext() throws DeviceIoException {
        Device a = open("/dev/a");
        Device b = open("/dev/b");
        read(a, 0, IoCategory.LABEL);
        read(b, 0, IoCategory.LABEL);
        poll();
        engine.finish(0);
        engine.finish(1, -Errno.EIO.number());
        poll();

        read(a, 4096, IoCategory.MDA_HEADER);
        poll();

        assertEquals(
                "2 submitted 1 completed 0 cached 1 failed, 8192 read 0 written",
                counts(context.stats(IoCategory.LABEL)));
        assertEquals(
                "0 submitted 1 completed 1 cached 0 failed, 0 read 0 written",
                counts(context.stats(IoCategory.MDA_HEADER)));
        assertEquals(
                "1 submitted 2 completed 1 cached 0 failed, 8192 read 0 written",
                counts(a.stats()));
        assertEquals(
                "1 submitted 0 completed 0 cached 1 failed, 0 read 0 written", counts(b.stats()));
        assertEquals(
                "2 submitted 2 completed 1 cached 1 failed, 8192 read 0 written",
                counts(context.stats()));
    }

    @Test
    void aWriteOfPartOfABlockIsAReadAndAWrite() throws DeviceIoException {
        Device device = open("/dev/a");

        device.submitWrite(100, ByteBuffer.allocate(100), IoCategory.LOG, null, IGNORED);
        finishAll();

        assertEquals(
                "2 submitted 1 completed 0 cached 0 failed, 512 read 512 written",
                counts(device.stats()));
        assertEquals(1024, device.stats().bytes());
        assertEquals(1, device.stats().latency().count());
    }

    @Test
    void aTransferThatIsContinuedIsShortAndCountsOnce() throws DeviceIoException {
        Device device = open("/dev/a");
        device.submitRead(0, BLOCK, IoCategory.LV, null, IGNORED);
        poll();
        engine.finish(0, 512);
        finishAll();

        assertEquals(1, device.stats().shortTransfers());
        assertEquals(1, device.stats().submitted());
        assertEquals(BLOCK, device.stats().bytesRead());
    }

    @Test
    void marksRememberTheMostAtATime() throws DeviceIoException {
        Device device = open("/dev/a");
        for (int i = 0; i < 5; i++) {
            read(device, i * (long) BLOCK, i == 0 ? IoCategory.LABEL : IoCategory.LV);
        }
        assertEquals(DEPTH, context.stats().inFlight());
        assertEquals(3, context.stats().queued());

        finishAll();

        assertEquals(0, context.stats().inFlight());
        assertEquals(0, context.stats().queued());
        assertEquals(DEPTH, context.stats().maxInFlight());
        assertEquals(3, context.stats().maxQueued());
        assertEquals(1, context.stats(IoCategory.LABEL).maxInFlight());
        assertEquals(0, context.stats(IoCategory.LABEL).maxQueued());
        assertEquals(DEPTH, device.stats().maxInFlight());
    }

    @Test
    void latencyIsFromIssueToOutcomeWithoutTheTimeInTheQueue() throws DeviceIoException {
        Device device = open("/dev/a");
        for (int i = 0; i <= DEPTH; i++) {
            read(device, i * (long) BLOCK, IoCategory.LV);
        }
        poll();
        clock.set(5_000);
        engine.inKernel().forEach(engine::finish);
        poll();
        clock.set(5_700);
        engine.inKernel().forEach(engine::finish);
        poll();

        LatencyHistogram latency = context.stats(IoCategory.LV).latency();

        assertEquals(DEPTH + 1, latency.count());
        assertEquals(5_000, latency.maxNanos());
        assertEquals(1_023, latency.percentile(1), "700 ns, rounded up to its power of two");
        assertEquals(5_000, latency.percentile(99));
    }

    @Test
    void aRequestThatTimedOutHasFailedAndIsInFlightNoMore() throws DeviceIoException {
        Device device = open("/dev/hung");
        read(device, 0, IoCategory.LABEL);
        poll();

        clock.set(TimeUnit.SECONDS.toNanos(11));
        poll();
        read(device, 0, IoCategory.LABEL);
        poll();

        assertEquals(2, device.stats().failed(), "the second one was refused");
        assertEquals(1, device.stats().timedOut());
        assertEquals(0, device.stats().inFlight());
        assertEquals(TimeUnit.SECONDS.toNanos(11), device.stats().latency().maxNanos());
    }

    @Test
    void whatIsCancelledInTheQueueNeverReachedAnEngine() throws DeviceIoException {
        Device device = open("/dev/a");
        for (int i = 0; i < 5; i++) {
            read(device, i * (long) BLOCK, IoCategory.LV);
        }
        engine.whenWaiting(e -> e.inKernel().forEach(e::finish));

        context.close();

        assertEquals(
                "2 submitted 2 completed 0 cached 3 failed, 16384 read 0 written",
                counts(context.stats()));
        assertEquals(0, context.stats().queued());
        assertEquals(2, context.stats().latency().count());
    }

    @Test
    void afterAResetNothingOfBeforeIsInFlightOrQueued() throws DeviceIoException {
        Device device = open("/dev/a");
        for (int i = 0; i < 5; i++) {
            read(device, i * (long) BLOCK, IoCategory.LV);
        }
        poll();
        FakeEngine fresh = new FakeEngine(2 * DEPTH);

        context.resetTo(fresh);
        fresh.whenWaiting(e -> e.inKernel().forEach(e::finish));
        context.drain();

        assertEquals(
                "5 submitted 3 completed 0 cached 2 failed, 24576 read 0 written",
                counts(context.stats()));
        assertEquals(0, context.stats().inFlight() + context.stats().queued());
    }

    @Test
    void blockingCallsCountToo() throws DeviceIoException {
        Device device = open("/dev/a");

        device.read(0, 512, IoCategory.LABEL);
        device.write(100, ByteBuffer.allocate(100), IoCategory.LOG);

        assertEquals(
                "1 submitted 1 completed 0 cached 0 failed, 8192 read 0 written",
                counts(context.stats(IoCategory.LABEL)));
        assertEquals(
                "2 submitted 1 completed 0 cached 0 failed, 512 read 512 written",
                counts(context.stats(IoCategory.LOG)));
        assertEquals(
                "3 submitted 2 completed 0 cached 0 failed, 8704 read 512 written",
                counts(device.stats()));
        assertEquals(2, device.stats().latency().count());
        assertEquals(0, context.stats().maxInFlight(), "the limits are not theirs");
    }

    @Test
    void blockingFlushesAndDiscardsCountAsOtherCallsDo() throws DeviceIoException {
        Device device = open("/dev/a");

        device.flush(IoCategory.LOG);
        DeviceIoException cannot =
                assertThrows(DeviceIoException.class, () -> device.discard(0, 512, IoCategory.LV));

        assertEquals(
                "/dev/a: discard of 512 bytes at 0 failed (LV content):"
                        + " EOPNOTSUPP (Operation not supported)",
                cannot.getMessage());
        assertEquals(
                "1 submitted 1 completed 0 cached 0 failed, 0 read 0 written",
                counts(context.stats(IoCategory.LOG)));
        assertEquals(
                "1 submitted 0 completed 0 cached 1 failed, 0 read 0 written",
                counts(context.stats(IoCategory.LV)));
        assertEquals(
                "2 submitted 1 completed 0 cached 1 failed, 0 read 0 written",
                counts(device.stats()));
        assertEquals(2, device.stats().latency().count());
    }

    @Test
    void writesInTestModeAreCompletedAndNotSubmitted() throws DeviceIoException {
        reopen(config.withTestMode(true));
        Device device = open("/dev/a");

        device.submitWrite(0, ByteBuffer.allocate(512), IoCategory.LOG, null, IGNORED);
        device.write(512, ByteBuffer.allocate(512), IoCategory.LOG);
        device.flush(IoCategory.LOG);
        device.discard(0, 512, IoCategory.LOG);
        finishAll();

        assertEquals(
                "0 submitted 4 completed 0 cached 0 failed, 0 read 0 written",
                counts(device.stats()));
    }

    /** What a test counts by itself, to hold the counters against. */
    private static final class Book {
        private final Map<String, List<AtomicLong>> pages = new TreeMap<>();

        void enter(Object whose, boolean failed) {
            pages.computeIfAbsent(
                            whose.toString(), key -> List.of(new AtomicLong(), new AtomicLong()))
                    .get(failed ? 1 : 0)
                    .incrementAndGet();
        }

        String of(Object whose) {
            return pages.getOrDefault(whose.toString(), List.of(new AtomicLong(), new AtomicLong()))
                    .toString();
        }
    }

    @Test
    void afterAnyScheduleTheCountersAreWhatCallbacksSaw() throws DeviceIoException {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            reopen(IoConfig.defaults().withMaxInFlight(DEPTH).withMaxBufferBytes(2 * BLOCK));
            List<Device> devices = List.of(open("/dev/a"), open("/dev/b"));
            Book book = new Book();
            for (int i = 0; i < 40; i++) {
                IoCategory category = IoCategory.values()[random.nextInt(10)];
                devices.get(random.nextInt(2))
                        .submitRead(
                                random.nextInt(100) * 4096L,
                                512 * (1 + random.nextInt(8)),
                                category,
                                null,
                                (result, attachment) -> {
                                    book.enter(result.path(), result.isFailed());
                                    book.enter(result.category(), result.isFailed());
                                    book.enter("all", result.isFailed());
                                });
                List<Integer> inKernel = engine.inKernel();
                if (!inKernel.isEmpty() && random.nextBoolean()) {
                    long result = random.nextInt(3) == 0 ? -Errno.EIO.number() : BLOCK;
                    engine.finish(inKernel.get(0), result);
                }
                poll();
            }
            finishAll();

            String where = "seed " + seed + ", ";
            long submitted = 0;
            for (IoCategory category : IoCategory.values()) {
                submitted += context.stats(category).submitted();
                assertOutcomes(where + category, book.of(category), context.stats(category));
            }
            for (Device device : devices) {
                assertOutcomes(where + device, book.of(device.path()), device.stats());
            }
            assertOutcomes(where + "all", book.of("all"), context.stats());
            assertEquals(submitted, context.stats().submitted(), where + "submitted");
        }
    }

    private static void assertOutcomes(String where, String expected, IoStats stats) {
        assertEquals(expected, List.of(stats.completed(), stats.failed()).toString(), where);
        assertEquals(0, stats.inFlight() + stats.queued(), where + ": gauges at the end");
        assertEquals(
                stats.completed() + stats.failed() - stats.cached(),
                stats.latency().count(),
                where + ": latencies");
    }

    @Test
    void aBugReportSaysEngineLimitsMemoryCountersAndFaults() throws DeviceIoException {
        Device good = open("/dev/good");
        for (int i = 0; i < 4; i++) {
            read(open("/dev/bad" + i), 0, IoCategory.LABEL);
            poll();
            engine.inKernel().forEach(slot -> engine.finish(slot, -Errno.EIO.number()));
            poll();
        }
        read(good, 0, IoCategory.LABEL);
        poll();
        clock.set(3_000_000);
        finishAll();

        assertEquals(
                """
                IoContext on fake, open, 5 devices
                limits: 2 I/Os, 10485760 bytes, deadline PT10S, 0 errors a device
                8192 bytes of buffers used, 1 blocks kept
                5 submitted, 1 completed, 0 cached, 4 failed, 0 timed out, 0 short
                8192 bytes read, 0 bytes written
                0 in flight (at most 1), 0 queued (at most 0); \
                p50 0 us, p90 3000 us, p99 3000 us, max 3000 us
                /dev/bad0: 1 errors, 0 unanswered
                /dev/bad1: 1 errors, 0 unanswered
                /dev/bad2: 1 errors, 0 unanswered
                and 1 more with faults""",
                context.toString());
    }
}
