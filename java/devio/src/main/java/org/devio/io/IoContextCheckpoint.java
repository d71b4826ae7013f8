package org.devio.io;

import java.io.IOException;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Takes a context through a checkpoint of the JVM (CRaC): before it everything outstanding is
 * delivered, on the thread that makes the checkpoint, and the kernel's context is given back; after
 * the restore there is a fresh one.
 *
 * <p>Devices are not carried over, since nobody can tell whether a path names the same disk on the
 * machine that restores. Close them first, in a resource registered after this one; a checkpoint
 * with open devices is refused by name.
 *
 * <p>Needs {@code org.crac:crac}, which is an optional dependency of this library.
 */
public final class IoContextCheckpoint implements Resource {
    private final IoContext context;

    private IoContextCheckpoint(IoContext context) {
        this.context = context;
    }

    /** Registers a context with the JVM's {@linkplain Core#getGlobalContext global} context. */
    public static void register(IoContext context) {
        register(context, Core.getGlobalContext());
    }

    /**
     * Registers a context. Closing it is enough to be rid of it again.
     *
     * @param checkpoints whose resource it becomes
     */
    public static void register(IoContext context, Context<Resource> checkpoints) {
        IoContextCheckpoint resource = new IoContextCheckpoint(context);
        // Contexts of CRaC hold their resources weakly.
        context.keepReachable(resource);
        checkpoints.register(resource);
    }

    /**
     * Delivers what is outstanding, then gives back the kernel's context. Waits for the end of a
     * context that a callback has closed.
     *
     * @throws IllegalStateException if devices are open, or the kernel has left an I/O unanswered
     * @throws InterruptedException while the kernel took its context back
     */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> checkpoints)
            throws InterruptedException {
        context.suspend();
    }

    /**
     * Gets a fresh context from the kernel.
     *
     * @throws IOException if there is none to be had here; I/O is synchronous then, until {@link
     *     IoContext#reset} succeeds
     */
    @Override
    public void afterRestore(Context<? extends Resource> checkpoints) throws IOException {
        if (!context.isClosed()) {
            context.reset();
        }
    }
}
