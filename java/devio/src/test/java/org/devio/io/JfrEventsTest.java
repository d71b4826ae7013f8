package org.devio.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.devio.engine.Errno;
import org.devio.engine.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JfrEventsTest {
    private static final IoCallback<Object> IGNORED = (result, attachment) -> {};

    @TempDir Path directory;

    private final FakeFiles files = new FakeFiles();
    private final AtomicLong clock = new AtomicLong();
    private final FakeEngine engine = new FakeEngine(1);

    private interface Work {
        void on(IoContext context, Device device) throws IOException;
    }

    /** What Flight Recorder tells of {@code work} when it takes I/Os from {@code threshold} on. */
    private List<RecordedEvent> record(Duration threshold, Work work) throws IOException {
        files.add("/dev/jfr", 1 << 20, 512);
        Path file = directory.resolve("io.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("org.devio.SlowIo").withThreshold(threshold);
            for (String name : List.of("FailedIo", "ContextOpened", "ContextReset")) {
                recording.enable("org.devio." + name);
            }
            recording.enable("org.devio.ContextClosed");
            recording.start();
            IoConfig config = IoConfig.defaults().withMaxInFlight(1);
            try (IoContext context = Contexts.open(config, engine, () -> null, files, clock::get);
                    Device device = context.openDevice(Path.of("/dev/jfr"))) {
                work.on(context, device);
            }
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    private static List<String> names(List<RecordedEvent> events) {
        return events.stream().map(event -> event.getEventType().getName()).sorted().toList();
    }

    private static RecordedEvent only(List<RecordedEvent> events, String name) {
        List<RecordedEvent> found =
                events.stream().filter(e -> e.getEventType().getName().equals(name)).toList();
        assertEquals(1, found.size(), name + " in " + names(events));
        return found.get(0);
    }

    private void finish(IoContext context) {
        context.poll(Duration.ZERO);
        engine.inKernel().forEach(engine::finish);
        context.poll(Duration.ZERO);
    }

    @Test
    void anIoAboveTheThresholdTellsWhatItWasAndHowLongItHadWaited() throws IOException {
        List<RecordedEvent> events =
                record(
                        Duration.ZERO,
                        (context, device) -> {
                            device.submitRead(0, 512, IoCategory.LABEL, null, IGNORED);
                            device.submitRead(65536, 100, IoCategory.LV, null, IGNORED);
                            clock.set(7_000_000);
                            finish(context);
                            finish(context);
                        });

        RecordedEvent slow =
                events.stream()
                        .filter(e -> e.getEventType().getName().equals("org.devio.SlowIo"))
                        .filter(e -> e.getLong("offset") == 65536)
                        .findFirst()
                        .orElseThrow();
        assertEquals("/dev/jfr", slow.getString("device"));
        assertEquals("read", slow.getString("operation"));
        assertEquals(100, slow.getLong("length"));
        assertEquals("LV content", slow.getString("category"));
        assertEquals(Duration.ofMillis(7), slow.getDuration("queueTime"));
    }

    @Test
    void anIoBelowTheThresholdIsNotRecorded() throws IOException {
        List<RecordedEvent> events =
                record(
                        Duration.ofDays(1),
                        (context, device) -> {
                            device.submitRead(0, 512, IoCategory.LABEL, null, IGNORED);
                            finish(context);
                            device.read(0, 512, IoCategory.LABEL);
                        });

        assertEquals(List.of("org.devio.ContextClosed", "org.devio.ContextOpened"), names(events));
    }

    @Test
    void blockingReadsAreTimedToo() throws IOException {
        List<RecordedEvent> events =
                record(Duration.ZERO, (context, device) -> device.read(512, 700, IoCategory.POOL));

        assertEquals(512, only(events, "org.devio.SlowIo").getLong("offset"));
    }

    @Test
    void aFailureTellsItsReason() throws IOException {
        List<RecordedEvent> events =
                record(
                        Duration.ofDays(1),
                        (context, device) -> {
                            device.submitRead(0, 512, IoCategory.LABEL, null, IGNORED);
                            context.poll(Duration.ZERO);
                            engine.finish(0, -Errno.EIO.number());
                            context.poll(Duration.ZERO);
                        });

        RecordedEvent failed = only(events, "org.devio.FailedIo");
        assertEquals("/dev/jfr", failed.getString("device"));
        assertEquals(Errno.EIO.number(), failed.getInt("errno"));
        assertEquals(
                "read of 512 bytes at 0 failed (PV labels): EIO (Input/output error)",
                failed.getString("reason"));
    }

    @Test
    void aContextTellsOfItsLife() throws IOException {
        List<RecordedEvent> events =
                record(Duration.ofDays(1), (context, device) -> context.resetTo(new FakeEngine(1)));

        assertEquals(
                List.of(
                        "org.devio.ContextClosed",
                        "org.devio.ContextOpened",
                        "org.devio.ContextReset"),
                names(events));
        assertEquals("fake", only(events, "org.devio.ContextOpened").getString("engine"));
    }

    @Test
    void everythingWorksWhereThereIsNoFlightRecorder() throws Exception {
        Process java =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--limit-modules=java.base",
                                "--class-path=target/classes:target/test-classes",
                                WithoutFlightRecorder.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(java.getInputStream().readAllBytes(), UTF_8);

        assertEquals(0, java.waitFor(), said);
        assertTrue(said.endsWith("1 completed\n"), said);
    }

    /** Run by {@link #everythingWorksWhereThereIsNoFlightRecorder} in a JVM of its own. */
    static final class WithoutFlightRecorder {
        public static void main(String... arguments) throws IOException {
            if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
                throw new IllegalStateException("jdk.jfr is there");
            }
            FakeFiles files = new FakeFiles();
            files.add("/dev/a", 1 << 20, 512);
            try (IoContext context = Contexts.open(IoConfig.defaults(), new FakeEngine(8), files);
                    Device device = context.openDevice(Path.of("/dev/a"))) {
                device.read(0, 512, IoCategory.LABEL);
                System.out.println(context.stats().completed() + " completed");
            }
        }
    }
}
