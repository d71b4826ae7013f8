package org.devio.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CompletableFuture;

/** What completes the futures, whatever is thrown meanwhile: nobody waits for one in vain. */
final class Futures {
    private Futures() {}

    static void completeWithCopy(IoResult result, CompletableFuture<ByteBuffer> future) {
        try {
            future.complete(readOnly(ByteBuffer.allocate(result.length()).put(result.data())));
        } catch (Throwable t) {
            // Such as no heap for the copy.
            future.completeExceptionally(t);
        }
    }

    static void complete(IoResult result, CompletableFuture<Void> future) {
        try {
            result.check();
            future.complete(null);
        } catch (Throwable t) {
            future.completeExceptionally(t);
        }
    }

    static ByteBuffer readOnly(ByteBuffer filled) {
        return filled.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
