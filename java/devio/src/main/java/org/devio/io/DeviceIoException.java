package org.devio.io;

import java.io.IOException;
import java.nio.file.Path;
import org.devio.engine.Errno;

/**
 * A device or the kernel failed. The message says where, what and why in the order an operator
 * reads, with a remedy where one is known.
 */
public class DeviceIoException extends IOException {
    private static final long serialVersionUID = 1L;

    static final String READ = "read";
    static final String WRITE = "write";
    static final String FLUSH = "flush";

    /** For when there is no memory for another; it knows of no path. */
    @SuppressWarnings("StaticAssignmentOfThrowable") // Another cannot be made then.
    private static final DeviceIoException OUT_OF_MEMORY =
            new DeviceIoException(null, "no memory even for the message", Errno.ENOMEM.number());

    private final transient Path path;
    private final String reason;
    private final int errno;

    DeviceIoException(Path path, String reason, int errno) {
        super(path == null ? reason : path + ": " + reason);
        this.path = path;
        this.reason = reason;
        this.errno = errno;
    }

    static DeviceIoException notOpened(Path path, int errno) {
        String remedy = "";
        if (errno == Errno.EACCES.number() || errno == Errno.EPERM.number()) {
            remedy = "; block devices are usually read as root or as a member of group disk";
        } else if (errno == Errno.ENOTBLK.number()) {
            return new DeviceIoException(path, "neither a block device nor a regular file", errno);
        } else if (errno == Errno.EBUSY.number()) {
            remedy = "; it is mounted or another program holds it";
        } else if (errno == Errno.ENOENT.number()) {
            remedy = "; the name is misspelt or the device was removed";
        } else if (errno == Errno.ENOMEDIUM.number()) {
            remedy = "; the drive is empty, a medium has to be inserted first";
        } else if (errno == Errno.EMFILE.number()) {
            remedy = "; raise the limit with ulimit -n";
        }
        return new DeviceIoException(path, "open failed: " + Errno.describe(errno) + remedy, errno);
    }

    /** The kernel gave {@code errno} as the outcome. */
    static DeviceIoException failed(Request request, int errno) {
        return of(request, Errno.describe(errno), errno);
    }

    /** The device ends at {@code end} though its size, or the kernel before, said otherwise. */
    static DeviceIoException endsEarly(Request request, long end) {
        return of(request, endsEarly(request.verb(), request.offset, request.length, end), 0);
    }

    static DeviceIoException cancelled(Request request, String why) {
        return of(request, why, Errno.ECANCELED.number());
    }

    static DeviceIoException timedOut(Request request, String why) {
        return of(request, why, Errno.ETIMEDOUT.number());
    }

    /**
     * Something was thrown on the way, which is the cause; ENOMEM if memory was lacking. Throws
     * nothing itself.
     */
    static DeviceIoException broken(Request request, Throwable thrown) {
        try {
            return broken(
                    of(
                            request,
                            thrown.toString(),
                            thrown instanceof OutOfMemoryError ? Errno.ENOMEM.number() : 0),
                    thrown);
        } catch (Throwable again) {
            return OUT_OF_MEMORY;
        }
    }

    /** {@link #broken(Request, Throwable)} while a device was being opened. */
    static DeviceIoException broken(Path path, Throwable thrown) {
        try {
            return broken(
                    new DeviceIoException(
                            path,
                            "open failed: " + thrown,
                            thrown instanceof OutOfMemoryError ? Errno.ENOMEM.number() : 0),
                    thrown);
        } catch (Throwable again) {
            return OUT_OF_MEMORY;
        }
    }

    private static DeviceIoException broken(DeviceIoException failure, Throwable thrown) {
        failure.initCause(thrown);
        return failure;
    }

    private static DeviceIoException of(Request request, String why, int errno) {
        return of(
                request.disk.path,
                request.verb(),
                request.offset,
                request.length,
                request.category,
                why,
                errno);
    }

    /** An I/O of {@code length} bytes at {@code offset} failed; 0 if it has no range. */
    static DeviceIoException of(
            Path path,
            String verb,
            long offset,
            long length,
            IoCategory category,
            String why,
            int errno) {
        String range = length == 0 ? "" : " of %d bytes at %d".formatted(length, offset);
        return new DeviceIoException(
                path,
                "%s%s failed (%s): %s".formatted(verb, range, category.displayString(), why),
                errno);
    }

    /** Words for a device that ended at {@code end} in the middle of a range. */
    static String endsEarly(String verb, long offset, long length, long end) {
        return "device ends after %d bytes, %d of %d bytes %s"
                .formatted(
                        end,
                        Math.max(0, end - offset),
                        length,
                        verb.equals(READ) ? "read" : "written");
    }

    /** Words for a device that is not asked anymore. */
    static String disabled(Disk disk) {
        return "the device was disabled after %d errors".formatted(disk.errors());
    }

    /** The device; null after deserialisation, and where memory was lacking for more. */
    public Path path() {
        return path;
    }

    /** What failed and why: the message without the name of the device. */
    public String reason() {
        return reason;
    }

    /** The positive error number of the kernel, 0 if it reported none. */
    public int errno() {
        return errno;
    }
}
