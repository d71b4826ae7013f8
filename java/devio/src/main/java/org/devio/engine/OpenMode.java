package org.devio.engine;

/**
 * How a device or file is opened. It is never created.
 *
 * @param write for writing too, else for reading alone
 * @param exclusive with O_EXCL: fails with EBUSY while somebody else holds the block device so
 * @param direct past the page cache where that can be had
 * @param noAtime without a trace in the time of last access where that can be had
 */
public record OpenMode(boolean write, boolean exclusive, boolean direct, boolean noAtime) {
    /** Reading alone, past the page cache: what a scan wants. */
    public static final OpenMode READ = new OpenMode(false, false, true, true);

    /** For all that this is for and {@code other} as well, both past the page cache or neither. */
    public OpenMode with(OpenMode other) {
        return new OpenMode(write || other.write, exclusive || other.exclusive, direct, noAtime);
    }
}
