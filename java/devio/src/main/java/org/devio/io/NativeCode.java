package org.devio.io;

import java.util.Optional;
import org.devio.engine.AioEngine;
import org.devio.engine.NativeLibrary;

/** The native half of this library, as far as it can be told without opening anything. */
public final class NativeCode {
    private NativeCode() {}

    /**
     * Where it was loaded from, in words: a file, or the jar with its copy inside. Loads it, if
     * nothing has yet.
     *
     * @return empty if there is none, and plain Java reads
     */
    public static Optional<String> origin() {
        return NativeLibrary.origin();
    }

    /**
     * Why it cannot serve asynchronous I/O by Linux AIO.
     *
     * @return empty if it can, as long as the kernel grants a context: {@link
     *     IoContext#whySynchronous} tells that
     */
    public static Optional<String> whyNoAio() {
        return AioEngine.whyNotBuilt();
    }
}
