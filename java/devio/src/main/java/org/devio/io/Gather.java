package org.devio.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One read that is made of many: counts its parts down, keeps the failure that comes first, and
 * calls back once when all are over. For those who write a {@link BlockSource} on top of others.
 *
 * <p>One thread begins the parts, by {@link #read} and {@link #expect}, and then says {@link
 * #seal}; they may end meanwhile, on the thread that polls.
 *
 * @param <A> type of the attachment
 */
public final class Gather<A> implements IoResult {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final IoCallback<Gather<?>> PART = (result, gather) -> gather.over(result);

    private final Path path;
    private final long offset;
    private final ByteBuffer into;
    private final int at;
    private final int length;
    private final IoCategory category;
    private final A attachment;
    private final IoCallback<? super A> callback;

    /** Parts that are not over, and one for who begins them. */
    private final AtomicInteger left = new AtomicInteger(1);

    private final AtomicReference<DeviceIoException> failure = new AtomicReference<>();

    /**
     * A read that has no parts yet.
     *
     * @param path what is read, for messages
     * @param offset first byte of it
     * @param into where the bytes go, from its position to its limit as they are now
     * @param category why
     * @param attachment handed to the callback
     * @param callback told when all parts are over
     */
    public Gather(
            Path path,
            long offset,
            ByteBuffer into,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        if (into.isReadOnly()) {
            throw new IllegalArgumentException("the buffer to read into is read-only");
        }
        this.path = Objects.requireNonNull(path, "path");
        this.offset = offset;
        this.into = into;
        this.at = into.position();
        this.length = into.remaining();
        this.category = Objects.requireNonNull(category, "category");
        this.attachment = attachment;
        this.callback = Objects.requireNonNull(callback, "callback");
    }

    /**
     * Memory for a part.
     *
     * @param from where it begins, from the first byte of the read
     * @param bytes how many
     * @return a slice of what is read into
     */
    public ByteBuffer slice(int from, int bytes) {
        return into.slice(at + from, bytes);
    }

    /**
     * Begins a part that is read from a source.
     *
     * @param source where from
     * @param sourceOffset first byte there
     * @param part where the bytes go
     */
    public void read(BlockSource source, long sourceOffset, ByteBuffer part) {
        expect();
        try {
            source.submitRead(sourceOffset, part, category, this, PART);
        } catch (IllegalStateException | IllegalArgumentException e) {
            fail(new DeviceIoException(path, e.getMessage(), 0));
            left.decrementAndGet();
        }
    }

    /** One part more is to be told of by {@link #over}. */
    public void expect() {
        left.incrementAndGet();
    }

    /** The read fails, unless it has done so before. */
    public void fail(DeviceIoException why) {
        failure.compareAndSet(null, why);
    }

    /**
     * A part is over. If it is the last the callback runs now.
     *
     * @param part what became of it; only failure matters
     */
    public void over(IoResult part) {
        if (part.isFailed()) {
            try {
                part.check();
            } catch (DeviceIoException e) {
                fail(e);
            }
        }
        if (left.decrementAndGet() == 0) {
            callback.completed(this, attachment);
        }
    }

    /**
     * All parts have begun. If they are over already the callback runs inside the next poll.
     *
     * @param any a source of the same context, of which nothing is read
     */
    public void seal(BlockSource any) {
        if (left.decrementAndGet() == 0) {
            left.set(1);
            any.submitRead(0, NOTHING, category, this, PART);
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public IoCategory category() {
        return category;
    }

    @Override
    public boolean isFailed() {
        return failure.get() != null;
    }

    @Override
    public void check() throws DeviceIoException {
        DeviceIoException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public ByteBuffer data() throws DeviceIoException {
        check();
        return slice(0, length).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
