package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.devio.engine.FakeDisk;
import org.devio.engine.FakeEngine;
import org.devio.engine.IoEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EngineChoiceTest {
    private static final Path PATH = Path.of("/dev/a");
    private static final String WHY_NOT = "io_setup(128) failed: EAGAIN";

    private final FakeFiles files = new FakeFiles();
    private final FakeDisk disk = files.add("/dev/a", 1 << 20, 512);
    private final FakeEngine engine =
            new FakeEngine(8).whenWaiting(waited -> waited.inKernel().forEach(waited::finish));
    private final EngineSupply none =
            new EngineSupply() {
                @Override
                public IoEngine open() {
                    return null;
                }

                @Override
                public String whyNot() {
                    return WHY_NOT;
                }

                @Override
                public void close(Lane lane) {
                    lane.close();
                }
            };
    private IoContext context = Contexts.open(IoConfig.defaults(), engine, files);

    @AfterEach
    void closeWithNothingLeftBehind() {
        context.close();
        files.awaitAllClosed();
    }

    private void assertSays(String engineAndState) {
        String said = context.toString();
        assertTrue(said.startsWith("IoContext on " + engineAndState + ", "), said);
    }

    @Test
    void aBlockingReadMakesNoEngine() throws DeviceIoException {
        Device device = context.openDevice(PATH);

        device.read(0, 512, IoCategory.LABEL);
        context.poll(Duration.ZERO);

        assertSays("no engine yet, open");
    }

    @Test
    void anAsynchronousReadThroughThePageCacheMakesNoEngine() throws Exception {
        disk.grantNothing();
        Device device = context.openDevice(PATH);

        CompletableFuture<ByteBuffer> read = device.readAsync(9000, 1, IoCategory.LABEL);
        context.drain();

        assertEquals(disk.byteAt(9000), read.get().get(0));
        assertSays("no engine yet, open");
    }

    @Test
    void theFirstAsynchronousReadMakesTheEngine() throws DeviceIoException {
        Device device = context.openDevice(PATH);

        CompletableFuture<ByteBuffer> read = device.readAsync(0, 512, IoCategory.LABEL);

        assertSays("fake, open");
        context.drain();
        assertTrue(read.isDone());
        assertEquals(List.of("/dev/a 0+8192"), engine.submitted());
    }

    @Test
    void itIsMadeOnceHoweverOftenItIsNeeded() {
        List<IoEngine> made = new ArrayList<>();
        Supplier<IoEngine> maker =
                () -> {
                    made.add(engine);
                    return engine;
                };
        EngineChoice choice = new EngineChoice(IoConfig.defaults(), none, maker, IoEvents.find());
        Lanes lanes = new Lanes(choice::make, none, 8, null);
        assertFalse(choice.isMade());

        lanes.setUp();
        lanes.setUp();

        assertTrue(choice.isMade());
        assertEquals(List.of(engine), made);
        assertSame(engine, lanes.engine());
    }

    @Test
    void whoAsksWhichEngineItIsMakesIt() {
        assertEquals("fake", context.engineName());

        assertEquals(Optional.empty(), context.whySynchronous());
        assertSays("fake, open");
    }

    @Test
    void whoAsksAfterTheEndWhichEngineItWasMakesNone() {
        context.close();

        assertEquals("sync", context.engineName());
        assertEquals(Optional.empty(), context.whySynchronous());
        assertSays("no engine yet, closed");
    }

    @Test
    void whereNoneCanBeHadReadsAreSynchronousAndTheContextSaysWhy() throws Exception {
        context.close();
        context = IoContext.open(IoConfig.defaults(), null, none, files, () -> 0);
        Device device = context.openDevice(PATH);

        CompletableFuture<ByteBuffer> read = device.readAsync(9000, 1, IoCategory.LABEL);
        context.drain();

        assertEquals(disk.byteAt(9000), read.get().get(0));
        assertSays("sync (" + WHY_NOT + "), open");
        assertEquals("sync", context.engineName());
        assertEquals(Optional.of(WHY_NOT), context.whySynchronous());
        assertEquals(Optional.of(WHY_NOT), context.whyNotAio());
    }

    @Test
    void whereThereIsNoAioThreadsReadAsynchronouslyAndTheContextSaysWhy() throws Exception {
        context.close();
        AsyncEngines engines =
                new AsyncEngines(
                        IoConfig.defaults(),
                        depth -> {
                            throw new IOException(WHY_NOT);
                        });
        context = IoContext.open(IoConfig.defaults(), engines.open(), engines, files, () -> 0);
        Device device = context.openDevice(PATH);

        CompletableFuture<ByteBuffer> read = device.readAsync(9000, 1, IoCategory.LABEL);
        context.drain();

        assertEquals(disk.byteAt(9000), read.get().get(0));
        assertSays("threads (" + WHY_NOT + "), open");
        assertEquals("threads", context.engineName());
        assertEquals(Optional.empty(), context.whySynchronous());
        assertEquals(Optional.of(WHY_NOT), context.whyNotAio());
        context.reset();
        assertEquals("threads", context.engineName());
    }

    @Test
    void whereSynchronousIoWasAskedForNoEngineIsMade() {
        context.close();
        IoConfig config = IoConfig.defaults().withMaxInFlight(0);
        context = Contexts.open(config, engine, files);

        assertEquals("sync", context.engineName());
        assertEquals(Optional.of("aio_max is 0"), context.whySynchronous());
    }
}
