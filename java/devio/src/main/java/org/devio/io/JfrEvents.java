package org.devio.io;

import java.nio.file.Path;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;

/**
 * Events for Flight Recorder. The only class that needs module {@code jdk.jfr}. The first event of
 * a process takes a fifth of a second to make, so none is made before somebody has recorded.
 */
final class JfrEvents extends IoEvents {
    /** Demands the module. */
    JfrEvents() {
        FlightRecorder.isInitialized();
    }

    /** An event that is never committed: asking it costs no allocation. */
    private static final class Slow {
        static final SlowIo PROBE = new SlowIo();
    }

    @Override
    boolean timesIo() {
        return FlightRecorder.isInitialized() && Slow.PROBE.isEnabled();
    }

    @Override
    Object begin() {
        SlowIo event = new SlowIo();
        event.begin();
        return event;
    }

    @Override
    void end(
            Object begun,
            Path path,
            String operation,
            long offset,
            long length,
            IoCategory category,
            long queuedNanos) {
        SlowIo event = (SlowIo) begun;
        event.end();
        if (event.shouldCommit()) {
            event.about(path, operation, offset, length, category);
            event.queueTime = queuedNanos;
            event.commit();
        }
    }

    @Override
    void failed(
            Path path,
            String operation,
            long offset,
            long length,
            IoCategory category,
            DeviceIoException failure) {
        if (FlightRecorder.isInitialized()) {
            FailedIo event = new FailedIo();
            event.about(path, operation, offset, length, category);
            event.reason = failure.reason();
            event.errno = failure.errno();
            event.commit();
        }
    }

    @Override
    void opened(String engine, String whyNotAio) {
        if (FlightRecorder.isInitialized()) {
            ContextOpened event = new ContextOpened();
            event.whyNotAio = whyNotAio;
            event.commitFor(engine);
        }
    }

    @Override
    void reset(String engine) {
        if (FlightRecorder.isInitialized()) {
            new ContextReset().commitFor(engine);
        }
    }

    @Override
    void closed(String engine) {
        if (FlightRecorder.isInitialized()) {
            new ContextClosed().commitFor(engine);
        }
    }

    /** What both events of one I/O tell. */
    @Category("devio")
    @StackTrace(false)
    abstract static class IoEvent extends Event {
        @Label("Device")
        String device;

        @Label("Operation")
        String operation;

        @Label("Offset")
        @DataAmount
        long offset;

        @Label("Length")
        @DataAmount
        long length;

        @Label("Category")
        String category;

        void about(Path path, String does, long at, long bytes, IoCategory why) {
            device = path.toString();
            operation = does;
            offset = at;
            length = bytes;
            category = why.displayString();
        }
    }

    @Name("org.devio.SlowIo")
    @Label("Slow I/O")
    @Description("An I/O took longer than the threshold, from its issue to its outcome")
    @Threshold("20 ms")
    static final class SlowIo extends IoEvent {
        @Label("Queue Time")
        @Timespan(Timespan.NANOSECONDS)
        long queueTime;
    }

    @Name("org.devio.FailedIo")
    @Label("Failed I/O")
    static final class FailedIo extends IoEvent {
        @Label("Reason")
        String reason;

        @Label("Error Number")
        int errno;
    }

    @Category("devio")
    abstract static class ContextEvent extends Event {
        @Label("Engine")
        String engine;

        void commitFor(String name) {
            engine = name;
            commit();
        }
    }

    @Name("org.devio.ContextOpened")
    @Label("I/O Context Opened")
    static final class ContextOpened extends ContextEvent {
        @Label("Why Not AIO")
        String whyNotAio;
    }

    @Name("org.devio.ContextReset")
    @Label("I/O Context Reset")
    static final class ContextReset extends ContextEvent {}

    @Name("org.devio.ContextClosed")
    @Label("I/O Context Closed")
    static final class ContextClosed extends ContextEvent {}
}
