package org.devio.engine;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * A file of the JDK's, for machines where the shim cannot be loaded. The JDK rounds direct I/O to
 * 4096 bytes whatever the device's sectors, gives error texts instead of numbers, and cannot open
 * exclusively.
 */
final class ChannelFile implements IoFile {
    private static final int JDK_BLOCK_SIZE = 4096;
    private static final int SECTOR = 512;

    private final FileChannel channel;
    private final FileGeometry geometry;
    private final boolean direct;

    private ChannelFile(FileChannel channel, FileGeometry geometry, boolean direct) {
        this.channel = channel;
        this.geometry = geometry;
        this.direct = direct;
    }

    static ChannelFile open(Path path, OpenMode mode) throws ErrnoException {
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
        FileChannel channel = null;
        if (mode.direct()) {
            channel = openDirect(path, options);
        }
        boolean direct = channel != null;
        if (!direct) {
            channel = FileChannel.open(path, options);
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

    /** Null where the file system, or a run time without jdk.unsupported, has no direct I/O. */
    private static FileChannel openDirect(Path path, Set<OpenOption> options) throws IOException {
        try {
            Set<OpenOption> direct = new HashSet<>(options);
            direct.add(ExtendedOpenOption.DIRECT);
            return FileChannel.open(path, direct);
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
        try {
            return Math.max(0, channel.read(view(buffer, at, length), offset));
        } catch (IOException e) {
            return -numberOf(e);
        }
    }

    @Override
    public int write(long offset, IoBuffer buffer, int at, int length) {
        try {
            return channel.write(view(buffer, at, length), offset);
        } catch (IOException e) {
            return -numberOf(e);
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
            channel.close();
            return 0;
        } catch (IOException e) {
            return -numberOf(e);
        }
    }
}
