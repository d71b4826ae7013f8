package org.devio.engine;

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
     * Both this and {@link #identity} refuse paths that {@link SystemPath#require} does.
     *
     * @throws ErrnoException with the kernel's reason; EISDIR for a directory, ENOTBLK for what is
     *     neither file nor block device
     */
    IoFile open(Path path, OpenMode mode) throws ErrnoException;

    /**
     * What {@code path} names now, without opening it. May block as long as a look at a file system
     * can.
     *
     * @throws ErrnoException if there is nothing of that name
     */
    default FileIdentity identity(Path path) throws ErrnoException {
        return FileIdentity.of(path);
    }
}
