package org.devio.io;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.devio.engine.FakeEngine;
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
        return open(config, engine, more, () -> null, files, clock);
    }

    /** The same, with an engine for when there are no more. */
    static IoContext open(
            IoConfig config,
            IoEngine engine,
            Supplier<IoEngine> more,
            Supplier<IoEngine> instead,
            FileOpener files,
            LongSupplier clock) {
        EngineSupply engines =
                new EngineSupply() {
                    @Override
                    public IoEngine open() {
                        return more.get();
                    }

                    @Override
                    public IoEngine instead() {
                        return instead.get();
                    }

                    @Override
                    public void close(Lane lane) {
                        lane.close();
                    }
                };
        if (engine instanceof FakeEngine fake) {
            fake.reopen();
        }
        return IoContext.open(config, engine, engines, files, clock);
    }

    /** Ends well whatever comes to the engine, and polls until there is no more. */
    static void finishAll(IoContext context, FakeEngine engine) {
        do {
            context.poll(Duration.ZERO);
            engine.inKernel().forEach(engine::finish);
        } while (context.poll(Duration.ZERO) > 0 || !engine.inKernel().isEmpty());
    }

    /** What a callback is told, such as {@code label ok}, or the message of the failure. */
    static String outcome(IoResult result, Object attachment) {
        try {
            result.check();
            return attachment + " ok";
        } catch (DeviceIoException e) {
            return attachment + " " + e.getMessage();
        }
    }
}
