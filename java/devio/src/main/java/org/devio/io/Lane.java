package org.devio.io;

import java.util.function.Consumer;
import org.devio.engine.CompletionSink;
import org.devio.engine.IoEngine;

/**
 * An engine and who is in which of its slots. A request that outlives its deadline leaves its slot
 * to a {@link Ghost}: the kernel still owns slot and buffer, and nobody waits for them anymore.
 * Touched under the turn only, but for {@link #close}.
 */
final class Lane implements CompletionSink {
    final IoEngine engine;
    private final Outcome outcome;
    private final Request[] requests;
    private final Ghost[] ghosts;
    private final int[] free;
    private int freeCount;
    private int ghostCount;

    /** Told what the kernel answered. Throws nothing. */
    interface Outcome {
        /** For a request that was in its slot until now. */
        void completed(Request request, long result);

        /** For a request that was abandoned. */
        void answered(Ghost ghost);

        /** Nobody is to wait anymore for what the kernel has of an abandoned request. */
        void forgot(Ghost ghost);

        /** The engine is closed, and with it an abandoned request is over; on any thread. */
        void closed(Ghost ghost);

        /** The engine has thrown, which it has no reason to. */
        void broke(Throwable thrown);
    }

    Lane(IoEngine engine, Outcome outcome) {
        this.engine = engine;
        this.outcome = outcome;
        int depth = engine.depth();
        requests = new Request[depth];
        ghosts = new Ghost[depth];
        free = new int[depth];
        for (int slot = depth - 1; slot >= 0; slot--) {
            free[freeCount++] = slot;
        }
    }

    /** Hands what is prepared to the kernel. */
    void submit() {
        try {
            engine.submit();
        } catch (Throwable t) {
            outcome.broke(t);
        }
    }

    /** Collects what the kernel has answered by now. */
    void look() {
        try {
            engine.collect(0);
        } catch (Throwable t) {
            outcome.broke(t);
        }
    }

    /** Delivers what the engine has. */
    void deliver() {
        try {
            engine.deliver(this);
        } catch (Throwable t) {
            outcome.broke(t);
        }
    }

    /** Whether there is something to {@link #deliver}. */
    boolean isReady() {
        return engine.isReady();
    }

    /** Whether the kernel has anything, asked for by the living or the dead. */
    boolean isBusy() {
        return freeCount < requests.length;
    }

    boolean isFull() {
        return freeCount == 0;
    }

    int depth() {
        return requests.length;
    }

    /** Requests in slots; ghosts are none. */
    int inFlight() {
        return requests.length - freeCount - ghostCount;
    }

    int ghosts() {
        return ghostCount;
    }

    /** Puts a request into a free slot. */
    int enter(Request request) {
        int slot = free[--freeCount];
        requests[slot] = request;
        request.slot = slot;
        return slot;
    }

    /** Takes a request out of a slot that it has just entered, and that the engine never saw. */
    void leave(Request request) {
        requests[request.slot] = null;
        free[freeCount++] = request.slot;
    }

    /** Leaves to the kernel what it has of a request, until it answers. */
    void abandon(Request request) {
        int slot = request.slot;
        ghosts[slot] = new Ghost(request.disk, request.file, request.block, request.locked);
        requests[slot] = null;
        ghostCount++;
    }

    void eachInFlight(Consumer<Request> action) {
        for (Request request : requests) {
            if (request != null) {
                action.accept(request);
            }
        }
    }

    void eachGhost(Consumer<Ghost> action) {
        for (Ghost ghost : ghosts) {
            if (ghost != null) {
                action.accept(ghost);
            }
        }
    }

    @Override
    public void completed(int slot, long result) {
        Request request = requests[slot];
        Ghost ghost = ghosts[slot];
        requests[slot] = null;
        free[freeCount++] = slot;
        if (request != null) {
            outcome.completed(request, result);
            return;
        }
        ghosts[slot] = null;
        ghostCount--;
        outcome.answered(ghost);
    }

    /**
     * Closes the engine, which waits until the kernel has answered everything, and then the files
     * of those ghosts that are left. Nobody else may use the lane anymore.
     */
    void close() {
        engine.close();
        eachGhost(outcome::closed);
    }
}
