package org.devio.io;

/** What a test throws on purpose, to be told from what is really wrong. */
final class Faults {
    private Faults() {}

    /** Thrown by collaborators on purpose. */
    static final class Fault extends RuntimeException {
        static final long serialVersionUID = 1;

        Fault(String who) {
            super("thrown by " + who);
        }
    }

    /** The same, as an error. */
    static final class FaultError extends Error {
        static final long serialVersionUID = 1;

        FaultError(String who) {
            super("thrown by " + who);
        }
    }
}
