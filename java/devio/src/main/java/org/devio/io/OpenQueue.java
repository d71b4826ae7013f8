package org.devio.io;

import java.nio.file.Path;
import java.util.ArrayDeque;
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
    private final Callbacks callbacks;
    private final ArrayDeque<Opening> waiting = new ArrayDeque<>();
    private final ArrayDeque<Opening> cancelled = new ArrayDeque<>();
    private int maxOpen;
    private int opening;
    private int open;
    private Runnable announce = () -> {};
    private Opener opener;
    private int delivered;
    private boolean ended;

    OpenQueue(FileOpener files, int maxOpen, Callbacks callbacks) {
        this.files = files;
        this.callbacks = callbacks;
        this.maxOpen = maxOpen;
    }

    /** One device to open, and who wants to know. */
    static final class Opening implements OpenResult {
        private final IoContext context;
        private final Path path;
        private final OpenMode mode;
        private final OpenCallback<Object> callback;
        private final Object attachment;
        private Device device;
        private DeviceIoException failure;

        @SuppressWarnings("unchecked")
        <A> Opening(
                IoContext context,
                Path path,
                OpenMode mode,
                A attachment,
                OpenCallback<? super A> callback) {
            this.context = context;
            this.path = path;
            this.mode = mode;
            this.attachment = attachment;
            this.callback = (OpenCallback<Object>) callback;
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public Device device() throws DeviceIoException {
            if (failure != null) {
                throw failure;
            }
            return device;
        }
    }

    /** Sets who is told, on the opener's thread, that {@link #pass} has something to do. */
    void announceTo(Runnable listener) {
        announce = listener;
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
        return waiting.size() + cancelled.size() + opening;
    }

    /** Runs the callbacks of devices that are open, or cannot be; returns how many. */
    int pass() {
        delivered = 0;
        if (opener != null) {
            for (Runnable result = opener.poll(); result != null; result = opener.poll()) {
                result.run();
            }
        }
        while (!cancelled.isEmpty()) {
            Opening request = cancelled.poll();
            request.failure = DeviceIoException.notOpened(request.path, Errno.ECANCELED.number());
            deliver(request);
        }
        return delivered;
    }

    void cancelWaiting() {
        cancelled.addAll(waiting);
        waiting.clear();
    }

    /** Closes a device's file on the opener's thread. */
    void close(Device device) {
        opener().execute(
                        () -> {
                            device.file().close();
                            if (device.isCounted()) {
                                opener.post(this::oneClosed);
                            }
                        });
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
        }
    }

    private Opener opener() {
        if (opener == null) {
            opener = new Opener(announce);
        }
        return opener;
    }

    private void openNext() {
        while (!waiting.isEmpty() && open + opening < maxOpen) {
            Opening request = waiting.poll();
            opening++;
            Opener by = opener();
            by.execute(
                    () -> {
                        Runnable result = open(request);
                        by.post(result);
                    });
        }
    }

    private Runnable open(Opening request) {
        try {
            IoFile file = files.open(request.path, request.mode);
            return () -> opened(request, file);
        } catch (ErrnoException e) {
            return () -> notOpened(request, e.errno());
        }
    }

    private void opened(Opening request, IoFile file) {
        opening--;
        open++;
        request.device = request.context.adopt(request.path, file, true);
        deliver(request);
    }

    private void notOpened(Opening request, int errno) {
        opening--;
        boolean outOfDescriptors = errno == Errno.EMFILE.number() || errno == Errno.ENFILE.number();
        if (outOfDescriptors && open > 0) {
            // One of ours will be closed; fewer at a time from now on.
            maxOpen = open;
            waiting.addFirst(request);
            return;
        }
        request.failure = DeviceIoException.notOpened(request.path, errno);
        deliver(request);
        openNext();
    }

    private void deliver(Opening request) {
        delivered++;
        try {
            request.callback.opened(request, request.attachment);
        } catch (Throwable t) {
            callbacks.keep(t);
        }
    }
}
