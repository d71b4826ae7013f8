package org.devio.io;

import java.nio.file.OpenOption;
import java.util.Arrays;
import java.util.List;
import org.devio.engine.OpenMode;

/** What to ask for when a device is opened; without any it is opened for reading alone. */
public enum DeviceOption implements OpenOption {
    /** For writing too. */
    WRITE,
    /** Exclusively: fails with EBUSY while anybody else holds the block device so. */
    EXCLUSIVE,
    /** Through the page cache. Such I/O is never asynchronous. */
    BUFFERED;

    static OpenMode modeOf(DeviceOption... options) {
        List<DeviceOption> asked = Arrays.asList(options);
        return new OpenMode(
                asked.contains(WRITE), asked.contains(EXCLUSIVE), !asked.contains(BUFFERED), true);
    }
}
