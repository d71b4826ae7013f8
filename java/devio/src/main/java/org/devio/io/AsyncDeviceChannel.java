package org.devio.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * A device for code that knows {@link AsynchronousFileChannel}: reads and writes run on a context.
 * Handlers are called inside {@link IoContext#poll}, each exactly once, and never inside the call
 * that started the I/O; futures complete there too. Somebody has to poll, or an {@link IoReaper}.
 * Who waits for a future polls by that, so that handlers may run in its {@code get}, unless a
 * reaper does it.
 *
 * <p>Buffers are the channel's from the call until its completion; a cancelled future does not give
 * its buffer back. A device does not grow: a write at its end is short, one behind it fails with
 * ENOSPC. It cannot be truncated nor locked.
 */
public final class AsyncDeviceChannel extends AsynchronousFileChannel {
    private final IoContext context;
    private final Device device;
    private final IoCategory category;
    private final boolean readable;

    private AsyncDeviceChannel(
            IoContext context, Device device, IoCategory category, boolean readable) {
        this.context = context;
        this.device = device;
        this.category = category;
        this.readable = readable;
    }

    /**
     * Opens a device or file as {@link IoContext#openDevice} does, in the place of {@link
     * AsynchronousFileChannel#open(Path, OpenOption...)}.
     *
     * @param category why the I/O is made
     * @param options READ and WRITE, READ alone if neither is there; and any {@link DeviceOption}
     * @throws UnsupportedOperationException if an option would create, cut or delete the file, or
     *     asks for what is not done here
     * @throws DeviceIoException why it cannot be opened
     */
    public static AsyncDeviceChannel open(
            IoContext context, Path path, IoCategory category, OpenOption... options)
            throws DeviceIoException {
        Objects.requireNonNull(category, "category");
        List<DeviceOption> wanted = new ArrayList<>();
        boolean read = false;
        for (OpenOption option : options) {
            if (option == StandardOpenOption.READ) {
                read = true;
            } else if (option == StandardOpenOption.WRITE) {
                wanted.add(DeviceOption.WRITE);
            } else if (option instanceof DeviceOption own) {
                wanted.add(own);
            } else {
                throw new UnsupportedOperationException(
                        path + ": a device cannot be opened with " + option);
            }
        }
        Device device = context.openDevice(path, wanted.toArray(DeviceOption[]::new));
        return new AsyncDeviceChannel(context, device, category, read || !device.isWritable());
    }

    /**
     * Hides the JDK's, which would give a channel of the JDK's own.
     *
     * @deprecated a device belongs to a context
     * @throws UnsupportedOperationException always; see {@link #open(IoContext, Path, IoCategory,
     *     OpenOption...)}
     */
    @Deprecated(since = "0.1.0")
    @SuppressWarnings("DoNotCallSuggester") // There is no such annotation in the JDK.
    public static AsyncDeviceChannel open(Path path, OpenOption... options) {
        throw noContext(path);
    }

    /**
     * Hides the JDK's, as {@link #open(Path, OpenOption...)}.
     *
     * @deprecated a device belongs to a context
     * @throws UnsupportedOperationException always
     */
    @Deprecated(since = "0.1.0")
    @SuppressWarnings("DoNotCallSuggester") // There is no such annotation in the JDK.
    public static AsyncDeviceChannel open(
            Path path,
            Set<? extends OpenOption> options,
            ExecutorService executor,
            FileAttribute<?>... attributes) {
        throw noContext(path);
    }

    private static UnsupportedOperationException noContext(Path path) {
        return new UnsupportedOperationException(
                path
                        + ": a device belongs to a context;"
                        + " AsyncDeviceChannel.open(context, path, category, options) opens it");
    }

    /**
     * {@inheritDoc}
     *
     * @throws NonReadableChannelException if it was opened for writing alone
     */
    @Override
    public <A> void read(
            ByteBuffer target,
            long position,
            A attachment,
            CompletionHandler<Integer, ? super A> handler) {
        Objects.requireNonNull(handler, "handler");
        int length = ChannelBounds.readable(device, position, target);
        if (!readable) {
            throw new NonReadableChannelException();
        }
        Transfer<A> transfer = new Transfer<>(target, length, attachment, handler);
        if (length <= 0) {
            transfer.endAtOnce(null);
            return;
        }
        try {
            device.submitRead(position, length, category, transfer, (result, t) -> t.read(result));
        } catch (IllegalStateException e) {
            transfer.endBecauseClosed(e);
        }
    }

    @Override
    public Future<Integer> read(ByteBuffer target, long position) {
        CompletableFuture<Integer> future = new PollingFuture<>(context);
        read(target, position, future, FutureCompletion.INSTANCE);
        return future;
    }

    /**
     * {@inheritDoc}
     *
     * @throws NonWritableChannelException if it was not opened for writing
     */
    @Override
    public <A> void write(
            ByteBuffer source,
            long position,
            A attachment,
            CompletionHandler<Integer, ? super A> handler) {
        Objects.requireNonNull(handler, "handler");
        ChannelBounds.checkPosition(position);
        checkWritable();
        int length = 0;
        DeviceIoException failure = null;
        try {
            length = ChannelBounds.writable(device, position, source, category);
        } catch (DeviceIoException e) {
            failure = e;
        }
        Transfer<A> transfer = new Transfer<>(source, length, attachment, handler);
        if (length == 0) {
            transfer.endAtOnce(failure);
            return;
        }
        ByteBuffer bytes = source.slice(source.position(), length);
        try {
            device.submitWrite(
                    position, bytes, category, transfer, (result, t) -> t.written(result));
        } catch (IllegalStateException e) {
            transfer.endBecauseClosed(e);
        }
    }

    @Override
    public Future<Integer> write(ByteBuffer source, long position) {
        CompletableFuture<Integer> future = new PollingFuture<>(context);
        write(source, position, future, FutureCompletion.INSTANCE);
        return future;
    }

    @Override
    public long size() throws IOException {
        checkOpen();
        return device.size();
    }

    /**
     * Changes nothing.
     *
     * @throws UnsupportedOperationException if the device is larger than {@code size}
     */
    @Override
    public AsyncDeviceChannel truncate(long size) throws IOException {
        checkOpen();
        checkWritable();
        ChannelBounds.truncate(device, size);
        return this;
    }

    /** Makes durable what was written, on the calling thread. */
    @Override
    public void force(boolean metaData) throws IOException {
        checkOpen();
        if (device.isWritable()) {
            device.flush(category);
        }
    }

    /**
     * Not supported: locks of files are advice among those who ask for them, and the first
     * descriptor of the process on the same file that is closed, say to reopen it for more, lets
     * all of them go.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public <A> void lock(
            long position,
            long size,
            boolean shared,
            A attachment,
            CompletionHandler<FileLock, ? super A> handler) {
        throw noLocks();
    }

    /**
     * Not supported, as {@link #lock(long, long, boolean, Object, CompletionHandler)}.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public Future<FileLock> lock(long position, long size, boolean shared) {
        throw noLocks();
    }

    /**
     * Not supported, as {@link #lock(long, long, boolean, Object, CompletionHandler)}.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        throw noLocks();
    }

    private UnsupportedOperationException noLocks() {
        return new UnsupportedOperationException(
                device.path()
                        + ": a device cannot be locked in part; DeviceOption.EXCLUSIVE keeps"
                        + " others from all of it");
    }

    @Override
    public boolean isOpen() {
        return device.isOpen();
    }

    /**
     * Closes the device. What is outstanding completes with an {@link AsynchronousCloseException};
     * a write among it may have been made.
     */
    @Override
    public void close() {
        device.close();
    }

    private void checkOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private void checkWritable() {
        if (!device.isWritable()) {
            throw new NonWritableChannelException();
        }
    }

    @Override
    public String toString() {
        return "asynchronous channel on " + device;
    }

    /** One read or write, and who is told. */
    private final class Transfer<A> {
        private final ByteBuffer buffer;
        private final int length;
        private final A attachment;
        private final CompletionHandler<Integer, ? super A> handler;

        Transfer(
                ByteBuffer buffer,
                int length,
                A attachment,
                CompletionHandler<Integer, ? super A> handler) {
            this.buffer = buffer;
            this.length = length;
            this.attachment = attachment;
            this.handler = handler;
        }

        /** Ends it without I/O, inside the next poll like all others. */
        void endAtOnce(IOException failure) {
            IOException reason = isOpen() ? failure : new ClosedChannelException();
            device.submitNothing(category, this, (result, transfer) -> transfer.end(reason));
        }

        void endBecauseClosed(IllegalStateException thrown) {
            if (isOpen()) {
                throw thrown;
            }
            endAtOnce(null);
        }

        void read(IoResult result) {
            Throwable failure = failureOf(result);
            if (failure == null) {
                try {
                    buffer.put(result.data());
                } catch (Throwable t) {
                    // Its owner has meddled with the buffer, and is to be told like any other.
                    failure = t;
                }
            }
            end(failure);
        }

        void written(IoResult result) {
            Throwable failure = failureOf(result);
            if (failure == null) {
                buffer.position(Math.min(buffer.limit(), buffer.position() + length));
            }
            end(failure);
        }

        private IOException failureOf(IoResult result) {
            if (!isOpen()) {
                return new AsynchronousCloseException();
            }
            try {
                result.check();
                return null;
            } catch (DeviceIoException e) {
                return e;
            }
        }

        private void end(Throwable failure) {
            if (failure == null) {
                handler.completed(length, attachment);
            } else {
                handler.failed(failure, attachment);
            }
        }
    }

    /** Hands the outcome to the future that is its attachment. */
    private enum FutureCompletion
            implements CompletionHandler<Integer, CompletableFuture<Integer>> {
        INSTANCE;

        @Override
        public void completed(Integer bytes, CompletableFuture<Integer> future) {
            future.complete(bytes);
        }

        @Override
        public void failed(Throwable failure, CompletableFuture<Integer> future) {
            future.completeExceptionally(failure);
        }
    }
}
