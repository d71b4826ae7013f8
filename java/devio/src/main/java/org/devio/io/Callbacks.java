package org.devio.io;

/**
 * Keeps what is thrown where nobody can catch it, by callbacks and by whatever else runs under the
 * turn, until somebody polls; then the first is thrown. Any thread.
 */
final class Callbacks {
    /** Of what is thrown again and again so many are kept with the first. */
    private static final int MOST_SUPPRESSED = 16;

    private volatile Throwable first;
    private int suppressed;

    /** Keeps what was thrown. */
    synchronized void keep(Throwable thrown) {
        if (first == null) {
            first = thrown;
        } else if (first != thrown && suppressed < MOST_SUPPRESSED) {
            suppressed++;
            suppress(first, thrown);
        }
    }

    private static void suppress(Throwable first, Throwable thrown) {
        try {
            first.addSuppressed(thrown);
        } catch (OutOfMemoryError e) {
            // The first one tells enough.
        }
    }

    /** Whether {@link #rethrow} would throw. */
    boolean areKept() {
        return first != null;
    }

    /** Throws what was kept, the later ones suppressed in the first. */
    void rethrow() {
        if (first == null) {
            return;
        }
        Throwable thrown = take();
        if (thrown instanceof Error e) {
            throw e;
        }
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown != null) {
            throw new IllegalStateException("a callback threw a checked exception", thrown);
        }
    }

    private synchronized Throwable take() {
        Throwable thrown = first;
        first = null;
        suppressed = 0;
        return thrown;
    }
}
