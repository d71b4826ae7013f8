package org.devio.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * One read, write or flush on its way: NEW, then QUEUED if it has to wait, IN_FLIGHT while the
 * kernel has it, READY when its outcome is known, DELIVERING while its callback runs, DONE after.
 * Reused after that.
 */
final class Request implements IoResult {
    enum State {
        NEW,
        QUEUED,
        IN_FLIGHT,
        READY,
        DELIVERING,
        DONE;

        /** Comparisons, not a switch: what is left of them for a known state is one or two. */
        boolean mayBecome(State next) {
            if (next == QUEUED || next == IN_FLIGHT) {
                return this == NEW || this == QUEUED;
            }
            if (next == READY) {
                return this == NEW || this == QUEUED || this == IN_FLIGHT;
            }
            return next == DELIVERING ? this == READY : next == DONE && this == DELIVERING;
        }
    }

    /** What is asked for, and for a write what is being done about it. */
    enum Operation {
        READ,
        /** Whole blocks are read first, because only parts of them are to be written. */
        READ_BEFORE_WRITE,
        WRITE,
        FLUSH,
        /** No I/O: the callback alone. */
        NOTHING
    }

    /** Generation of a read that a kept block answered. */
    static final int NOT_TO_BE_KEPT = -1;

    /** Whether it is used again; else it was made by a thread without the turn, for once. */
    final boolean pooled;

    State state = State.DONE;
    Operation operation;
    Disk disk;

    /** The descriptor, in use from admission until the kernel has answered. */
    OpenFile file;

    long offset;
    int length;
    IoCategory category;
    IoCallback<Object> callback;
    Object attachment;

    /** What to write: the caller's, its contents untouched until the callback. */
    private ByteBuffer source;

    /** Where in the source it begins, as of submit: the caller may move position and limit. */
    private int sourceAt;

    /** Time allowed with the kernel, in nanoseconds; 0 for no limit. */
    long allowedNanos;

    /** When it was accepted, when it was handed to the kernel, and when its time is up. */
    long admittedAt;

    long issuedAt;

    long expiresAt;

    /** Times it for Flight Recorder; null while nobody records. */
    Object event;

    /** Where the bytes go or are; null before issue and after failure. */
    Block block;

    /** Its place with the engine that has it. */
    int slot;

    /** Bytes of the block that have been moved. */
    int moved;

    /** How often the kernel has asked to try again. */
    int retries;

    /** Whether it holds the lock on its range of the disk. */
    boolean locked;

    long lockStart;
    long lockEnd;

    /** The disk's generation when the read was handed to the kernel. */
    int generation;

    DeviceIoException failure;

    /** Whether this callback has a view of the bytes already. */
    boolean viewed;

    /** Link in the one queue that holds the request. */
    Request next;

    Request(boolean pooled) {
        this.pooled = pooled;
    }

    @SuppressWarnings("unchecked")
    <A> Request init(
            Operation operation,
            Disk disk,
            long offset,
            int length,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        this.state = State.NEW;
        this.operation = operation;
        this.disk = disk;
        this.offset = offset;
        this.length = length;
        this.category = category;
        this.attachment = attachment;
        this.callback = (IoCallback<Object>) callback;
        return this;
    }

    /** Says what to write; on the thread that submits. */
    void source(ByteBuffer bytes) {
        source = bytes;
        sourceAt = bytes.position();
    }

    /** Puts what is to be written into {@code block} at {@code at}. */
    void copySource(ByteBuffer block, int at) {
        ByteBuffer bytes = source;
        if (bytes.limit() < sourceAt + length) {
            // Moved since. The bytes are still there.
            bytes = bytes.duplicate().clear();
        }
        block.put(at, bytes, sourceAt, length);
    }

    boolean isWrite() {
        return operation == Operation.WRITE || operation == Operation.READ_BEFORE_WRITE;
    }

    /** What it is, in one word for messages. */
    String verb() {
        return switch (operation) {
            case READ -> DeviceIoException.READ;
            case READ_BEFORE_WRITE, WRITE -> DeviceIoException.WRITE;
            case FLUSH -> DeviceIoException.FLUSH;
            case NOTHING -> "callback";
        };
    }

    /** Moves on; a step that the state does not allow is a fault of the scheduler. */
    void become(State next) {
        if (!state.mayBecome(next)) {
            throw new AssertionError("a request cannot go from " + state + " to " + next);
        }
        state = next;
    }

    /** Lets go of everything, so that a pooled request keeps nothing alive. */
    void clear() {
        disk = null;
        file = null;
        attachment = null;
        callback = null;
        source = null;
        block = null;
        failure = null;
        event = null;
        locked = false;
        allowedNanos = 0;
        retries = 0;
    }

    @Override
    public Path path() {
        return delivering().disk.path;
    }

    @Override
    public long offset() {
        return delivering().offset;
    }

    @Override
    public int length() {
        return delivering().length;
    }

    @Override
    public IoCategory category() {
        return delivering().category;
    }

    @Override
    public boolean isFailed() {
        return delivering().failure != null;
    }

    @Override
    public ByteBuffer data() throws DeviceIoException {
        check();
        if (block == null) {
            return ByteBuffer.allocate(0).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }
        boolean again = viewed;
        viewed = true;
        return block.view(offset, length, again);
    }

    @Override
    public void check() throws DeviceIoException {
        if (delivering().failure != null) {
            throw failure;
        }
    }

    private Request delivering() {
        if (state != State.DELIVERING) {
            throw new IllegalStateException("the result was used after its callback returned");
        }
        return this;
    }
}
