package org.devio.io;

import java.nio.file.Path;
import org.devio.engine.FileGeometry;

/**
 * A device as the context knows it, shared by all {@link Device}s that were opened on its path:
 * current descriptor, kept blocks, faults. What is not final is touched under the turn, unless said.
 */
final class Disk {
    final Path path;
    final FileGeometry geometry;
    final RangeLocks writes = new RangeLocks();

    /** The descriptor to use for what comes next; replaced when it is opened for more. */
    volatile OpenFile file;

    /** Open devices; guarded by the {@link DiskRegistry}. At 0 the disk is closed. */
    int handles;

    /** Closed: nothing is kept anymore. */
    boolean closed;

    /** The last block of each stream. */
    Block keptMain;

    Block keptExtra;

    /** Requests that outlived their deadline and that the kernel has not answered yet. */
    volatile int ghosts;

    /** Failures counted against the limit. */
    volatile int errors;

    /** Writes that wait for another one to overlapping blocks. */
    final RequestQueue held = new RequestQueue();

    Disk(Path path, OpenFile file) {
        this.path = path;
        this.file = file;
        this.geometry = file.file.geometry();
    }

    boolean isDirect() {
        return file.file.isDirect();
    }
}
