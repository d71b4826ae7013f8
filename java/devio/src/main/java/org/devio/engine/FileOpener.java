package org.devio.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How files are opened: by the shim, or by the JDK alone. */
@FunctionalInterface
public interface FileOpener {
    /** Through the shim; every block size, every open mode. */
    FileOpener NATIVE = NativeFile::open;

    /** Through {@code FileChannel}. */
    FileOpener JAVA = ChannelFile::open;

    /**
     * Opens an existing block device or regular file. May block for as long as the device likes.
     *
     * @throws ErrnoException with the kernel's reason; EISDIR for a directory, ENOTBLK for what is
     *     neither file nor block device
     */
    IoFile open(Path path, OpenMode mode) throws ErrnoException;

    /**
     * The number of the block device that {@code path} names now, without opening it; 0 for a file.
     *
     * @throws ErrnoException if there is nothing of that name
     */
    default long deviceNumber(Path path) throws ErrnoException {
        try {
            return Files.isRegularFile(path) ? 0 : (Long) Files.getAttribute(path, "unix:rdev");
        } catch (IOException e) {
            throw new ErrnoException(Errno.ENOENT.number(), "stat");
        }
    }
}
