package org.devio.io;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.devio.engine.Errno;
import org.devio.engine.ErrnoException;
import org.devio.engine.FileOpener;
import org.devio.engine.IoFile;
import org.devio.engine.OpenMode;

/** Opens a file while the caller waits, but no longer than allowed. */
final class BlockingOpener {
    private final FileOpener files;
    private final long allowedNanos;

    BlockingOpener(FileOpener files, Duration allowed) {
        this.files = files;
        this.allowedNanos = allowed.toNanos();
    }

    /**
     * Opens on the calling thread if there is no limit, else on one that can be left behind.
     *
     * @throws DeviceIoException why not; ETIMEDOUT if it took longer than allowed
     */
    IoFile open(Path path, OpenMode mode) throws DeviceIoException {
        if (allowedNanos == 0) {
            try {
                return files.open(path, mode);
            } catch (ErrnoException e) {
                throw DeviceIoException.notOpened(path, e.errno());
            }
        }
        CompletableFuture<IoFile> opened = new CompletableFuture<>();
        Thread thread = new Thread(() -> open(path, mode, opened), "devio-open");
        thread.setDaemon(true);
        thread.start();
        try {
            return opened.get(allowedNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            opened.cancel(false);
            throw DeviceIoException.notOpened(path, Errno.ETIMEDOUT.number());
        } catch (InterruptedException e) {
            opened.cancel(false);
            Thread.currentThread().interrupt();
            throw DeviceIoException.notOpened(path, Errno.EINTR.number());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ErrnoException reason) {
                throw DeviceIoException.notOpened(path, reason.errno());
            }
            throw new IllegalStateException(path + ": open failed", e.getCause());
        }
    }

    private void open(Path path, OpenMode mode, CompletableFuture<IoFile> opened) {
        try {
            IoFile file = files.open(path, mode);
            if (!opened.complete(file)) {
                // The caller has given up.
                file.close();
            }
        } catch (ErrnoException | RuntimeException e) {
            opened.completeExceptionally(e);
        }
    }
}
