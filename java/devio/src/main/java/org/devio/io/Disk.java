package org.devio.io;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.devio.engine.FileGeometry;

/**
 * A device by one of its names, shared by all {@link Device}s that were opened on it: the current
 * descriptor, and the {@link Medium} that it shares with other names. What is not final is touched
 * under the turn, unless said.
 */
final class Disk {
    final Path path;
    final Medium medium;

    /** Of which the size alone ever changes, when somebody looks at it again. */
    volatile FileGeometry geometry;

    final RangeLocks writes;
    final Tally tally = new Tally();

    /** The descriptor to use for what comes next; replaced when it is opened for more. */
    volatile OpenFile file;

    /** Open devices; guarded by the {@link DiskRegistry}. At 0 the disk is closed, or lingers. */
    int handles;

    /** Closed by its users but for what the kernel has not answered; guarded as they are. */
    boolean lingers;

    /** Closed: nothing is kept anymore. */
    boolean closed;

    /** Of the medium's ghosts those that were asked for by this name. */
    private final AtomicInteger ghosts = new AtomicInteger();

    Disk(Path path, OpenFile file, Medium medium) {
        this.path = path;
        this.file = file;
        this.medium = medium;
        this.writes = medium.writes;
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

    /** Requests to the device that the kernel has not answered within their deadline, nor since. */
    int ghosts() {
        return medium.ghosts();
    }

    /** Those of them that were asked for by this name. */
    int ownGhosts() {
        return ghosts.get();
    }

    void ghosts(int change) {
        medium.ghosts(change);
        ghosts.addAndGet(change);
    }

    /** Failures since they were last forgotten. */
    int errors() {
        return medium.errors();
    }

    /** One failure more, of {@code limit} that disable it; 0 is no limit. */
    void erred(int limit) {
        int now = medium.erred();
        if (now == limit) {
            IoLog.disabled(path, now);
        }
    }

    boolean isDisabled(int limit) {
        return medium.isDisabled(limit);
    }

    /** What is wrong with it, in words; nothing if nothing is. */
    Stream<String> faults() {
        return errors() == 0 && ghosts() == 0
                ? Stream.empty()
                : Stream.of("%s: %d errors, %d unanswered".formatted(path, errors(), ghosts()));
    }

    void forgetErrors() {
        medium.forgetErrors();
    }
}
