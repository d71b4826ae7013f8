package org.devio.io;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.devio.engine.IoFile;
import org.devio.engine.OpenMode;

/**
 * A descriptor and how many use it: its disk while it is the disk's current one, requests from
 * admission until the kernel has answered, each blocking call. The last user closes it. Any thread
 * may use it.
 */
final class OpenFile {
    final IoFile file;
    final OpenMode mode;

    /** Whether I/O goes past the page cache. */
    final boolean direct;

    /** Whether it is open within the limit on open devices; under the turn once it is in use. */
    private boolean counted;

    private final Consumer<OpenFile> closer;
    private final AtomicInteger users = new AtomicInteger(1);

    /** Requests that use it, together one user; under the turn. */
    private int requests;

    OpenFile(IoFile file, OpenMode mode, boolean counted, Consumer<OpenFile> closer) {
        this.file = file;
        this.mode = mode;
        this.direct = file.isDirect();
        this.counted = counted;
        this.closer = closer;
    }

    boolean counted() {
        return counted;
    }

    /** It may stay open for long, and is not to keep others from being opened. */
    void countNoMore() {
        counted = false;
    }

    /** One user more; false if it is closed already. */
    boolean use() {
        for (int now = users.get(); now > 0; now = users.get()) {
            if (users.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** One user less. */
    void unuse() {
        if (users.decrementAndGet() == 0) {
            closer.accept(this);
        }
    }

    /** One request more; false if it is closed already. Under the turn. */
    boolean useForRequest() {
        if (requests == 0 && !use()) {
            return false;
        }
        requests++;
        return true;
    }

    /** One request less. Under the turn. */
    void requestOver() {
        if (--requests == 0) {
            unuse();
        }
    }

    /** Whether it can be used for what {@code wanted} asks. */
    boolean suffices(OpenMode wanted) {
        return (mode.write() || !wanted.write()) && (mode.exclusive() || !wanted.exclusive());
    }
}
