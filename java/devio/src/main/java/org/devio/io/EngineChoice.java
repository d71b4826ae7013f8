package org.devio.io;

import java.util.Optional;
import java.util.function.Supplier;
import org.devio.engine.FileOpener;
import org.devio.engine.IoEngine;
import org.devio.engine.NativeLibrary;

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
    private volatile boolean isAsync;

    /** Why it is not the kernel's AIO, though that or nothing else was asked for. */
    private volatile String why;

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

    /** How files are opened. Native code is not even looked for where none was asked for. */
    static FileOpener files(IoConfig config) {
        return config.engine() != IoConfig.Engine.JAVA && NativeLibrary.isLoaded()
                ? FileOpener.NATIVE
                : FileOpener.JAVA;
    }

    /** Makes the engine; null if I/O is synchronous. Once, under the turn. */
    IoEngine make() {
        String asked = config.whySynchronous().orElse(null);
        IoEngine engine = asked == null ? first.get() : null;
        isAsync = engine != null;
        why = asked == null ? engines.whyNot() : asked;
        name = isAsync ? engine.name() : SYNCHRONOUS;
        IoLog.opened(config, isAsync, name, why);
        events.opened(name, why);
        return engine;
    }

    boolean isMade() {
        return name != null;
    }

    boolean isAsync() {
        return isMade() && isAsync;
    }

    /** That of what serves, until it is made. */
    String name() {
        return isMade() ? name : SYNCHRONOUS;
    }

    /** Empty until it is made, and if it is asynchronous. */
    Optional<String> whySynchronous() {
        return isAsync ? Optional.empty() : whyNotAio();
    }

    /**
     * Empty until it is made, and if it is what was asked for, unless that was to be synchronous.
     */
    Optional<String> whyNotAio() {
        return Optional.ofNullable(why);
    }

    /** The context has begun anew with the kernel. */
    void reset() {
        events.reset(name);
    }

    /** The context has ended. */
    void closed() {
        if (isMade()) {
            IoLog.closed(isAsync);
            events.closed(name);
        }
    }

    /** For a bug report. */
    @Override
    public String toString() {
        return isMade() ? name + whyNotAio().map(" (%s)"::formatted).orElse("") : "no engine yet";
    }
}
