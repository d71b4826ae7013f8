package org.devio.io;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.devio.engine.AioEngine;
import org.devio.engine.IoEngine;
import org.devio.engine.ThreadEngine;

/**
 * Makes asynchronous engines with room for requests that hang, and closes engines in the
 * background.
 */
final class AsyncEngines implements EngineSupply {
    private final boolean areThreads;
    private final int depth;
    private final Set<Thread> closing = ConcurrentHashMap.newKeySet();
    private volatile String whyNot;

    AsyncEngines(IoConfig config) {
        this.areThreads = config.engine() == IoConfig.Engine.THREADS;
        this.depth = config.depth();
    }

    /**
     * An engine with as many spare slots as there may be requests in flight, so that those the
     * kernel does not answer take nothing from the others; without, if the system's limit forbids.
     */
    @Override
    public IoEngine open() {
        if (areThreads) {
            return new ThreadEngine(2 * depth);
        }
        try {
            return openAio();
        } catch (IOException e) {
            whyNot = e.getMessage();
            return null;
        }
    }

    private IoEngine openAio() throws IOException {
        try {
            return AioEngine.open(2 * depth);
        } catch (IOException e) {
            return AioEngine.open(depth);
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
