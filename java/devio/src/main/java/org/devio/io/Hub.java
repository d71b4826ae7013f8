package org.devio.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.devio.engine.FileOpener;
import org.devio.engine.IoEngine;
import org.devio.engine.IoFile;
import org.devio.engine.OpenMode;
import org.devio.engine.SyncEngine;

/**
 * What an {@link IoContext} is made of, and what its devices and threads call. It never refers to
 * its context, so that one whose user forgets it can be told from one in use.
 */
final class Hub {
    /** Keeps open hubs reachable: the kernel may be writing to their memory. */
    private static final Set<Hub> OPEN = ConcurrentHashMap.newKeySet();

    private final IoConfig config;
    private final EngineChoice engine;
    private final Callbacks callbacks = new Callbacks();
    private final HungPaths hung = new HungPaths();
    private final Observer observer;
    private final EngineSupply engines;
    private final Scheduler scheduler;
    private final OpenQueue opens;
    private final EventLoop loop;
    private final DiskRegistry disks;
    private final RememberingOpener files;
    private final BlockingOpener opener;

    /** What its blocking calls share. */
    final BlockingShare blocking;

    private volatile boolean closed;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Runnable whenEnded = () -> {};

    Hub(
            IoConfig config,
            Supplier<IoEngine> first,
            EngineSupply engines,
            FileOpener files,
            LongSupplier clock) {
        this.config = config;
        this.engines = engines;
        this.files = new RememberingOpener(files);
        this.opener = new BlockingOpener(this.files, Nanos.of(config.deadline()), hung);
        this.disks = new DiskRegistry(this.files);
        this.blocking = new BlockingShare(config.depth());
        this.observer = new Observer(config.trace(), clock, callbacks);
        this.engine = new EngineChoice(config, engines, first, observer.events);
        this.scheduler =
                new Scheduler(
                        config,
                        engine::make,
                        engines,
                        observer,
                        callbacks,
                        work -> loop().execute(work),
                        this::laid);
        this.opens =
                new OpenQueue(
                        this.files, config, clock, callbacks, hung, () -> loop().opensReady());
        this.loop = new EventLoop(scheduler, opens, callbacks);
        OPEN.add(this);
    }

    // ---- what a context does

    IoConfig config() {
        return config;
    }

    EngineChoice engine() {
        return engine;
    }

    EventLoop loop() {
        return loop;
    }

    Observer observer() {
        return observer;
    }

    boolean isClosed() {
        return closed;
    }

    /** Does this once the context has ended. */
    void whenEnded(Runnable work) {
        whenEnded = work;
    }

    /** For tests: request objects that lie ready to be used again. */
    int spareRequests() {
        return scheduler.spares();
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the context is closed");
        }
    }

    /** The disk of a path, opened on this thread, with one user more. */
    Disk open(Path path, OpenMode mode) throws DeviceIoException {
        Disk disk = disks.attach(path, mode);
        if (disk == null) {
            OpenMode wanted = disks.forAll(path, mode);
            disk = adopt(path, opener.open(path, wanted), wanted, false);
        }
        return disk;
    }

    void submitOpen(Opening request) {
        loop.execute(() -> opens.submit(request));
    }

    int poll(long timeoutNanos) {
        int delivered = loop.poll(timeoutNanos);
        endIfClosed();
        return delivered;
    }

    void drain() {
        loop.drain();
        endIfClosed();
    }

    void reset() throws IOException {
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

    void resetTo(IoEngine fresh) {
        loop.setUp();
        IoLog.reset();
        loop.resetTo(fresh);
        engine.reset();
    }

    /** {@link IoContext#toString}. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "IoContext on %s, %s, %d devices"
                        .formatted(engine, closed ? "closed" : "open", disks.used().size()));
        lines.add(config.limits());
        lines.add(scheduler.memory());
        if (opens.isDelayed()) {
            lines.add(opens.delays());
        }
        lines.add(observer.statistics.total().toString());
        lines.addAll(disks.faults());
        return String.join("\n", lines);
    }

    // ---- the end

    /** Closes all and then throws what was thrown meanwhile. */
    void close() {
        if (!closed) {
            closed = true;
            loop.execute(
                    () -> {
                        opens.cancelWaiting();
                        disks.all().forEach(scheduler.waiting()::releaseHeld);
                        scheduler.waiting().cancel();
                    });
        }
        Throwable thrown = null;
        for (boolean over = loop.isInCallback(); !over; ) {
            try {
                over = endIfClosed();
                if (!over) {
                    loop.drain();
                }
            } catch (Throwable t) {
                thrown = thrown == null ? t : joined(thrown, t);
            }
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
    }

    private static Throwable joined(Throwable first, Throwable next) {
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
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
            try {
                engine.closed();
            } catch (Throwable t) {
                callbacks.keep(t);
            }
            files.forEach(this::unuse);
            OPEN.remove(this);
            ended.countDown();
            whenEnded.run();
            callbacks.rethrow();
        }
        return true;
    }

    private void unuse(OpenFile file) {
        try {
            file.unuse();
        } catch (Throwable t) {
            callbacks.keep(t);
        }
    }

    /** Closes a disk but for its file, which is to be closed out of the turn. */
    private void close(Disk disk, List<OpenFile> files) {
        OpenFile file = disk.file;
        if (!disk.closed && file.use()) {
            files.add(file);
        }
        scheduler.close(disk);
    }

    // ---- for checkpoints

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
        if (!disks.used().isEmpty()) {
            throw new IllegalStateException("devices are open: " + disks.paths());
        }
        if (loop.isAnnouncing()) {
            throw new IllegalStateException("an eventfd is open");
        }
    }

    // ---- for devices and the open queue

    /** How to open a path that may be open for others already. */
    OpenMode forAll(Path path, OpenMode mode) {
        return disks.forAll(path, mode);
    }

    /** The disk of a path that the kernel owes an answer of, with one user more; else null. */
    Disk attachLingering(Path path, OpenMode mode) throws DeviceIoException {
        return disks.attachLingering(path, mode);
    }

    /**
     * The disk of a file that was opened {@link #forAll}, with one user more. Whatever is thrown,
     * the file is closed.
     */
    Disk adopt(Path path, IoFile file, OpenMode mode, boolean counted) throws DeviceIoException {
        OpenFile opened;
        try {
            opened = new OpenFile(file, mode, counted, last -> closeFile(path, last));
        } catch (Throwable t) {
            file.close();
            if (counted) {
                loop.execute(opens::oneClosed);
            }
            throw t;
        }
        try {
            IoLog.opened(path, mode, file.isDirect(), file.geometry());
        } catch (Throwable t) {
            callbacks.keep(t);
        }
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
                    (inTurn ? scheduler.take() : new Request(false))
                            .init(operation, disk, offset, length, category, attachment, callback);
            request.allowedNanos = allowedNanos;
            if (source != null) {
                request.source(source);
            }
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

    void dropKept(Disk disk) {
        loop.execute(() -> scheduler.dropKept(disk));
    }

    /** What a blocking write has to do when it is over; to be run out of the turn. */
    Runnable afterWrite(Disk disk) {
        Runnable work = () -> scheduler.written(disk);
        return () -> loop.execute(work);
    }

    /** The kernel has answered a blocking call that nobody waited for anymore. */
    void answered(Disk disk) {
        loop.execute(
                () -> {
                    disk.ghosts(-1);
                    laid(disk);
                });
    }

    /** A device was closed by its user. */
    void close(Disk disk) {
        if (!disks.release(disk)) {
            if (disk.lingers) {
                loop.execute(() -> opens.letGoOf(disk.file));
            }
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

    /** Under the turn: a disk has a ghost less. */
    private void laid(Disk disk) {
        if (disks.releaseLingering(disk)) {
            scheduler.close(disk);
        }
    }

    private void closeFile(Path path, OpenFile file) {
        if (loop.isInCallback()) {
            opens.close(file);
        } else {
            file.file.close();
            if (file.counted()) {
                loop.execute(() -> opens.letGoOf(file));
            }
        }
        IoLog.closed(path);
    }
}
