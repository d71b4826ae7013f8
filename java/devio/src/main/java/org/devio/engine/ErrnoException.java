package org.devio.engine;

import java.io.IOException;

/** A call to the kernel that failed while something was opened; carries the error number. */
public final class ErrnoException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * A failure with a number.
     *
     * @param errno the positive error number
     * @param call what was tried, such as {@code io_setup(128)}
     */
    public ErrnoException(int errno, String call) {
        super(call + " failed: " + Errno.describe(errno));
        this.errno = errno;
    }

    /** The positive error number. */
    public int errno() {
        return errno;
    }
}
