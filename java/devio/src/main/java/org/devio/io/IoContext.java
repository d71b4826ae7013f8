package org.devio.io;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.devio.engine.AioEngine;
import org.devio.engine.ErrnoException;
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
 * alone, on the thread that calls them, one at a time. The context makes one thread of its own when
 * {@link #submitOpen} is first used, since opening a device can hang. One context a thread scales
 * best.
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
    private final IoEngine engine;
    private final String whySynchronous;
    private final FileOpener files;
    private final Scheduler scheduler;
    private final OpenQueue opens;
    private final EventLoop loop;

    /** Devices opened and not yet closed, to be closed with the context. */
    private final Set<Device> devices = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    private IoContext(IoConfig config, IoEngine engine, FileOpener files, String whySynchronous) {
        this.config = config;
        this.engine = engine;
        this.files = files;
        this.whySynchronous = whySynchronous;
        SyncEngine sync =
                engine instanceof SyncEngine already ? already : new SyncEngine(engine.depth());
        Callbacks callbacks = new Callbacks();
        this.scheduler = new Scheduler(config, engine, sync, callbacks);
        this.opens = new OpenQueue(files, config.depth(), callbacks);
        this.loop = new EventLoop(scheduler, opens, engine, callbacks);
        opens.announceTo(loop::opensReady);
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
        Optional<String> asked = config.whySynchronous();
        if (asked.isPresent()) {
            if (config.engine() == IoConfig.Engine.LIBAIO) {
                throw new IOException("engine libaio was asked for, but " + asked.get());
            }
            return new IoContext(config, new SyncEngine(config.depth()), files, asked.get());
        }
        try {
            return new IoContext(config, AioEngine.open(config.depth()), files, null);
        } catch (IOException e) {
            if (config.engine() == IoConfig.Engine.LIBAIO) {
                throw new IOException("asynchronous I/O unavailable: " + e.getMessage(), e);
            }
            return new IoContext(config, new SyncEngine(config.depth()), files, e.getMessage());
        }
    }

    /** For tests: a context on an engine and files of their own. */
    static IoContext open(IoConfig config, IoEngine engine, FileOpener files) {
        return new IoContext(config, engine, files, null);
    }

    /**
     * Opens a device or file on the calling thread, for as long as that takes. It is opened past
     * the page cache where that can be had, and never created.
     *
     * @throws DeviceIoException why it cannot be opened
     * @throws IllegalStateException if the context is closed
     */
    public Device openDevice(Path path, DeviceOption... options) throws DeviceIoException {
        checkOpen();
        try {
            return adopt(path, files.open(path, modeOf(options)), false);
        } catch (ErrnoException e) {
            throw DeviceIoException.notOpened(path, e.errno());
        }
    }

    /**
     * Starts to open a device on the context's own thread and returns at once; {@code callback}
     * runs later, exactly once, inside {@link #poll}. At most {@link IoConfig#maxInFlight} devices
     * are open in this way at a time; the next waits until one is closed.
     *
     * @param attachment handed to the callback untouched
     * @param <A> type of the attachment
     * @throws IllegalStateException if the context is closed
     */
    public <A> void submitOpen(
            Path path, A attachment, OpenCallback<? super A> callback, DeviceOption... options) {
        checkOpen();
        Objects.requireNonNull(callback, "callback");
        OpenQueue.Opening request =
                new OpenQueue.Opening(this, path, modeOf(options), attachment, callback);
        loop.execute(() -> opens.submit(request));
    }

    private static OpenMode modeOf(DeviceOption... options) {
        List<DeviceOption> asked = Arrays.asList(options);
        return new OpenMode(
                asked.contains(DeviceOption.WRITE),
                asked.contains(DeviceOption.EXCLUSIVE),
                !asked.contains(DeviceOption.BUFFERED));
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

    /** The engine at work: {@code libaio} or {@code sync}. */
    public String engineName() {
        return engine.name();
    }

    /** Why I/O is not asynchronous, with the remedy where one is known; empty when it is. */
    public Optional<String> whySynchronous() {
        return Optional.ofNullable(whySynchronous);
    }

    /** What the context has done so far; may be called at any time from any thread. */
    public IoStats stats() {
        return scheduler.statistics().snapshot(scheduler.inFlight(), scheduler.queued());
    }

    /** The limits and choices it was opened with. */
    public IoConfig config() {
        return config;
    }

    /**
     * Ends the context: what waits for its turn fails, what is with the kernel is delivered, then
     * devices are closed and the kernel's context is given back where nobody waits for it.
     * Callbacks run on the calling thread. Inside a callback it returns at once, and the poll or
     * drain that delivers the last outstanding I/O ends the context. Idempotent.
     */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            loop.execute(
                    () -> {
                        opens.cancelWaiting();
                        scheduler.cancelWaiting();
                    });
        }
        while (!loop.isInCallback() && !endIfClosed()) {
            loop.drain();
        }
    }

    /** Ends the context if it is closed and nothing is outstanding; whether it has ended. */
    private boolean endIfClosed() {
        if (!closed || !loop.end()) {
            return false;
        }
        if (OPEN.remove(this)) {
            devices.forEach(Device::close);
            Thread destroyer = new Thread(engine::close, "devio-destroy");
            destroyer.setDaemon(true);
            destroyer.start();
        }
        return true;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the context is closed");
        }
    }

    // ---- for devices and the open queue

    boolean isClosed() {
        return closed;
    }

    Device adopt(Path path, IoFile file, boolean counted) {
        Device device = new Device(this, path, file, counted);
        devices.add(device);
        return device;
    }

    <A> void submit(
            Device device,
            long offset,
            int length,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        if (loop.isInCallback()) {
            scheduler.admit(
                    scheduler.take().init(device, offset, length, category, attachment, callback));
        } else if (loop.tryEnter()) {
            try {
                scheduler.admit(
                        scheduler
                                .take()
                                .init(device, offset, length, category, attachment, callback));
            } finally {
                loop.leave();
            }
        } else {
            Request request =
                    new Request().init(device, offset, length, category, attachment, callback);
            loop.execute(() -> scheduler.admit(request));
        }
    }

    void traceSync(Device device, long offset, int length, IoCategory category) {
        if (config.trace() != null) {
            config.trace()
                    .traced(device.path(), false, offset, length, category, IoTrace.Mode.SYNC);
        }
    }

    void dropKept(Device device) {
        loop.execute(() -> scheduler.dropKept(device));
    }

    /** The device was closed by its user: its file goes when nothing is in flight anymore. */
    void close(Device device) {
        devices.remove(device);
        if (loop.isInCallback() || !loop.tryEnter()) {
            loop.execute(
                    () -> {
                        if (retire(device)) {
                            device.unpin();
                        }
                    });
            return;
        }
        boolean unused;
        try {
            unused = retire(device);
        } finally {
            loop.leave();
        }
        if (unused) {
            // Out of the turn, so that closing blocks this thread and no other.
            device.unpin();
        }
    }

    private boolean retire(Device device) {
        scheduler.dropKept(device);
        device.retired = true;
        return device.users == 0;
    }

    /** Nobody uses the device's file anymore. */
    void closeFile(Device device) {
        if (loop.isInCallback()) {
            opens.close(device);
            return;
        }
        device.file().close();
        if (device.isCounted()) {
            loop.execute(opens::oneClosed);
        }
    }
}
