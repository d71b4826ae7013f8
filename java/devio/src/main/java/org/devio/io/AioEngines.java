package org.devio.io;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.devio.engine.AioEngine;
import org.devio.engine.IoEngine;

/** Makes libaio engines with room for requests that hang, and closes engines in the background. */
final class AioEngines implements EngineSupply {
    static final String NAME = "libaio";

    private final int depth;
    private final Set<Thread> closing = ConcurrentHashMap.newKeySet();
    private volatile String whyNot;

    AioEngines(int depth) {
        this.depth = depth;
    }

    /**
     * An engine with as many spare slots as there may be requests in flight, so that those the
     * kernel does not answer take nothing from the others; without, if the system's limit forbids.
     */
    static IoEngine openFirst(int depth) throws IOException {
        try {
            return AioEngine.open(2 * depth);
        } catch (IOException e) {
            return AioEngine.open(depth);
        }
    }

    @Override
    public IoEngine open() {
        try {
            return openFirst(depth);
        } catch (IOException e) {
            whyNot = e.getMessage();
            return null;
        }
    }

    @Override
    public String whyNot() {
        return whyNot;
    }

    @Override
    public void close(Lane lane) {
        Thread thread = new Thread(() -> closeNow(lane), "devio-destroy");
        thread.setDaemon(true);
        closing.add(thread);
        thread.start();
    }

    private void closeNow(Lane lane) {
        try {
            lane.close();
        } finally {
            closing.remove(Thread.currentThread());
        }
    }

    @Override
    public boolean isClosing() {
        return !closing.isEmpty();
    }

    @Override
    public void awaitClosed() throws InterruptedException {
        for (Thread thread : closing) {
            thread.join();
        }
    }
}
