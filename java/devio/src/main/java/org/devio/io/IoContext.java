package org.devio.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.devio.engine.FileOpener;
import org.devio.engine.IoEngine;
import org.devio.engine.IoFile;
import org.devio.engine.NativeLibrary;
import org.devio.engine.OpenMode;
import org.devio.engine.SyncEngine;

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
    /** Keeps open contexts reachable: the kernel may be writing to their memory. */
    private static final Set<IoContext> OPEN = ConcurrentHashMap.newKeySet();

    private final IoConfig config;
    private final EngineChoice engine;
    private final Observer observer;
    private final EngineSupply engines;
    private final Scheduler scheduler;
    private final OpenQueue opens;
    private final EventLoop loop;
    private final DiskRegistry disks;
    private final RememberingOpener files;
    private final BlockingOpener opener;
    private volatile boolean closed;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Only to be kept reachable. */
    @SuppressWarnings("UnusedVariable")
    private volatile Object companion;

    private IoContext(
            IoConfig config,
            Supplier<IoEngine> first,
            EngineSupply engines,
            FileOpener files,
            LongSupplier clock) {
        this.config = config;
        this.engines = engines;
        this.files = new RememberingOpener(files);
        this.opener = new BlockingOpener(this.files, config.deadline());
        this.disks = new DiskRegistry(this.files);
        Callbacks callbacks = new Callbacks();
        this.observer = new Observer(config.trace(), clock);
        this.engine = new EngineChoice(config, engines, first, observer.events);
        this.scheduler =
                new Scheduler(
                        config,
                        engine::make,
                        engines,
                        observer,
                        callbacks,
                        work -> loop().execute(work));
        this.opens = new OpenQueue(this.files, config, clock, callbacks, () -> loop().opensReady());
        this.loop = new EventLoop(scheduler, opens, callbacks);
        OPEN.add(this);
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
        FileOpener files =
                NativeLibrary.isLoaded() && config.engine() != IoConfig.Engine.JAVA
                        ? FileOpener.NATIVE
                        : FileOpener.JAVA;
        AsyncEngines engines = new AsyncEngines(config);
        long start = System.nanoTime();
        LongSupplier clock = () -> System.nanoTime() - start;
        IoContext context = new IoContext(config, engines::open, engines, files, clock);
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
        return new IoContext(config, () -> engine, engines, files, clock);
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
        checkOpen();
        OpenMode mode = DeviceOption.modeOf(options);
        Disk disk = disks.attach(path, mode);
        if (disk == null) {
            OpenMode wanted = disks.forAll(path, mode);
            disk = adopt(path, opener.open(path, wanted), wanted, false);
        }
        return new Device(this, disk, mode.write());
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
        checkOpen();
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(callback, "callback");
        OpenMode mode = DeviceOption.modeOf(options);
        Opening request = new Opening(this, path, rule, mode, attachment, callback);
        loop.execute(() -> opens.submit(request));
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
        int delivered = loop.poll(Math.max(0, timeout.toNanos()));
        endIfClosed();
        return delivered;
    }

    /** Polls until nothing is outstanding. */
    public void drain() {
        loop.drain();
        endIfClosed();
    }

    /** Makes the current or else the next {@link #poll} return. Any thread may call it. */
    public void wakeup() {
        loop.wakeup();
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
        checkOpen();
        files.forget();
        if (engine.isAsync()) {
            IoEngine fresh = engines.open();
            if (fresh == null) {
                throw new IOException(engines.whyNot());
            }
            resetTo(fresh);
        }
    }

    /** For tests: {@link #reset} onto an engine of their own. */
    void resetTo(IoEngine fresh) {
        loop.setUp();
        IoLog.reset();
        loop.resetTo(fresh);
        engine.reset();
    }

    /** The engine at work, {@code libaio}, {@code threads} or {@code sync}; made if need be. */
    public String engineName() {
        if (!engine.isMade()) {
            loop.setUp();
        }
        return engine.name();
    }

    /** Why I/O is not asynchronous, with the remedy where one is known; empty when it is. */
    public Optional<String> whySynchronous() {
        engineName();
        return engine.whySynchronous();
    }

    /** What the context has done so far; may be called at any time from any thread. */
    public IoStats stats() {
        return observer.statistics.total();
    }

    /** What it has done for this reason; may be called at any time from any thread. */
    public IoStats stats(IoCategory category) {
        return observer.statistics.of(category).snapshot();
    }

    /**
     * What a bug report should say of it, on ten lines at most: engine, limits, memory, {@link
     * IoStats#toString counters} and the devices that have failed. Taken in passing, from any
     * thread.
     */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "IoContext on %s, %s, %d devices"
                        .formatted(engine, closed ? "closed" : "open", disks.all().size()));
        lines.add(config.limits());
        lines.add(scheduler.memory());
        lines.add(stats().toString());
        lines.addAll(disks.faults());
        return String.join("\n", lines);
    }

    /** The limits and choices it was opened with. */
    public IoConfig config() {
        return config;
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
        if (!closed) {
            closed = true;
            loop.execute(
                    () -> {
                        opens.cancelWaiting();
                        disks.all().forEach(scheduler::releaseHeld);
                        scheduler.cancelWaiting();
                    });
        }
        while (!loop.isInCallback() && !endIfClosed()) {
            loop.drain();
        }
    }

    /** Ends the context if it is closed and nothing is outstanding; whether it has ended. */
    private boolean endIfClosed() {
        if (!closed) {
            return false;
        }
        List<OpenFile> files = new ArrayList<>();
        AtomicBoolean ending = new AtomicBoolean();
        Runnable last =
                () -> {
                    ending.set(true);
                    disks.releaseAll().forEach(disk -> close(disk, files));
                };
        if (!loop.end(last)) {
            return false;
        }
        if (ending.get()) {
            engine.closed();
            files.forEach(OpenFile::unuse);
            OPEN.remove(this);
            ended.countDown();
        }
        return true;
    }

    /** Closes a disk but for its file, which is to be closed out of the turn. */
    private void close(Disk disk, List<OpenFile> files) {
        disk.file.use();
        files.add(disk.file);
        scheduler.close(disk);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the context is closed");
        }
    }

    // ---- for checkpoints and the reaper

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
        drain();
        if (closed) {
            ended.await();
        } else {
            refuseIfDevicesAreOpen();
        }
        if (loop.ghosts() > 0 && (!closed || engines.isClosing())) {
            throw new IllegalStateException(
                    "the kernel has not answered %d I/Os yet".formatted(loop.ghosts()));
        }
        if (!closed && engine.isAsync()) {
            loop.resetTo(new SyncEngine(config.depth()));
        }
        engines.awaitClosed();
    }

    private void refuseIfDevicesAreOpen() {
        if (!disks.all().isEmpty()) {
            throw new IllegalStateException("devices are open: " + disks.paths());
        }
        if (loop.isAnnouncing()) {
            throw new IllegalStateException("an eventfd is open");
        }
    }

    EventLoop loop() {
        return loop;
    }

    // ---- for devices and the open queue

    boolean isClosed() {
        return closed;
    }

    /** How to open a path that may be open for others already. */
    OpenMode forAll(Path path, OpenMode mode) {
        return disks.forAll(path, mode);
    }

    /** The disk of a file that was opened {@link #forAll}, with one user more. */
    Disk adopt(Path path, IoFile file, OpenMode mode, boolean counted) throws DeviceIoException {
        IoLog.opened(path, mode, file.isDirect(), file.geometry());
        OpenFile opened = new OpenFile(file, mode, counted, last -> closeFile(path, last));
        return disks.adopt(path, opened);
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
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(callback, "callback");
        boolean inCallback = loop.isInCallback();
        boolean inTurn = inCallback || loop.tryEnter();
        try {
            Request request =
                    (inTurn ? scheduler.take() : new Request())
                            .init(operation, disk, offset, length, category, attachment, callback);
            request.source = source;
            request.allowedNanos = allowedNanos;
            if (inTurn) {
                scheduler.admit(request);
            } else {
                loop.execute(() -> scheduler.admit(request));
            }
        } finally {
            if (inTurn && !inCallback) {
                loop.leave();
            }
        }
    }

    /** Looks at the size of a disk again, and takes it over. */
    long measure(Disk disk) throws DeviceIoException {
        if (loop.isInCallback()) {
            throw new IllegalStateException("a size may take long to read; not inside a callback");
        }
        long size = opener.size(disk.path, disk.use());
        if (disk.resize(size)) {
            dropKept(disk);
        }
        return size;
    }

    Observer observer() {
        return observer;
    }

    void dropKept(Disk disk) {
        loop.execute(() -> scheduler.dropKept(disk));
    }

    /** What a blocking write has to do when it is over; to be run out of the turn. */
    Runnable afterWrite(Disk disk) {
        Runnable work = () -> scheduler.written(disk);
        return () -> loop.execute(work);
    }

    /** A device was closed by its user. */
    void close(Disk disk) {
        if (!disks.release(disk)) {
            return;
        }
        if (loop.isInCallback() || !loop.tryEnter()) {
            loop.execute(() -> scheduler.close(disk));
            return;
        }
        List<OpenFile> files = new ArrayList<>();
        try {
            close(disk, files);
        } finally {
            loop.leave();
        }
        // Out of the turn, so that closing blocks this thread and no other.
        files.forEach(OpenFile::unuse);
    }

    private void closeFile(Path path, OpenFile file) {
        IoLog.closed(path);
        if (loop.isInCallback()) {
            opens.close(file);
            return;
        }
        file.file.close();
        if (file.counted) {
            loop.execute(opens::oneClosed);
        }
    }
}
