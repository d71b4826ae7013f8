package org.devio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AioEngineTest extends RealFileContract {
    @Override
    IoEngine openEngine() throws IOException {
        return AioEngine.open(DEPTH);
    }

    @Override
    FileOpener files() {
        return FileOpener.NATIVE;
    }

    @Test
    void aRefusedRequestFailsAloneAndThoseBehindItGoOn() throws IOException {
        IoEngine engine = openEngine();
        IoFile good = openFile();
        IoFile closed = openFile();
        closed.close();
        List<String> outcomes = new ArrayList<>();

        engine.prepareRead(0, good, 0, IoBuffer.allocate(BLOCK), 0, BLOCK);
        engine.prepareRead(1, closed, 0, IoBuffer.allocate(BLOCK), 0, BLOCK);
        engine.prepareRead(2, good, 0, IoBuffer.allocate(BLOCK), 0, BLOCK);
        engine.submit();
        while (outcomes.size() < 3) {
            engine.collect(engine.isReady() ? 0 : -1);
            engine.deliver((slot, result) -> outcomes.add(slot + ": " + result));
        }

        outcomes.sort(null);
        assertEquals(List.of("0: 4096", "1: -9", "2: 4096"), outcomes);
        good.close();
        engine.close();
    }

    @Test
    void anUnalignedRequestFailsAlone() throws IOException {
        IoEngine engine = openEngine();
        IoFile file = openFile();
        long[] outcome = new long[1];

        engine.prepareRead(0, file, 100, IoBuffer.allocate(BLOCK), 0, 100);
        engine.submit();
        engine.collect(-1);
        engine.deliver((slot, result) -> outcome[0] = result);

        assertTrue(file.isDirect(), "this file system has no O_DIRECT");
        assertEquals(-Errno.EINVAL.number(), outcome[0]);
        file.close();
        engine.close();
    }

    @Test
    void aDepthTheKernelRefusesIsAnErrorWithItsName() {
        IOException refused = assertThrows(IOException.class, () -> AioEngine.open(0));

        assertEquals("io_setup(0) failed: EINVAL (Invalid argument)", refused.getMessage());
    }
}
