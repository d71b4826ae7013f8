package org.devio.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A read of a ring in two parts: gathers them, in whichever order they come, and tells of both at
 * once. Its callbacks run under the poll, one at a time.
 */
final class CircularRead<A> implements IoResult {
    private static final IoCallback<CircularRead<?>> FIRST = (part, read) -> read.partOver(part, 0);
    private static final IoCallback<CircularRead<?>> WRAPPED =
            (part, read) -> read.partOver(part, read.bytes.capacity() - part.length());

    private final Device device;
    private final long offset;
    private final IoCategory category;
    private final A attachment;
    private final IoCallback<? super A> callback;
    private final ByteBuffer bytes;
    private int parts = 2;
    private DeviceIoException failure;

    private CircularRead(
            Device device,
            long offset,
            int length,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        this.device = device;
        this.offset = offset;
        this.category = category;
        this.attachment = attachment;
        this.callback = callback;
        this.bytes = ByteBuffer.allocate(length);
    }

    /** Starts both parts, which must be inside the device; or one if there is no second. */
    static <A> void submit(
            Device device,
            long offset,
            int length,
            long wrappedOffset,
            int wrappedLength,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        Objects.requireNonNull(callback, "callback");
        if (wrappedLength == 0) {
            device.submitRead(offset, length, category, attachment, callback);
            return;
        }
        CircularRead<A> read =
                new CircularRead<>(
                        device, offset, length + wrappedLength, category, attachment, callback);
        device.submitRead(offset, length, category, read, FIRST);
        device.submitRead(wrappedOffset, wrappedLength, category, read, WRAPPED);
    }

    private void partOver(IoResult part, int at) {
        try {
            bytes.put(at, part.data(), 0, part.length());
        } catch (DeviceIoException e) {
            failure = failure == null ? e : failure;
        }
        if (--parts == 0) {
            callback.completed(this, attachment);
        }
    }

    @Override
    public Path path() {
        return device.path();
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public int length() {
        return bytes.capacity();
    }

    @Override
    public IoCategory category() {
        return category;
    }

    @Override
    public boolean isFailed() {
        return failure != null;
    }

    @Override
    public void check() throws DeviceIoException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public ByteBuffer data() throws DeviceIoException {
        check();
        return bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
