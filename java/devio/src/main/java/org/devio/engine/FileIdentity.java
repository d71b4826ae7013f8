package org.devio.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What makes two names the same disk: of a block device its number, of a file where its file system
 * keeps it.
 *
 * @param device {@code st_rdev} of a block device; of a file {@code st_dev}, the number of the
 *     device that its file system is on
 * @param inode {@code st_ino} of a file; {@link #NONE} of a block device
 */
public record FileIdentity(long device, long inode) {
    /** Inode of what is no file: the number of no file on any file system. */
    public static final long NONE = -1;

    private static final int TYPE_MASK = 0170000;
    private static final int TYPE_BLOCK_DEVICE = 0060000;

    /** That of a block device. */
    public static FileIdentity ofDevice(long number) {
        return new FileIdentity(number, NONE);
    }

    /** What a path names now, without opening it. */
    static FileIdentity of(Path path) throws ErrnoException {
        Map<String, Object> found;
        try {
            Path ours = SystemPath.require(path);
            found = Files.readAttributes(ours, "unix:mode,dev,ino,rdev", new LinkOption[0]);
        } catch (NoSuchFileException e) {
            throw new ErrnoException(Errno.ENOENT.number(), "stat");
        } catch (IOException e) {
            throw new ErrnoException(
                    Errno.numberOf(e.getMessage()).orElse(Errno.EIO.number()), "stat");
        }
        int type = (Integer) found.get("mode") & TYPE_MASK;
        return type == TYPE_BLOCK_DEVICE
                ? ofDevice((Long) found.get("rdev"))
                : new FileIdentity((Long) found.get("dev"), (Long) found.get("ino"));
    }

    // Written out, because the JVM takes 5 ms to make up the first hashCode and equals of records.

    @Override
    public int hashCode() {
        return Long.hashCode(device * 31 + inode);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileIdentity that && that.device == device && that.inode == inode;
    }

    /** Major and minor of the device as glibc takes its number apart; a file's inode behind it. */
    @Override
    public String toString() {
        long major = (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
        long minor = (device & 0xff) | (device >>> 12 & ~0xffL);
        String name = major + ":" + (minor & 0xffffffffL);
        return inode == NONE ? name : "inode %d on %s".formatted(inode, name);
    }
}
