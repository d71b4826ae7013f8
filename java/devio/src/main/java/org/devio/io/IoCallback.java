package org.devio.io;

/**
 * Told when a read or write is over: exactly once for each that was accepted, on the thread that
 * polls the context, one at a time, never inside the call that started it.
 *
 * <p>It may start further I/O, close devices and throw; what it throws comes out of {@link
 * IoContext#poll} after the other callbacks of that pass.
 *
 * @param <A> type of the attachment
 */
@FunctionalInterface
public interface IoCallback<A> {
    /**
     * What became of the I/O.
     *
     * @param result valid until this call returns, and so are the bytes it gives
     * @param attachment as it was handed over
     */
    void completed(IoResult result, A attachment);
}
