package org.devio.io;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.devio.engine.Errno;

/**
 * Paths on which a call to open or measure has outlived its deadline and has not returned since.
 * Whoever asks for one again meanwhile is refused, or each would leave one more thread and
 * descriptor behind. Any thread.
 */
final class HungPaths {
    private final Set<Path> paths = ConcurrentHashMap.newKeySet();

    void add(Path path) {
        paths.add(path);
    }

    /** A call on it has returned. */
    void remove(Path path) {
        paths.remove(path);
    }

    /**
     * Passes if nothing hangs there.
     *
     * @throws DeviceIoException ETIMEDOUT
     */
    void check(Path path) throws DeviceIoException {
        if (!paths.isEmpty() && paths.contains(path)) {
            throw new DeviceIoException(
                    path,
                    "open failed: an earlier call has not returned yet",
                    Errno.ETIMEDOUT.number());
        }
    }

    int size() {
        return paths.size();
    }
}
