package org.devio.io;

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
            Runnable announce) {
        this.files = files;
        this.clock = clock;
        this.allowedNanos = config.deadline().toNanos();
        this.mostOpen = config.depth();
        this.callbacks = callbacks;
        this.announce = announce;
    }

    void submit(Opening request) {
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
        return !over.isEmpty();
    }

    /** Runs the callbacks of devices that are open, or cannot be; returns how many. */
    int pass() {
        if (opener != null) {
            if (allowedNanos != 0) {
                opener.giveUpOverdue(allowedNanos);
            }
            opener.overtakeSlow();
            for (Runnable result = opener.poll(); result != null; result = opener.poll()) {
                result.run();
            }
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
            end();
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
            opener.stop();
            opener = null;
        }
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

    /** The call that opens one device. */
    private final class Call implements Opener.Task {
        private final Opening request;

        /** Set by whoever comes first: the call that returns, or the deadline. */
        private final AtomicBoolean decided = new AtomicBoolean();

        Call(Opening request) {
            this.request = request;
        }

        @Override
        public Runnable call() {
            Optional<String> objection;
            try {
                objection = request.ask();
            } catch (RuntimeException e) {
                return unlessOverdue(
                        () -> {
                            callbacks.keep(e);
                            refused(e.toString());
                        });
            }
            if (objection.isPresent()) {
                return unlessOverdue(() -> refused(objection.get()));
            }
            OpenMode mode = request.mode();
            IoFile file;
            try {
                file = files.open(request.path(), mode);
            } catch (ErrnoException e) {
                return unlessOverdue(() -> notOpened(e.errno()));
            }
            if (decided.compareAndSet(false, true)) {
                return () -> opened(file, mode);
            }
            // Nobody waits for it anymore.
            file.close();
            return OpenQueue.this::oneClosed;
        }

        private Runnable unlessOverdue(Runnable outcome) {
            return decided.compareAndSet(false, true) ? outcome : OpenQueue.this::oneClosed;
        }

        @Override
        public boolean mayBeOvertaken() {
            return true;
        }

        /** It counts as open until the call returns. */
        @Override
        public void overdue() {
            if (decided.compareAndSet(false, true)) {
                opening--;
                open++;
                request.failed(
                        DeviceIoException.notOpened(request.path(), Errno.ETIMEDOUT.number()));
                over.add(request);
            }
        }

        private void opened(IoFile file, OpenMode mode) {
            opening--;
            open++;
            request.opened(file, mode);
            over.add(request);
        }

        private void notOpened(int errno) {
            opening--;
            boolean outOfDescriptors =
                    errno == Errno.EMFILE.number() || errno == Errno.ENFILE.number();
            if (outOfDescriptors && open > 0) {
                // One of ours will be closed; fewer at a time from now on.
                maxOpen = open;
                waiting.addFirst(request);
                return;
            }
            request.failed(DeviceIoException.notOpened(request.path(), errno));
            over.add(request);
            openNext();
        }

        private void refused(String objection) {
            opening--;
            request.refused(objection);
            over.add(request);
            openNext();
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
            return () -> {
                if (file.counted) {
                    oneClosed();
                }
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
