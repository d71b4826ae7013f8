package org.devio.io;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.devio.engine.Errno;
import org.devio.engine.ErrnoException;
import org.devio.engine.FileOpener;
import org.devio.engine.IoFile;
import org.devio.engine.OpenMode;

/** Opens and measures files while the caller waits, but no longer than allowed. */
final class BlockingOpener {
    private final FileOpener files;
    private final long allowedNanos;

    /** A call that may hang. */
    private interface Call<T> {
        T make() throws ErrnoException;
    }

    BlockingOpener(FileOpener files, Duration allowed) {
        this.files = files;
        this.allowedNanos = allowed.toNanos();
    }

    /**
     * Opens a file.
     *
     * @throws DeviceIoException why not; ETIMEDOUT if it took longer than allowed
     */
    IoFile open(Path path, OpenMode mode) throws DeviceIoException {
        try {
            return await(path, () -> files.open(path, mode), IoFile::close);
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
                () -> {
                    try {
                        return file.file.size();
                    } finally {
                        file.unuse();
                    }
                };
        try {
            long size = await(path, call, late -> {});
            if (size < 0) {
                throw new ErrnoException((int) -size, "size");
            }
            return size;
        } catch (ErrnoException e) {
            throw new DeviceIoException(
                    path, "reading the size failed: " + Errno.describe(e.errno()), e.errno());
        }
    }

    /** Calls on this thread if there is no limit, else on one that can be left behind. */
    private <T> T await(Path path, Call<T> call, Consumer<T> unwanted) throws ErrnoException {
        if (allowedNanos == 0) {
            return call.make();
        }
        CompletableFuture<T> made = new CompletableFuture<>();
        Thread thread = new Thread(() -> make(call, made, unwanted), "devio-open");
        thread.setDaemon(true);
        thread.start();
        try {
            return made.get(allowedNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            made.cancel(false);
            throw new ErrnoException(Errno.ETIMEDOUT.number(), "deadline");
        } catch (InterruptedException e) {
            made.cancel(false);
            Thread.currentThread().interrupt();
            throw new ErrnoException(Errno.EINTR.number(), "deadline");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ErrnoException reason) {
                throw reason;
            }
            throw new IllegalStateException(path + ": open failed", e.getCause());
        }
    }

    private static <T> void make(Call<T> call, CompletableFuture<T> made, Consumer<T> unwanted) {
        try {
            T result = call.make();
            if (!made.complete(result)) {
                // The caller has given up.
                unwanted.accept(result);
            }
        } catch (ErrnoException | RuntimeException e) {
            made.completeExceptionally(e);
        }
    }
}
