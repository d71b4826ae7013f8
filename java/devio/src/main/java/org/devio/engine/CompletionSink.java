package org.devio.engine;

/** Where an engine delivers what became of its requests. */
@FunctionalInterface
public interface CompletionSink {
    /**
     * The request in {@code slot} is over and its buffer is the caller's again. The slot may be
     * prepared anew from inside this call.
     *
     * @param result bytes moved (0 at the end of the device), or {@code -errno}
     */
    void completed(int slot, long result);
}
