package org.devio.io;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.devio.engine.Errno;
import org.devio.engine.ErrnoException;
import org.devio.engine.FileOpener;
import org.devio.engine.IoFile;
import org.devio.engine.OpenMode;

/**
 * Devices that wait to be opened, so many at a time that descriptors stay bounded: the next is
 * opened when one that was opened here is closed. Runs under the {@link EventLoop}'s turn but for
 * the calls to the kernel, which an {@link Opener} makes.
 */
final class OpenQueue {
    private final FileOpener files;
    private final LongSupplier clock;
    private final long allowedNanos;
    private final Callbacks callbacks;
    private final HungPaths hung;
    private final ArrayDeque<Opening> waiting = new ArrayDeque<>();
    private final ArrayDeque<Opening> over = new ArrayDeque<>();
    private final Runnable announce;
    private final int mostOpen;

    /** How many may be open at a time; 0 until the first is asked for. */
    private int maxOpen;

    private int opening;
    private int open;
    private Opener opener;
    private boolean ended;

    /**
     * An empty queue.
     *
     * @param announce called on the opener's thread when {@link #pass} has something to do
     */
    OpenQueue(
            FileOpener files,
            IoConfig config,
            LongSupplier clock,
            Callbacks callbacks,
            HungPaths hung,
            Runnable announce) {
        this.files = files;
        this.clock = clock;
        this.allowedNanos = Nanos.of(config.deadline());
        this.mostOpen = config.depth();
        this.callbacks = callbacks;
        this.hung = hung;
        this.announce = announce;
    }

    void submit(Opening request) {
        try {
            hung.check(request.path());
        } catch (DeviceIoException e) {
            request.failed(e);
            over.add(request);
            if (ended) {
                pass();
            }
            return;
        }
        waiting.add(request);
        if (ended) {
            // It was let in while another thread closed the context; nobody will poll for it.
            cancelWaiting();
            pass();
        } else {
            openNext();
        }
    }

    /** Opens that are asked for and not yet delivered. */
    int outstanding() {
        return waiting.size() + over.size() + opening;
    }

    /** Whether {@link #pass} has callbacks to run that nobody announced. */
    boolean isReady() {
        return !over.isEmpty() || (opener != null && opener.isReady());
    }

    /** Runs the callbacks of devices that are open, or cannot be; returns how many. */
    int pass() {
        if (opener != null) {
            if (allowedNanos != 0) {
                opener.giveUpOverdue(allowedNanos);
            }
            opener.overtakeSlow();
            runResults();
        }
        int delivered = 0;
        for (Opening request = over.poll(); request != null; request = over.poll()) {
            delivered++;
            try {
                request.call();
            } catch (Throwable t) {
                callbacks.keep(t);
            }
        }
        return delivered;
    }

    private void runResults() {
        for (Runnable result = opener.poll(); result != null; result = opener.poll()) {
            guarded(result);
        }
    }

    /** Fails what was not begun yet. */
    void cancelWaiting() {
        for (Opening request = waiting.poll(); request != null; request = waiting.poll()) {
            request.failed(DeviceIoException.notOpened(request.path(), Errno.ECANCELED.number()));
            over.add(request);
        }
    }

    /** Closes a file on the opener's thread. */
    void close(OpenFile file) {
        opener().execute(new Closing(file));
        if (ended) {
            runResults();
            end();
        }
    }

    /** A device does not count as open anymore, whether or not its descriptor still is. */
    void letGoOf(OpenFile file) {
        if (file.counted()) {
            file.countNoMore();
            oneClosed();
        }
    }

    /** A device that was opened here has been closed; the next one's turn. */
    void oneClosed() {
        open--;
        openNext();
    }

    /** Nothing is outstanding and nothing will be accepted anymore; the opener's thread ends. */
    void end() {
        ended = true;
        if (opener != null) {
            runResults();
            opener.stop();
            opener = null;
        }
    }

    /** For a bug report: what waits to be opened, and why. */
    String delays() {
        return "%d devices being opened, %d wait (at most %d are open at a time), %d hang"
                .formatted(opening, waiting.size(), maxOpen, hung.size());
    }

    /** Whether {@link #delays} has anything to tell. */
    boolean isDelayed() {
        return opening + waiting.size() + hung.size() > 0;
    }

    private Opener opener() {
        if (opener == null) {
            opener = new Opener(clock, announce);
        }
        return opener;
    }

    private void openNext() {
        if (maxOpen == 0) {
            maxOpen = DescriptorLimit.share(mostOpen);
        }
        while (!waiting.isEmpty() && open + opening < maxOpen) {
            opening++;
            opener().execute(new Call(waiting.poll()));
        }
    }

    /** Runs under the turn what may throw, which is kept for whoever polls. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable t) {
            callbacks.keep(t);
        }
    }

    private void over(Opening request) {
        over.add(request);
        openNext();
    }

    /** The call that opens one device. */
    private final class Call implements Opener.Task {
        private final Path path;

        /** Who wants to know; null once the deadline has decided. */
        private Opening request;

        /** Set by whoever comes first: the call that returns, or the deadline. */
        private final AtomicBoolean decided = new AtomicBoolean();

        Call(Opening request) {
            this.path = request.path();
            this.request = request;
        }

        @Override
        public Runnable call() {
            Opening opening = request;
            if (opening == null) {
                return returnedLate();
            }
            Optional<String> objection;
            try {
                objection = opening.ask();
            } catch (Throwable t) {
                return unlessOverdue(
                        () -> {
                            callbacks.keep(t);
                            opening.refused(t.toString(), t);
                        });
            }
            if (objection.isPresent()) {
                return unlessOverdue(() -> opening.refused(objection.get(), null));
            }
            IoFile file;
            OpenMode mode;
            try {
                Disk lingering = opening.attachLingering();
                if (lingering != null) {
                    return decided.compareAndSet(false, true)
                            ? () -> unopened(() -> opening.attached(lingering))
                            : returnedLate(() -> opening.detach(lingering));
                }
                mode = opening.mode();
                file = files.open(path, mode);
            } catch (DeviceIoException e) {
                return unlessOverdue(() -> opening.failed(e));
            } catch (ErrnoException e) {
                return decided.compareAndSet(false, true)
                        ? () -> notOpened(e.errno())
                        : returnedLate();
            }
            if (decided.compareAndSet(false, true)) {
                return () -> opened(file, mode);
            }
            // Nobody waits for it anymore.
            file.close();
            return returnedLate();
        }

        @Override
        public Runnable broken(Throwable thrown) {
            return unlessOverdue(
                    () -> {
                        callbacks.keep(thrown);
                        request.failed(DeviceIoException.broken(path, thrown));
                    });
        }

        private Runnable unlessOverdue(Runnable outcome) {
            return decided.compareAndSet(false, true) ? () -> unopened(outcome) : returnedLate();
        }

        private Runnable returnedLate() {
            return returnedLate(() -> {});
        }

        private Runnable returnedLate(Runnable then) {
            hung.remove(path);
            return () -> {
                then.run();
                oneClosed();
            };
        }

        @Override
        public boolean mayBeOvertaken() {
            return true;
        }

        /** It counts as open until the call returns. */
        @Override
        public void overdue() {
            // First, so that a call that returns now takes it away again.
            hung.add(path);
            if (decided.compareAndSet(false, true)) {
                opening--;
                open++;
                Opening late = request;
                request = null;
                late.failed(DeviceIoException.notOpened(path, Errno.ETIMEDOUT.number()));
                over.add(late);
            } else {
                hung.remove(path);
            }
        }

        private void opened(IoFile file, OpenMode mode) {
            opening--;
            open++;
            guarded(() -> request.opened(file, mode));
            over.add(request);
        }

        private void notOpened(int errno) {
            boolean outOfDescriptors =
                    errno == Errno.EMFILE.number() || errno == Errno.ENFILE.number();
            if (outOfDescriptors && open > 0) {
                // One of ours will be closed; fewer at a time from now on.
                opening--;
                maxOpen = open;
                waiting.addFirst(request);
                return;
            }
            unopened(() -> request.failed(DeviceIoException.notOpened(path, errno)));
        }

        /** It is over, and holds no descriptor of its own. */
        private void unopened(Runnable outcome) {
            opening--;
            guarded(outcome);
            over(request);
        }
    }

    /** The call that closes one device's file. */
    private final class Closing implements Opener.Task {
        private final OpenFile file;

        Closing(OpenFile file) {
            this.file = file;
        }

        @Override
        public Runnable call() {
            file.file.close();
            return this::closed;
        }

        private void closed() {
            letGoOf(file);
        }

        /** Without another thread it is closed on this one, for as long as that takes. */
        @Override
        public Runnable broken(Throwable thrown) {
            return () -> {
                file.file.close();
                closed();
            };
        }

        /** What comes behind it may want the device to be free. */
        @Override
        public boolean mayBeOvertaken() {
            return false;
        }

        /** Nobody waits for it; its descriptor stays counted until the call returns. */
        @Override
        public void overdue() {}
    }
}
