package org.devio.io;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.devio.engine.Errno;
import org.devio.engine.ErrnoException;
import org.devio.engine.FileOpener;
import org.devio.engine.IoFile;
import org.devio.engine.OpenMode;

/**
 * Opens and measures files while the caller waits, but no longer than allowed. What comes later
 * than that is closed again.
 */
final class BlockingOpener {
    private final FileOpener files;
    private final long allowedNanos;
    private final HungPaths hung;

    /** A call that may hang. */
    private interface Call<T> {
        T make() throws ErrnoException;

        /** It is never made. */
        default void drop() {}

        /** Nobody waits for its result anymore. */
        void late(T result);
    }

    /** An opener that takes {@code allowedNanos} at most, 0 for no limit. */
    BlockingOpener(FileOpener files, long allowedNanos, HungPaths hung) {
        this.files = files;
        this.allowedNanos = allowedNanos;
        this.hung = hung;
    }

    /**
     * Opens a file.
     *
     * @throws DeviceIoException why not; ETIMEDOUT if it took longer than allowed
     */
    IoFile open(Path path, OpenMode mode) throws DeviceIoException {
        Call<IoFile> call =
                new Call<>() {
                    @Override
                    public IoFile make() throws ErrnoException {
                        return files.open(path, mode);
                    }

                    @Override
                    public void late(IoFile file) {
                        file.close();
                    }
                };
        try {
            return await(path, call);
        } catch (ErrnoException e) {
            throw DeviceIoException.notOpened(path, e.errno());
        }
    }

    /**
     * Bytes of an open file, which has one user less when they are known.
     *
     * @throws DeviceIoException why they are not; ETIMEDOUT if it took longer than allowed
     */
    long size(Path path, OpenFile file) throws DeviceIoException {
        Call<Long> call =
                new Call<>() {
                    @Override
                    public Long make() {
                        try {
                            return file.file.size();
                        } finally {
                            file.unuse();
                        }
                    }

                    @Override
                    public void late(Long size) {}

                    @Override
                    public void drop() {
                        file.unuse();
                    }
                };
        try {
            long size = await(path, call);
            if (size < 0) {
                throw new ErrnoException((int) -size, "size");
            }
            return size;
        } catch (ErrnoException e) {
            throw new DeviceIoException(
                    path, "reading the size failed: " + Errno.describe(e.errno()), e.errno());
        }
    }

    /**
     * Calls on this thread if there is no limit and it is not a virtual one, which would hold its
     * carrier; else on one that can be left behind.
     */
    private <T> T await(Path path, Call<T> call) throws ErrnoException, DeviceIoException {
        if (allowedNanos == 0 && !VirtualThreads.isCurrent()) {
            return call.make();
        }
        CompletableFuture<T> made = new CompletableFuture<>();
        try {
            hung.check(path);
            Thread thread = new Thread(() -> make(path, call, made), "devio-open");
            thread.setDaemon(true);
            thread.start();
        } catch (DeviceIoException e) {
            call.drop();
            throw e;
        } catch (OutOfMemoryError e) {
            // The system gives this process no more threads now.
            call.drop();
            throw DeviceIoException.broken(path, e);
        }
        try {
            return allowedNanos == 0 ? made.get() : made.get(allowedNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // Before it is given up, so that a call that returns now takes it away again.
            hung.add(path);
            return giveUp(path, made, Errno.ETIMEDOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp(path, made, Errno.EINTR);
        } catch (ExecutionException e) {
            throw reason(path, e.getCause());
        }
    }

    /** Leaves a call alone, unless it has returned by now. */
    private <T> T giveUp(Path path, CompletableFuture<T> made, Errno why)
            throws ErrnoException, DeviceIoException {
        if (made.cancel(false)) {
            throw new ErrnoException(why.number(), "deadline");
        }
        hung.remove(path);
        try {
            return made.join();
        } catch (CompletionException e) {
            throw reason(path, e.getCause());
        }
    }

    private static DeviceIoException reason(Path path, Throwable cause) throws ErrnoException {
        if (cause instanceof ErrnoException reason) {
            throw reason;
        }
        if (cause instanceof RuntimeException thrown) {
            throw thrown;
        }
        return DeviceIoException.broken(path, cause);
    }

    private <T> void make(Path path, Call<T> call, CompletableFuture<T> made) {
        try {
            T result = call.make();
            if (!made.complete(result)) {
                hung.remove(path);
                call.late(result);
            }
        } catch (Throwable t) {
            if (!made.completeExceptionally(t)) {
                hung.remove(path);
            }
        }
    }
}
