package org.devio.io;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.devio.engine.AioEngine;
import org.devio.engine.IoEngine;
import org.devio.engine.ThreadEngine;

/**
 * Makes asynchronous engines with room for requests that hang, and closes engines in the
 * background. Where AIO cannot be had and was not insisted on, threads take its place.
 */
final class AsyncEngines implements EngineSupply {
    /** Keeps what the kernel may still write to reachable, where no thread can wait for it. */
    private static final Set<Lane> LEFT_TO_THE_KERNEL = ConcurrentHashMap.newKeySet();

    private final IoConfig.Engine wanted;
    private final int depth;
    private final AioMaker aio;
    private final Set<Thread> closing = ConcurrentHashMap.newKeySet();
    private volatile String whyNot;

    /** Makes an engine on the kernel's AIO. */
    interface AioMaker {
        IoEngine open(int depth) throws IOException;
    }

    AsyncEngines(IoConfig config) {
        this(config, AioEngine::open);
    }

    AsyncEngines(IoConfig config, AioMaker aio) {
        this.wanted = config.engine();
        this.depth = config.depth();
        this.aio = aio;
    }

    /**
     * An engine with as many spare slots as there may be requests in flight, so that those the
     * kernel does not answer take nothing from the others; without, if the system's limit forbids.
     */
    @Override
    public IoEngine open() {
        if (wanted == IoConfig.Engine.THREADS) {
            return new ThreadEngine(2 * depth);
        }
        try {
            return openAio();
        } catch (IOException e) {
            whyNot = e.getMessage();
            return wanted == IoConfig.Engine.LIBAIO ? null : new ThreadEngine(2 * depth);
        }
    }

    private IoEngine openAio() throws IOException {
        try {
            return aio.open(2 * depth);
        } catch (IOException e) {
            return aio.open(depth);
        }
    }

    /** Threads, which are always to be had, though the kernel's AIO alone was asked for. */
    @Override
    public IoEngine instead() {
        return new ThreadEngine(2 * depth);
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
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // No thread to be had: this one waits, unless that could be for ever.
            closing.remove(thread);
            if (lane.isBusy()) {
                LEFT_TO_THE_KERNEL.add(lane);
            } else {
                lane.close();
            }
        }
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
