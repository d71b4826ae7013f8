package org.devio.io;

/**
 * Told when a device is open or cannot be opened: exactly once, on the thread that polls.
 *
 * @param <A> type of the attachment
 */
@FunctionalInterface
public interface OpenCallback<A> {
    /** What became of the open; {@code attachment} is as it was handed over. */
    void opened(OpenResult result, A attachment);
}
