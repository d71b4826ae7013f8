package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.devio.engine.FakeEngine;
import org.devio.engine.IoEngine;
import org.devio.engine.ThreadEngine;
import org.junit.jupiter.api.Test;

class AsyncEnginesTest {
    private static final String WHY_NOT = "io_setup failed: EAGAIN";

    private final IoConfig config = IoConfig.defaults().withMaxInFlight(16);
    private final List<Integer> asked = new ArrayList<>();
    private int most;

    private IoEngine openAio(int depth) throws IOException {
        asked.add(depth);
        if (depth > most) {
            throw new IOException(WHY_NOT);
        }
        return new FakeEngine(depth);
    }

    private AsyncEngines engines(IoConfig.Engine engine) {
        return new AsyncEngines(config.withEngine(engine), this::openAio);
    }

    @Test
    void thereIsRoomForAsManyThatHangAsMayBeInFlight() {
        most = 32;

        assertEquals(32, engines(IoConfig.Engine.AUTO).open().depth());
    }

    @Test
    void whereTheSystemHasNoneForThatThereIsNoRoom() {
        most = 16;
        AsyncEngines engines = engines(IoConfig.Engine.AUTO);

        assertEquals(16, engines.open().depth());
        assertEquals(List.of(32, 16), asked);
        assertNull(engines.whyNot());
    }

    @Test
    void whereThereIsNoAioThreadsDoIt() {
        AsyncEngines engines = engines(IoConfig.Engine.AUTO);

        IoEngine engine = engines.open();

        assertInstanceOf(ThreadEngine.class, engine);
        assertEquals(32, engine.depth());
        assertSame(WHY_NOT, engines.whyNot());
        engine.close();
    }

    @Test
    void whoInsistsOnAioIsTold() {
        AsyncEngines engines = engines(IoConfig.Engine.LIBAIO);

        assertNull(engines.open());
        assertSame(WHY_NOT, engines.whyNot());
    }

    @Test
    void inPlaceOfAnAioContextFullOfWhatHangsThreadsAreAlwaysToBeHad() {
        IoEngine engine = engines(IoConfig.Engine.LIBAIO).instead();

        assertInstanceOf(ThreadEngine.class, engine);
        engine.close();
    }

    @Test
    void whoWantsThreadsGetsThemUnasked() {
        AsyncEngines engines = engines(IoConfig.Engine.THREADS);

        IoEngine engine = engines.open();

        assertInstanceOf(ThreadEngine.class, engine);
        assertEquals(List.of(), asked);
        assertNull(engines.whyNot());
        engine.close();
    }
}
