package org.devio.io;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.devio.engine.EventFd;
import org.devio.engine.IoEngine;
import org.devio.engine.SyncEngine;

/**
 * The engines of a context: one for direct I/O, one for I/O through the page cache, on which AIO
 * would block in submit, and those that only wait for the kernel to answer ghosts. Touched under
 * the turn only.
 */
final class Lanes {
    private final EngineSupply engines;
    private final int maxInFlight;
    private final Lane.Outcome outcome;
    private final Lane sync;
    private final List<Lane> retired = new ArrayList<>();
    private Lane lane;
    private int eventFd = EventFd.NONE;

    /** Makes the first engine for direct I/O, or none; null once it was asked. */
    private Supplier<IoEngine> first;

    Lanes(Supplier<IoEngine> first, EngineSupply engines, int maxInFlight, Lane.Outcome outcome) {
        this.first = first;
        this.engines = engines;
        this.maxInFlight = maxInFlight;
        this.outcome = outcome;
        this.sync = new Lane(new SyncEngine(maxInFlight), outcome);
        this.lane = sync;
    }

    /** Makes the engine for direct I/O unless it is there; if none can be had that is the other. */
    void setUp() {
        if (first == null) {
            return;
        }
        IoEngine engine = first.get();
        first = null;
        if (engine != null) {
            use(engine);
        }
    }

    /** The engine whose completions a poll waits for; that of synchronous I/O after the end. */
    IoEngine engine() {
        return lane.engine;
    }

    /** Whether a limit lets a request go on; sets up what it is to go to. */
    boolean hasRoomFor(Request request) {
        if (first != null && request.file.direct) {
            setUp();
        }
        return inFlight() < maxInFlight && !laneOf(request).isFull();
    }

    boolean isAsync(Request request) {
        return laneOf(request) != sync;
    }

    /** Requests with an engine; ghosts are none. */
    int inFlight() {
        return lane == sync ? lane.inFlight() : lane.inFlight() + sync.inFlight();
    }

    /** Requests that nobody waits for anymore and that the kernel has not answered. */
    int ghosts() {
        return lane.ghosts() + retired.stream().mapToInt(Lane::ghosts).sum();
    }

    /** Prepares what is left of a request on its engine. */
    void prepare(Request request) {
        Lane on = laneOf(request);
        int slot = on.enter(request);
        try {
            prepare(request, on.engine, slot);
        } catch (Throwable t) {
            on.leave(request);
            throw t;
        }
    }

    private static void prepare(Request request, IoEngine engine, int slot) {
        if (request.operation == Request.Operation.FLUSH) {
            engine.prepareFlush(slot, request.file.file);
            return;
        }
        Block block = request.block;
        long offset = block.start + request.moved;
        int left = block.length - request.moved;
        if (request.operation == Request.Operation.WRITE) {
            engine.prepareWrite(slot, request.file.file, offset, block.memory, request.moved, left);
        } else {
            engine.prepareRead(slot, request.file.file, offset, block.memory, request.moved, left);
        }
    }

    /** Hands what is prepared to the kernel. */
    void flush() {
        lane.submit();
        sync.submit();
    }

    /**
     * Collects what the kernel has answered by now, ghosts among it, unless there is something to
     * deliver anyway.
     */
    void look() {
        if (lane.isBusy() && !lane.isReady()) {
            lane.look();
        }
        for (int i = 0; i < retired.size(); i++) {
            retired.get(i).look();
        }
    }

    /** Whether {@link #deliver} would deliver something without waiting. */
    boolean isReady() {
        return lane.isReady() || sync.isReady() || isRetiredReady();
    }

    private boolean isRetiredReady() {
        for (int i = 0; i < retired.size(); i++) {
            if (retired.get(i).isReady()) {
                return true;
            }
        }
        return false;
    }

    /** Delivers what is over. */
    void deliver() {
        lane.deliver();
        if (sync != lane) {
            sync.deliver();
        }
        for (int i = retired.size() - 1; i >= 0; i--) {
            Lane old = retired.get(i);
            old.deliver();
            if (!old.isBusy()) {
                retired.remove(i);
                giveBack(old);
            }
        }
    }

    /** Leaves a request's slot to the kernel until it answers. */
    void abandon(Request request) {
        laneOf(request).abandon(request);
    }

    /**
     * A lane of which ghosts hold half is left to them, and a fresh one serves the living: one of
     * threads if the kernel has no other to give and the ghosts hold all.
     */
    void renew() {
        if (lane.ghosts() * 2 < lane.depth() || lane.inFlight() > 0) {
            return;
        }
        IoEngine fresh = engines.open();
        if (fresh == null && lane.isFull()) {
            fresh = engines.instead();
        }
        if (fresh != null) {
            retired.add(lane);
            use(fresh);
        }
    }

    /** Goes on with another engine; nobody waits for what the old one has. */
    void replace(IoEngine fresh) {
        Lane old = lane;
        use(fresh);
        old.eachGhost(outcome::forgot);
        if (old != sync) {
            giveBack(old);
        }
    }

    /** Ends an engine in the background; its last answers are announced to nobody. */
    private void giveBack(Lane old) {
        try {
            old.engine.announceTo(EventFd.NONE);
        } catch (Throwable t) {
            outcome.broke(t);
        }
        try {
            engines.close(old);
        } catch (Throwable t) {
            outcome.broke(t);
        }
    }

    private void use(IoEngine fresh) {
        try {
            Lane next = new Lane(fresh, outcome);
            fresh.announceTo(eventFd);
            lane = next;
        } catch (Throwable t) {
            fresh.close();
            throw t;
        }
    }

    /** Raises an eventfd for whatever the kernel answers from now on; or none. */
    void announceTo(int number) {
        eventFd = number;
        lane.engine.announceTo(number);
        retired.forEach(old -> old.engine.announceTo(number));
    }

    /** Each request that the kernel has or is about to get, page cache aside. */
    void eachDirect(Consumer<Request> action) {
        lane.eachInFlight(action);
    }

    /** Gives every engine back; none is made anymore, and none of those is ever used again. */
    void close() {
        first = null;
        if (lane != sync) {
            retired.add(lane);
            lane = sync;
        }
        retired.forEach(this::giveBack);
        retired.clear();
    }

    private Lane laneOf(Request request) {
        return request.file.direct ? lane : sync;
    }
}
