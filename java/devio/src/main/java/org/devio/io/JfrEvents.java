package org.devio.io;

import java.nio.file.Path;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;

/** Events for Flight Recorder. The only class that needs module {@code jdk.jfr}. */
final class JfrEvents extends IoEvents {
    /** Never committed: asking it costs no allocation. */
    private final SlowIo slow = new SlowIo();

    @Override
    boolean timesIo() {
        return slow.isEnabled();
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
        FailedIo event = new FailedIo();
        if (event.isEnabled()) {
            event.about(path, operation, offset, length, category);
            event.reason = failure.reason();
            event.errno = failure.errno();
            event.commit();
        }
    }

    @Override
    void opened(String engine, String whySynchronous) {
        ContextOpened event = new ContextOpened();
        event.whySynchronous = whySynchronous;
        event.commitFor(engine);
    }

    @Override
    void reset(String engine) {
        new ContextReset().commitFor(engine);
    }

    @Override
    void closed(String engine) {
        new ContextClosed().commitFor(engine);
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
        @Label("Why Synchronous")
        String whySynchronous;
    }

    @Name("org.devio.ContextReset")
    @Label("I/O Context Reset")
    static final class ContextReset extends ContextEvent {}

    @Name("org.devio.ContextClosed")
    @Label("I/O Context Closed")
    static final class ContextClosed extends ContextEvent {}
}
