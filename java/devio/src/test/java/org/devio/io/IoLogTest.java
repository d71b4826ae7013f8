package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.devio.engine.Errno;
import org.devio.engine.FakeEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IoLogTest {
    private static final IoCallback<Object> IGNORED = (result, attachment) -> {};

    private final Logger logger = Logger.getLogger("org.devio.io");
    private final List<String> said = new ArrayList<>();
    private final FakeFiles files = new FakeFiles();
    private final FakeEngine engine = new FakeEngine(1);
    private final IoConfig config = IoConfig.defaults().withMaxInFlight(1);
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord line) {
                    said.add(line.getLevel() + " " + line.getMessage());
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void listen() {
        files.add("/dev/x", 1 << 20, 512);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }

    /** What it says of its engine it has said. */
    private IoContext open(IoConfig wanted) {
        IoContext context = Contexts.open(wanted, engine, files);
        context.loop().setUp();
        return context;
    }

    private void finish(IoContext context) {
        context.poll(Duration.ZERO);
        engine.inKernel().forEach(engine::finish);
        context.poll(Duration.ZERO);
    }

    private void traceAt(Level level) throws DeviceIoException {
        logger.setLevel(level);
        try (IoContext context = open(config);
                Device device = context.openDevice(Path.of("/dev/x"), DeviceOption.WRITE)) {
            device.submitRead(0, 2048, IoCategory.LABEL, null, IGNORED);
            device.submitRead(4096, 512, IoCategory.MDA_HEADER, null, IGNORED);
            finish(context);
            finish(context);
            device.submitRead(4096, 512, IoCategory.MDA_HEADER, null, IGNORED);
            device.write(512, ByteBuffer.allocate(512), IoCategory.LOG);
            context.poll(Duration.ZERO);
        }
    }

    @Test
    void aTraceReadsAsThatOfLvm2() throws DeviceIoException {
        traceAt(Level.FINER);

        assertEquals(
                List.of(
                        "FINE Set up aio context for up to 10485760 bytes across 1 events.",
                        "FINE Using asynchronous I/O.",
                        "FINE Opened /dev/x RW O_DIRECT",
                        "FINE /dev/x: Block size is 512 bytes",
                        "FINE /dev/x: Physical block size is 512 bytes",
                        "FINER Widening request for 2048 bytes at 0 to 8192 bytes at 0"
                                + " on /dev/x (for PV labels)",
                        "FINER Read  /dev/x:     8192 bytes (async) at 0 (for PV labels)",
                        "FINER Queueing aio.",
                        "FINER Widening request for 512 bytes at 4096 to 8192 bytes at 0"
                                + " on /dev/x (for VG metadata header)",
                        "FINER Read  /dev/x:     8192 bytes (async) at 0 (for VG metadata header)",
                        "FINER Cached read for 512 bytes at 4096 on /dev/x"
                                + " (for VG metadata header)",
                        "FINER Write /dev/x:      512 bytes (sync) at 512 (for logging)",
                        "FINE Closed /dev/x",
                        "FINE Destroying aio context."),
                said);
    }

    @Test
    void singleIosAreBelowDebug() throws DeviceIoException {
        traceAt(Level.FINE);

        assertEquals(
                List.of(
                        "FINE Set up aio context for up to 10485760 bytes across 1 events.",
                        "FINE Using asynchronous I/O.",
                        "FINE Opened /dev/x RW O_DIRECT",
                        "FINE /dev/x: Block size is 512 bytes",
                        "FINE /dev/x: Physical block size is 512 bytes",
                        "FINE Closed /dev/x",
                        "FINE Destroying aio context."),
                said);
    }

    @Test
    void nothingIsSaidUnasked() throws Exception {
        logger.setLevel(Level.INFO);

        IoContext.open(config.withEngine(IoConfig.Engine.SYNC)).close();
        traceAt(Level.INFO);

        assertEquals(List.of(), said);
    }

    @Test
    void synchronousIoSaysWhy() throws Exception {
        logger.setLevel(Level.FINE);

        try (IoContext context = IoContext.open(config.withEngine(IoConfig.Engine.SYNC))) {
            assertEquals("sync", context.engineName());
        }

        assertEquals(List.of("FINE Not using asynchronous I/O: engine sync was asked for"), said);
    }

    @Test
    void threadsInPlaceOfAioSayWhyOnce() throws Exception {
        logger.setLevel(Level.FINE);
        AsyncEngines engines =
                new AsyncEngines(
                        config,
                        depth -> {
                            throw new IOException("there is no AIO");
                        });

        try (IoContext context = IoContext.open(config, engines.open(), engines, files, () -> 0)) {
            context.engineName();
            context.reset();
            context.engineName();
        }

        assertEquals(
                List.of("FINE Using asynchronous I/O by threads: there is no AIO"),
                said.stream().filter(line -> line.contains("there is no AIO")).toList());
    }

    @Test
    void aWriteThatIsSuppressedSaysSo() throws DeviceIoException {
        logger.setLevel(Level.FINER);
        try (IoContext context = open(config.withTestMode(true));
                Device device = context.openDevice(Path.of("/dev/x"), DeviceOption.WRITE)) {
            said.clear();

            device.submitWrite(0, ByteBuffer.allocate(512), IoCategory.LOG, null, IGNORED);

            assertEquals(
                    List.of(
                            "FINER Write /dev/x:      512 bytes (sync) at 0"
                                    + " (test mode - suppressed) (for logging)"),
                    said);
            context.poll(Duration.ZERO);
        }
    }

    @Test
    void failuresAndUpgradesAreLogged() throws DeviceIoException {
        logger.setLevel(Level.FINE);
        try (IoContext context = open(config);
                Device device = context.openDevice(Path.of("/dev/x"))) {
            said.clear();

            device.submitRead(0, 512, IoCategory.LABEL, null, IGNORED);
            context.poll(Duration.ZERO);
            engine.finish(0, -Errno.EIO.number());
            context.poll(Duration.ZERO);
            context.openDevice(Path.of("/dev/x"), DeviceOption.WRITE).close();

            assertEquals(
                    List.of(
                            "FINE /dev/x: read of 512 bytes at 0 failed (PV labels):"
                                    + " EIO (Input/output error)",
                            "FINE Opened /dev/x RW O_DIRECT",
                            "FINE /dev/x: Block size is 512 bytes",
                            "FINE /dev/x: Physical block size is 512 bytes",
                            "FINE /dev/x: Already opened read-only. Upgrading to read-write.",
                            "FINE Closed /dev/x"),
                    said);
        }
    }

    @Test
    void ofADisabledDeviceOneIsWarned() throws DeviceIoException {
        logger.setLevel(Level.WARNING);
        try (IoContext context = open(config.withMaxErrors(1));
                Device device = context.openDevice(Path.of("/dev/x"))) {
            for (int i = 0; i < 2; i++) {
                device.submitRead(0, 512, IoCategory.LABEL, null, IGNORED);
                context.poll(Duration.ZERO);
                engine.inKernel().forEach(slot -> engine.finish(slot, -Errno.EIO.number()));
                context.poll(Duration.ZERO);
            }
        }

        assertEquals(1, said.size(), said.toString());
    }

    private static final class Broken extends Handler {
        @Override
        public void publish(LogRecord line) {
            throw new AssertionError("a handler that is broken: " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void aHandlerThatThrowsChangesNothing() throws DeviceIoException {
        Handler broken = new Broken();
        logger.addHandler(broken);
        try {
            failuresAndUpgradesAreLogged();
        } finally {
            logger.removeHandler(broken);
        }
        files.awaitAllClosed();
    }
}
