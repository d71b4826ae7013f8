package org.devio.io;

import java.nio.file.OpenOption;

/** What to ask for when a device is opened; without any it is opened for reading alone. */
public enum DeviceOption implements OpenOption {
    /** For writing too. */
    WRITE,
    /** Exclusively: fails with EBUSY while anybody else holds the block device so. */
    EXCLUSIVE,
    /** Through the page cache. Such I/O is never asynchronous. */
    BUFFERED
}
