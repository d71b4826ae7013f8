package org.devio.io;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.devio.engine.FileOpener;
import org.devio.engine.IoEngine;

/** Contexts on engines and files that a test controls. */
@SuppressWarnings("exports") // of tests, which nobody requires
public final class Contexts {
    private Contexts() {}

    /** A context whose clock stands still. */
    public static IoContext open(IoConfig config, IoEngine engine, FileOpener files) {
        return open(config, engine, () -> null, files, () -> 0);
    }

    /** A context with a clock, and with engines to go on with when the first is full of ghosts. */
    public static IoContext open(
            IoConfig config,
            IoEngine engine,
            Supplier<IoEngine> more,
            FileOpener files,
            LongSupplier clock) {
        EngineSupply engines =
                new EngineSupply() {
                    @Override
                    public IoEngine open() {
                        return more.get();
                    }

                    @Override
                    public void close(Lane lane) {
                        lane.close();
                    }
                };
        return IoContext.open(config, engine, engines, files, clock);
    }
}
