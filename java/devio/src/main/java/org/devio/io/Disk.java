package org.devio.io;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.devio.engine.FileGeometry;

/**
 * A device as the context knows it, shared by all {@link Device}s that were opened on its path:
 * current descriptor, kept blocks, faults. What is not final is touched under the turn, unless
 * said.
 */
final class Disk {
    final Path path;

    /** Of which the size alone ever changes, when somebody looks at it again. */
    volatile FileGeometry geometry;

    final RangeLocks writes = new RangeLocks();
    final Tally tally = new Tally();

    /** The descriptor to use for what comes next; replaced when it is opened for more. */
    volatile OpenFile file;

    /** Open devices; guarded by the {@link DiskRegistry}. At 0 the disk is closed. */
    int handles;

    /** Closed: nothing is kept anymore. */
    boolean closed;

    /** Grows whenever what was read before may be outdated. */
    int generation;

    /** The last block of each stream. */
    private final KeptBlock keptMain = new KeptBlock();

    private final KeptBlock keptExtra = new KeptBlock();

    /** Written under the turn, read by anybody. */
    private final AtomicInteger ghosts = new AtomicInteger();

    private final AtomicInteger errors = new AtomicInteger();

    /** Writes that wait for another one to overlapping blocks. */
    final RequestQueue held = new RequestQueue();

    Disk(Path path, OpenFile file) {
        this.path = path;
        this.file = file;
        this.geometry = file.file.geometry();
    }

    /** Takes over the size that was just found; whether it is another than before. */
    boolean resize(long size) {
        FileGeometry before = geometry;
        geometry = before.withSize(size);
        return before.size() != size;
    }

    /**
     * Its descriptor with one user more.
     *
     * @throws IllegalStateException if it is closed
     */
    OpenFile use() {
        OpenFile current = file;
        while (!current.use()) {
            OpenFile other = file;
            if (current == other) {
                throw new IllegalStateException(path + " is closed");
            }
            // It was opened for more just now.
            current = other;
        }
        return current;
    }

    boolean isDirect() {
        return file.direct;
    }

    /** What is kept of its main stream, or of that for extra metadata areas. */
    KeptBlock kept(boolean extra) {
        return extra ? keptExtra : keptMain;
    }

    /** Requests that outlived their deadline and that the kernel has not answered yet. */
    int ghosts() {
        return ghosts.get();
    }

    void ghosts(int change) {
        ghosts.addAndGet(change);
    }

    /** No ghost of this disk is waited for anymore. */
    void forgetGhosts() {
        ghosts.set(0);
    }

    /** Failures since they were last forgotten. */
    int errors() {
        return errors.get();
    }

    /** One failure more, of {@code limit} that disable it; 0 is no limit. */
    void erred(int limit) {
        int now = errors.incrementAndGet();
        if (now == limit) {
            IoLog.disabled(path, now);
        }
    }

    boolean isDisabled(int limit) {
        return limit > 0 && errors() >= limit;
    }

    /** What is wrong with it, in words; nothing if nothing is. */
    Stream<String> faults() {
        return errors() == 0 && ghosts() == 0
                ? Stream.empty()
                : Stream.of("%s: %d errors, %d unanswered".formatted(path, errors(), ghosts()));
    }

    void forgetErrors() {
        errors.set(0);
    }
}
