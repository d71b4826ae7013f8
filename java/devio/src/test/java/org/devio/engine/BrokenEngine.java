package org.devio.engine;

import java.util.function.Consumer;

/** An engine that throws what it is told to, before it does anything. */
public final class BrokenEngine implements IoEngine {
    private static final Consumer<Call> NOTHING = call -> {};

    private final IoEngine engine;
    private Consumer<Call> before = NOTHING;

    /** What is asked of an engine. */
    public enum Call {
        PREPARE,
        SUBMIT,
        IS_READY,
        COLLECT,
        DELIVER,
        WAKEUP,
        ANNOUNCE,
        CLOSE
    }

    /** Passes on to {@code engine} what it does not throw at. */
    public BrokenEngine(IoEngine engine) {
        this.engine = engine;
    }

    /** Does this before each call from now on; what it throws is thrown by the call. */
    public BrokenEngine before(Consumer<Call> action) {
        before = action;
        return this;
    }

    /** Throws {@code fault} from each such call from now on. */
    public void throwFrom(Call broken, RuntimeException fault) {
        before(
                call -> {
                    if (call == broken) {
                        throw fault;
                    }
                });
    }

    /** Throws nothing from now on. */
    public void mend() {
        before = NOTHING;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public int depth() {
        return engine.depth();
    }

    @Override
    public void prepareRead(
            int slot, IoFile file, long offset, IoBuffer buffer, int at, int length) {
        before.accept(Call.PREPARE);
        engine.prepareRead(slot, file, offset, buffer, at, length);
    }

    @Override
    public void prepareWrite(
            int slot, IoFile file, long offset, IoBuffer buffer, int at, int length) {
        before.accept(Call.PREPARE);
        engine.prepareWrite(slot, file, offset, buffer, at, length);
    }

    @Override
    public void prepareFlush(int slot, IoFile file) {
        before.accept(Call.PREPARE);
        engine.prepareFlush(slot, file);
    }

    @Override
    public void submit() {
        before.accept(Call.SUBMIT);
        engine.submit();
    }

    @Override
    public boolean isReady() {
        before.accept(Call.IS_READY);
        return engine.isReady();
    }

    @Override
    public void collect(long timeoutNanos) {
        before.accept(Call.COLLECT);
        engine.collect(timeoutNanos);
    }

    @Override
    public int deliver(CompletionSink sink) {
        before.accept(Call.DELIVER);
        return engine.deliver(sink);
    }

    @Override
    public void wakeup() {
        before.accept(Call.WAKEUP);
        engine.wakeup();
    }

    @Override
    public void announceTo(int eventFd) {
        before.accept(Call.ANNOUNCE);
        engine.announceTo(eventFd);
    }

    @Override
    public void close() {
        before.accept(Call.CLOSE);
        engine.close();
    }
}
