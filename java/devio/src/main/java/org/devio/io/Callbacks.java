package org.devio.io;

/** Keeps what callbacks throw until all of a pass have run; then the first is thrown. */
final class Callbacks {
    private Throwable first;

    /** Keeps what a callback threw. */
    void keep(Throwable thrown) {
        if (first == null) {
            first = thrown;
        } else if (first != thrown) {
            first.addSuppressed(thrown);
        }
    }

    /** Throws what was kept, the later ones suppressed in the first. */
    void rethrow() {
        Throwable thrown = first;
        first = null;
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
}
