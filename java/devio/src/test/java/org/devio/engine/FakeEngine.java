package org.devio.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * An engine whose kernel is the test: it holds every request until the test says what became of it.
 * Strict: a slot used twice, a buffer touched in flight and an unaligned read all throw.
 */
public final class FakeEngine implements IoEngine {
    private static final byte POISON = (byte) 0xDB;

    private final Flight[] flights;
    private final Deque<Integer> prepared = new ArrayDeque<>();
    private final List<Integer> inKernel = new ArrayList<>();
    private final Deque<long[]> done = new ArrayDeque<>();
    private final List<String> submitted = new ArrayList<>();
    private Consumer<FakeEngine> whenWaiting =
            engine -> {
                throw new AssertionError("a poll waits and nothing will ever happen");
            };
    private boolean woken;
    private boolean closed;
    private int room = Integer.MAX_VALUE;
    private int announcedTo = EventFd.NONE;

    private enum Kind {
        READ,
        WRITE,
        FLUSH
    }

    private record Flight(
            Kind kind, FakeDisk disk, long offset, IoBuffer buffer, int at, int length, int sum) {}

    /** An engine of {@code depth} slots. */
    public FakeEngine(int depth) {
        flights = new Flight[depth];
    }

    /** Sets what happens when a poll waits; by default the test fails. */
    public FakeEngine whenWaiting(Consumer<FakeEngine> action) {
        whenWaiting = action;
        return this;
    }

    /** Lets the kernel take at most this many at a time; more stay prepared. */
    public FakeEngine withRoomFor(int requests) {
        room = requests;
        return this;
    }

    /** Each read the kernel has taken so far, such as {@code disk 8192+4096}. */
    public List<String> submitted() {
        return List.copyOf(submitted);
    }

    /** Slots that the kernel has. */
    public List<Integer> inKernel() {
        return List.copyOf(inKernel);
    }

    /** The name of the disk that the request in {@code slot} goes to. */
    public String diskOf(int slot) {
        return flights[slot].disk().toString();
    }

    /** Bytes the request in {@code slot} asks for. */
    public int lengthOf(int slot) {
        return flights[slot].length();
    }

    /** Ends the request in {@code slot} well. */
    public void finish(int slot) {
        finish(slot, flights[slot].length());
    }

    /** Ends the request in {@code slot} with {@code result}: bytes, or -errno. */
    public void finish(int slot, long result) {
        Flight flight = flights[slot];
        if (!inKernel.remove((Integer) slot)) {
            throw new AssertionError("slot " + slot + " is not in the kernel");
        }
        if (sum(flight.buffer(), flight.at(), flight.length()) != flight.sum()) {
            throw new AssertionError("the buffer of slot " + slot + " was touched in flight");
        }
        done.add(new long[] {slot, result > 0 ? move(flight, (int) result) : result});
    }

    private static int move(Flight flight, int bytes) {
        return switch (flight.kind()) {
            case READ ->
                    Math.min(
                            bytes,
                            flight.disk()
                                    .copy(
                                            flight.offset(),
                                            flight.buffer(),
                                            flight.at(),
                                            flight.length()));
            case WRITE ->
                    flight.disk()
                            .store(
                                    flight.offset(),
                                    flight.buffer(),
                                    flight.at(),
                                    Math.min(bytes, flight.length()));
            case FLUSH -> 0;
        };
    }

    private static int sum(IoBuffer buffer, int at, int length) {
        return length == 0 ? 0 : buffer.bytes().slice(at, length).hashCode();
    }

    @Override
    public void announceTo(int eventFd) {
        announcedTo = eventFd;
    }

    /** The eventfd that the kernel is to raise, or {@link EventFd#NONE}. */
    public int announcedTo() {
        return announcedTo;
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public int depth() {
        return flights.length;
    }

    @Override
    public void prepareRead(
            int slot, IoFile file, long offset, IoBuffer buffer, int at, int length) {
        refuseIfClosed();
        for (int i = 0; i < length; i++) {
            buffer.bytes().put(at + i, POISON);
        }
        prepare(slot, Kind.READ, file, offset, buffer, at, length);
    }

    @Override
    public void prepareWrite(
            int slot, IoFile file, long offset, IoBuffer buffer, int at, int length) {
        prepare(slot, Kind.WRITE, file, offset, buffer, at, length);
    }

    @Override
    public void prepareFlush(int slot, IoFile file) {
        prepare(slot, Kind.FLUSH, file, 0, null, 0, 0);
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
    }

    private void prepare(
            int slot, Kind kind, IoFile file, long offset, IoBuffer buffer, int at, int length) {
        refuseIfClosed();
        if (flights[slot] != null) {
            throw new IllegalStateException("slot " + slot + " is in use");
        }
        FakeDisk disk = ((FakeDisk.FakeFile) file).disk();
        if (kind != Kind.FLUSH) {
            disk.demandAligned(offset, length);
        }
        flights[slot] = new Flight(kind, disk, offset, buffer, at, length, sum(buffer, at, length));
        prepared.add(slot);
    }

    @Override
    public void submit() {
        while (!closed && !prepared.isEmpty() && inKernel.size() < room) {
            int slot = prepared.poll();
            Flight flight = flights[slot];
            submitted.add(
                    "%s %s%d+%d"
                            .formatted(
                                    flight.disk(),
                                    flight.kind() == Kind.READ ? "" : flight.kind() + " ",
                                    flight.offset(),
                                    flight.length()));
            inKernel.add(slot);
        }
    }

    @Override
    public boolean isReady() {
        return !closed && !done.isEmpty();
    }

    @Override
    public void collect(long timeoutNanos) {
        if (timeoutNanos != 0 && !woken && !closed) {
            whenWaiting.accept(this);
        }
        woken = false;
    }

    @Override
    public int deliver(CompletionSink sink) {
        int delivered = 0;
        while (!closed && !done.isEmpty()) {
            long[] event = done.poll();
            flights[(int) event[0]] = null;
            delivered++;
            sink.completed((int) event[0], event[1]);
        }
        return delivered;
    }

    @Override
    public void wakeup() {
        woken = true;
    }

    /** Begins anew for another context of the same test. */
    public void reopen() {
        closed = false;
    }

    @Override
    public void close() {
        closed = true;
    }
}
