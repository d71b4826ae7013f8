package org.devio.io;

import java.util.Optional;
import java.util.function.Supplier;
import org.devio.engine.IoEngine;

/**
 * Which engine a context has. It is made when the first I/O asks for it, or somebody wants to know:
 * a context that is only used for blocking calls takes nothing of the kernel's AIO.
 */
final class EngineChoice {
    private static final String SYNCHRONOUS = "sync";

    private final IoConfig config;
    private final EngineSupply engines;
    private final Supplier<IoEngine> first;
    private final IoEvents events;

    private volatile String name;
    private volatile String whySynchronous;

    /**
     * Nothing is chosen yet.
     *
     * @param first makes the engine; null says that there is none, and {@code engines} why
     */
    EngineChoice(IoConfig config, EngineSupply engines, Supplier<IoEngine> first, IoEvents events) {
        this.config = config;
        this.engines = engines;
        this.first = first;
        this.events = events;
    }

    /** Makes the engine; null if I/O is synchronous. Once, under the turn. */
    IoEngine make() {
        String why = config.whySynchronous().orElse(null);
        IoEngine engine = why == null ? first.get() : null;
        if (engine == null && why == null) {
            why = engines.whyNot();
        }
        whySynchronous = why;
        name = engine == null ? SYNCHRONOUS : engine.name();
        IoLog.opened(config, why);
        events.opened(name, why);
        return engine;
    }

    boolean isMade() {
        return name != null;
    }

    boolean isAsync() {
        return isMade() && whySynchronous == null;
    }

    /** That of what serves, until it is made. */
    String name() {
        return isMade() ? name : SYNCHRONOUS;
    }

    /** Empty until it is made, and if it is asynchronous. */
    Optional<String> whySynchronous() {
        return Optional.ofNullable(whySynchronous);
    }

    /** The context has begun anew with the kernel. */
    void reset() {
        events.reset(name);
    }

    /** The context has ended. */
    void closed() {
        if (isMade()) {
            IoLog.closed(whySynchronous);
            events.closed(name);
        }
    }

    /** For a bug report. */
    @Override
    public String toString() {
        return isMade()
                ? name + whySynchronous().map(" (%s)"::formatted).orElse("")
                : "no engine yet";
    }
}
