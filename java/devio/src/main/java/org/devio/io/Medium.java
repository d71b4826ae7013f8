package org.devio.io;

import java.util.concurrent.atomic.AtomicInteger;
import org.devio.engine.FileIdentity;

/**
 * The device itself, whatever it is called: what holds for every {@link Disk}, that is for every
 * name that it was opened by, past the page cache or through it. What is not final is touched under
 * the turn, unless said.
 */
final class Medium {
    final FileIdentity identity;
    final RangeLocks writes = new RangeLocks();

    /** Writes that wait for another one to overlapping blocks. */
    final RequestQueue held = new RequestQueue();

    /** Grows whenever what was read before may be outdated; on any thread. */
    final AtomicInteger generation = new AtomicInteger();

    /** Disks that are open on it; guarded by the {@link DiskRegistry}. */
    int disks;

    /** The last block of each stream. */
    private final KeptBlock keptMain = new KeptBlock();

    private final KeptBlock keptExtra = new KeptBlock();

    /** Written under the turn, read by anybody. */
    private final AtomicInteger ghosts = new AtomicInteger();

    private final AtomicInteger errors = new AtomicInteger();

    Medium(FileIdentity identity) {
        this.identity = identity;
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

    /** Failures since they were last forgotten. */
    int errors() {
        return errors.get();
    }

    /** One failure more; how many that makes. */
    int erred() {
        return errors.incrementAndGet();
    }

    boolean isDisabled(int limit) {
        return limit > 0 && errors() >= limit;
    }

    void forgetErrors() {
        errors.set(0);
    }
}
