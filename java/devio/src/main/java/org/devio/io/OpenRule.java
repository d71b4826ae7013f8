package org.devio.io;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Says which devices are better not opened. Asked on the threads that open, of several devices at
 * once, and may take as long as opening one: whoever looks at a path may have to wait for what is
 * mounted there.
 */
@FunctionalInterface
public interface OpenRule {
    /** Has no objection. */
    OpenRule NONE = path -> Optional.empty();

    /**
     * Why the device is to be left alone, in words; empty if it may be opened. What it throws comes
     * out of the poll, and the device is left alone.
     */
    Optional<String> objection(Path path);
}
