package org.devio.io;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.devio.engine.FileOpener;
import org.devio.engine.IoEngine;
import org.devio.engine.OpenMode;

/**
 * A set of I/Os in flight with its limits, and the devices they go to.
 *
 * <p>Any thread may open devices and start I/O. Callbacks run in {@link #poll} and {@link #drain}
 * alone, on the thread that calls them, one at a time. The context makes threads of its own only to
 * open and close devices, since that can hang, and for {@link IoConfig.Engine#THREADS}. One context
 * a thread scales best.
 *
 * <p>A process with an I/O that the kernel does not answer cannot end before the kernel gives up;
 * no deadline changes that.
 *
 * <pre>{@code
 * try (IoContext context = IoContext.open();
 *         Device disk = context.openDevice(Path.of("/dev/sdb"))) {
 *     ByteBuffer sectors = disk.read(0, 2048, IoCategory.LABEL);
 * }
 * }</pre>
 */
public final class IoContext implements AutoCloseable {
    /** Closes contexts that were left to the collector. */
    private static final class Forgotten implements Runnable {
        private static final System.Logger LOG = System.getLogger(IoContext.class.getPackageName());
        private static final Cleaner CLEANER = Cleaner.create();

        private final Hub hub;
        private final Throwable openedHere = new Throwable("it was opened here");

        Forgotten(Hub hub) {
            this.hub = hub;
        }

        /** On the collector's thread, which is not to wait for a disk. */
        @Override
        public void run() {
            if (hub.hasEnded()) {
                return;
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "An IoContext was never closed, and nobody refers to it anymore",
                    openedHere);
            Thread thread = new Thread(hub::close, "devio-forgotten");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private final Hub hub;

    /** Only to be kept reachable. */
    @SuppressWarnings("UnusedVariable")
    private volatile Object companion;

    private IoContext(Hub hub) {
        this.hub = hub;
        hub.whenEnded(Forgotten.CLEANER.register(this, new Forgotten(hub))::clean);
    }

    /** A context with {@linkplain IoConfig#defaults lvm2's defaults}; never fails. */
    public static IoContext open() {
        try {
            return open(IoConfig.defaults());
        } catch (IOException e) {
            throw new AssertionError("engine AUTO falls back", e);
        }
    }

    /**
     * A context.
     *
     * @throws IOException if {@link IoConfig.Engine#LIBAIO} was asked for and cannot be had; the
     *     message says why, with the remedy where one is known
     */
    public static IoContext open(IoConfig config) throws IOException {
        FileOpener files = EngineChoice.files(config);
        AsyncEngines engines = new AsyncEngines(config);
        long start = System.nanoTime();
        LongSupplier clock = () -> System.nanoTime() - start;
        IoContext context = new IoContext(new Hub(config, engines::open, engines, files, clock));
        if (config.engine() == IoConfig.Engine.LIBAIO && context.whySynchronous().isPresent()) {
            context.close();
            throw new IOException(
                    "asynchronous I/O unavailable: " + context.whySynchronous().get());
        }
        return context;
    }

    /** For tests: a context on engines, files and a clock of their own. */
    static IoContext open(
            IoConfig config,
            IoEngine engine,
            EngineSupply engines,
            FileOpener files,
            LongSupplier clock) {
        return new IoContext(new Hub(config, () -> engine, engines, files, clock));
    }

    /**
     * Opens a device or file and waits for that, up to the deadline. It is opened past the page
     * cache where that can be had, and never created. A path that is open already is not opened
     * again, unless more is asked for now: then a new descriptor takes the place of the old one,
     * which stays until its last I/O is over.
     *
     * @throws DeviceIoException why it cannot be opened
     * @throws IllegalStateException if the context is closed
     */
    public Device openDevice(Path path, DeviceOption... options) throws DeviceIoException {
        Objects.requireNonNull(path, "path");
        OpenMode mode = DeviceOption.modeOf(options);
        hub.checkOpen();
        return new Device(this, hub.open(path, mode), mode.write());
    }

    /**
     * Starts to open a device on a thread of the context's own and returns at once; {@code
     * callback} runs later, exactly once, inside {@link #poll}. At most {@link
     * IoConfig#maxInFlight} devices are open in this way at a time; the next waits until one is
     * closed.
     *
     * @param attachment handed to the callback untouched
     * @param <A> type of the attachment
     * @throws IllegalStateException if the context is closed
     */
    public <A> void submitOpen(
            Path path, A attachment, OpenCallback<? super A> callback, DeviceOption... options) {
        submitOpen(path, OpenRule.NONE, attachment, callback, options);
    }

    /**
     * {@link #submitOpen(Path, Object, OpenCallback, DeviceOption...)} unless a rule objects.
     *
     * @param rule asked first, on the thread that opens
     */
    public <A> void submitOpen(
            Path path,
            OpenRule rule,
            A attachment,
            OpenCallback<? super A> callback,
            DeviceOption... options) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(callback, "callback");
        OpenMode mode = DeviceOption.modeOf(options);
        hub.checkOpen();
        hub.submitOpen(new Opening(this, path, rule, mode, attachment, callback));
    }

    /**
     * Runs the callbacks of what is over, and starts what then fits the limits. Returns when some
     * have run, when nothing is outstanding, when {@link #wakeup} is called, or when the time is
     * up. If another thread is polling, waits its turn.
     *
     * @param timeout how long to wait; {@link Duration#ZERO} looks and does not wait
     * @return how many callbacks ran
     * @throws IllegalStateException inside a callback
     */
    public int poll(Duration timeout) {
        return hub.poll(Math.max(0, Nanos.of(timeout)));
    }

    /** Polls until nothing is outstanding. */
    public void drain() {
        hub.drain();
    }

    /** Makes the current or else the next {@link #poll} return. Any thread may call it. */
    public void wakeup() {
        hub.loop().wakeup();
    }

    /**
     * Begins anew with the kernel's AIO, after a restored checkpoint or whenever its side of the
     * context is not to be trusted: what is in flight fails, what waits its turn goes on, and no
     * buffer that the old side might write to is used again. What opening was refused before, such
     * as direct I/O, is asked for again. Waits for a poll of another thread to return.
     *
     * @throws IOException if there is no engine to be had now; nothing has changed then
     * @throws IllegalStateException inside a callback, or if the context is closed
     */
    public void reset() throws IOException {
        hub.reset();
    }

    /** For tests: {@link #reset} onto an engine of their own. */
    void resetTo(IoEngine fresh) {
        hub.resetTo(fresh);
    }

    /** The engine at work, {@code libaio}, {@code threads} or {@code sync}; made if need be. */
    public String engineName() {
        if (!hub.engine().isMade()) {
            hub.loop().setUp();
        }
        return hub.engine().name();
    }

    /** Why I/O is not asynchronous, with the remedy where one is known; empty when it is. */
    public Optional<String> whySynchronous() {
        engineName();
        return hub.engine().whySynchronous();
    }

    /** Why threads take the place of the kernel's AIO, or {@link #whySynchronous}; else empty. */
    public Optional<String> whyNotAio() {
        engineName();
        return hub.engine().whyNotAio();
    }

    /** What the context has done so far; may be called at any time from any thread. */
    public IoStats stats() {
        return hub.observer().statistics.total();
    }

    /** What it has done for this reason; may be called at any time from any thread. */
    public IoStats stats(IoCategory category) {
        return hub.observer().statistics.of(category).snapshot();
    }

    /**
     * What a bug report should say of it, on ten lines at most: engine, limits, memory, {@link
     * IoStats#toString counters} and the devices that have failed. Taken in passing, from any
     * thread.
     */
    @Override
    public String toString() {
        return hub.toString();
    }

    /** The limits and choices it was opened with. */
    public IoConfig config() {
        return hub.config();
    }

    /**
     * Ends the context: what waits for its turn fails, what is with the kernel is delivered or runs
     * into its deadline, then devices are closed and the kernel's context is given back where
     * nobody waits for it. Callbacks run on the calling thread. Inside a callback it returns at
     * once, and the poll or drain that delivers the last outstanding I/O ends the context.
     * Idempotent.
     */
    @Override
    public void close() {
        hub.close();
    }

    // ---- for checkpoints and what else belongs to a context

    /** Keeps an object reachable for as long as the context is. */
    void keepReachable(Object object) {
        companion = object;
    }

    /**
     * Delivers what is outstanding and gives back what the context has of the kernel; {@link
     * #reset} undoes it. I/O that is started in between is synchronous. If the context is closed,
     * waits until it has ended.
     *
     * @throws IllegalStateException if something is in use; nothing has changed then
     */
    void suspend() throws InterruptedException {
        hub.suspend();
    }

    boolean isClosed() {
        return hub.isClosed();
    }

    Hub hub() {
        return hub;
    }

    EventLoop loop() {
        return hub.loop();
    }

    Observer observer() {
        return hub.observer();
    }

    /** What a blocking write has to do when it is over; to be run out of the turn. */
    Runnable afterWrite(Disk disk) {
        return hub.afterWrite(disk);
    }

    <A> void submit(
            Request.Operation operation,
            Disk disk,
            long offset,
            int length,
            ByteBuffer source,
            long allowedNanos,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        hub.submit(
                operation,
                disk,
                offset,
                length,
                source,
                allowedNanos,
                category,
                attachment,
                callback);
    }

    long measure(Disk disk) throws DeviceIoException {
        return hub.measure(disk);
    }

    void dropKept(Disk disk) {
        hub.dropKept(disk);
    }

    void close(Disk disk) {
        hub.close(disk);
    }
}
