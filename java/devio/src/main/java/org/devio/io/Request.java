package org.devio.io;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * One read on its way: NEW, then QUEUED if it has to wait, IN_FLIGHT while the kernel has it, READY
 * when its outcome is known, DONE when it was delivered. Reused after that.
 */
final class Request implements IoResult {
    enum State {
        NEW,
        QUEUED,
        IN_FLIGHT,
        READY,
        DELIVERING,
        DONE
    }

    State state = State.DONE;
    Device device;
    long offset;
    int length;
    IoCategory category;
    IoCallback<Object> callback;
    Object attachment;

    /** Where the bytes go or are; null before issue and after failure. */
    Block block;

    /** Bytes of the block that have arrived. */
    int arrived;

    /** How often the kernel has asked to try again. */
    int retries;

    /** Whether its stream may keep the block: it was read for this request and is not outdated. */
    boolean keepable;

    DeviceIoException failure;

    /** Link in the one queue that holds the request. */
    Request next;

    @SuppressWarnings("unchecked")
    <A> Request init(
            Device device,
            long offset,
            int length,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        this.state = State.NEW;
        this.device = device;
        this.offset = offset;
        this.length = length;
        this.category = category;
        this.attachment = attachment;
        this.callback = (IoCallback<Object>) callback;
        this.retries = 0;
        return this;
    }

    /** Moves on; a step that the state does not allow is a fault of the scheduler. */
    void become(State next) {
        boolean allowed =
                switch (next) {
                    case QUEUED -> state == State.NEW;
                    case IN_FLIGHT -> state == State.NEW || state == State.QUEUED;
                    case READY -> state.ordinal() < State.READY.ordinal();
                    case DELIVERING -> state == State.READY;
                    case DONE -> state == State.DELIVERING;
                    case NEW -> false;
                };
        if (!allowed) {
            throw new AssertionError("a request cannot go from " + state + " to " + next);
        }
        state = next;
    }

    /** Lets go of everything, so that a pooled request keeps nothing alive. */
    void clear() {
        device = null;
        attachment = null;
        callback = null;
        block = null;
        failure = null;
    }

    @Override
    public Path path() {
        return delivering().device.path();
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
        if (delivering().failure != null) {
            throw failure;
        }
        return block.view(offset, length);
    }

    private Request delivering() {
        if (state != State.DELIVERING) {
            throw new IllegalStateException("the result was used after its callback returned");
        }
        return this;
    }
}
