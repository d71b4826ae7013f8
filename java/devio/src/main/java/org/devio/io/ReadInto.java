package org.devio.io;

import java.nio.ByteBuffer;
import java.util.Objects;

/** A read of a device into the caller's memory: through a block of the context's, by a copy. */
final class ReadInto<A> {
    private final ByteBuffer into;
    private final int at;
    private final A attachment;
    private final IoCallback<? super A> callback;

    private ReadInto(ByteBuffer into, A attachment, IoCallback<? super A> callback) {
        this.into = into;
        this.at = into.position();
        this.attachment = attachment;
        this.callback = Objects.requireNonNull(callback, "callback");
    }

    static <A> void submit(
            Device device,
            long offset,
            ByteBuffer into,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        if (into.isReadOnly()) {
            throw new IllegalArgumentException("the buffer to read into is read-only");
        }
        ReadInto<A> read = new ReadInto<>(into, attachment, callback);
        if (into.hasRemaining()) {
            device.submitRead(offset, into.remaining(), category, read, ReadInto::over);
        } else {
            device.submitNothing(category, read, ReadInto::over);
        }
    }

    private static <A> void over(IoResult result, ReadInto<A> read) {
        if (!result.isFailed()) {
            read.put(result);
        }
        read.callback.completed(result, read.attachment);
    }

    private void put(IoResult result) {
        if (result.length() > 0) {
            try {
                into.put(at, result.data(), 0, result.length());
            } catch (DeviceIoException e) {
                throw new AssertionError("it did not fail", e);
            }
        }
    }
}
