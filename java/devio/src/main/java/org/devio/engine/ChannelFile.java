package org.devio.engine;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * A file of the JDK's, for machines where the shim cannot be loaded. The JDK rounds direct I/O to
 * 4096 bytes whatever the device's sectors, gives error texts instead of numbers, and cannot open
 * exclusively.
 *
 * <p>An asynchronous channel that works on the calling thread, because a {@code FileChannel} closes
 * itself when a thread that uses it is interrupted, and this one is shared by all.
 */
final class ChannelFile implements IoFile {
    private static final int JDK_BLOCK_SIZE = 4096;
    private static final int SECTOR = 512;
    private static final ExecutorService CALLING_THREAD = new CallingThread();

    private final AsynchronousFileChannel channel;
    private final FileGeometry geometry;
    private final boolean direct;

    private ChannelFile(AsynchronousFileChannel channel, FileGeometry geometry, boolean direct) {
        this.channel = channel;
        this.geometry = geometry;
        this.direct = direct;
    }

    static ChannelFile open(Path path, OpenMode mode) throws ErrnoException {
        SystemPath.require(path);
        if (mode.exclusive()) {
            throw new ErrnoException(
                    Errno.EOPNOTSUPP.number(), "exclusive open without native code");
        }
        if (Files.isDirectory(path)) {
            throw new ErrnoException(Errno.EISDIR.number(), "open");
        }
        try {
            boolean file = Files.isRegularFile(path);
            if (!file && Files.exists(path) && !isBlockDevice(path)) {
                throw new ErrnoException(Errno.ENOTBLK.number(), "open");
            }
            return open(path, mode, file);
        } catch (ErrnoException e) {
            throw e;
        } catch (IOException e) {
            throw new ErrnoException(numberOf(e), "open");
        }
    }

    private static ChannelFile open(Path path, OpenMode mode, boolean file)
            throws IOException, ErrnoException {
        Set<OpenOption> options = new HashSet<>(Set.of(StandardOpenOption.READ));
        if (mode.write()) {
            options.add(StandardOpenOption.WRITE);
        }
        AsynchronousFileChannel channel = null;
        if (mode.direct()) {
            channel = openDirect(path, options);
        }
        boolean direct = channel != null;
        if (!direct) {
            channel = open(path, options);
        }
        int block = direct ? JDK_BLOCK_SIZE : SECTOR;
        FileGeometry geometry =
                new FileGeometry(
                        file ? FileGeometry.Kind.FILE : FileGeometry.Kind.BLOCK_DEVICE,
                        channel.size(),
                        FileIdentity.of(path),
                        block,
                        block,
                        block,
                        0);
        return new ChannelFile(channel, geometry, direct);
    }

    private static AsynchronousFileChannel open(Path path, Set<OpenOption> options)
            throws IOException {
        return AsynchronousFileChannel.open(path, options, CALLING_THREAD);
    }

    /** Null where the file system, or a run time without jdk.unsupported, has no direct I/O. */
    private static AsynchronousFileChannel openDirect(Path path, Set<OpenOption> options)
            throws IOException {
        try {
            Set<OpenOption> direct = new HashSet<>(options);
            direct.add(ExtendedOpenOption.DIRECT);
            return open(path, direct);
        } catch (UnsupportedOperationException | NoClassDefFoundError e) {
            return null;
        } catch (AccessDeniedException | NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            return null;
        }
    }

    private static boolean isBlockDevice(Path path) throws IOException {
        int mode = (Integer) Files.getAttribute(path, "unix:mode");
        return (mode & 0170000) == 0060000;
    }

    private static int numberOf(IOException e) {
        if (e instanceof NoSuchFileException) {
            return Errno.ENOENT.number();
        }
        if (e instanceof AccessDeniedException) {
            return Errno.EACCES.number();
        }
        if (e instanceof ClosedChannelException) {
            return Errno.EBADF.number();
        }
        return Errno.numberOf(e.getMessage()).orElse(Errno.EIO.number());
    }

    @Override
    public FileGeometry geometry() {
        return geometry;
    }

    @Override
    public long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            return -numberOf(e);
        }
    }

    @Override
    public boolean isDirect() {
        return direct;
    }

    @Override
    public boolean isNoAtime() {
        return false;
    }

    @Override
    public int read(long offset, IoBuffer buffer, int at, int length) {
        return resultOf(channel.read(view(buffer, at, length), offset));
    }

    @Override
    public int write(long offset, IoBuffer buffer, int at, int length) {
        try {
            return resultOf(channel.write(view(buffer, at, length), offset));
        } catch (NonWritableChannelException e) {
            return -Errno.EBADF.number();
        }
    }

    private static int resultOf(Future<Integer> done) {
        try {
            // What is read at the end is -1 bytes.
            return Math.max(0, done.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                return -numberOf(failure);
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError("there is nothing to wait for", e);
        }
    }

    private static ByteBuffer view(IoBuffer buffer, int at, int length) {
        return buffer.bytes().slice(at, length);
    }

    @Override
    public int flush() {
        try {
            channel.force(false);
            return 0;
        } catch (IOException e) {
            return -numberOf(e);
        }
    }

    @Override
    public int discard(long offset, long length) {
        return -Errno.EOPNOTSUPP.number();
    }

    @Override
    public int close() {
        try {
            if (!channel.isOpen()) {
                return -Errno.EBADF.number();
            }
            channel.close();
            return 0;
        } catch (IOException e) {
            return -numberOf(e);
        }
    }
}
