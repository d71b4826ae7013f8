package org.devio.testing.crac;

/** Resources refused, for the suppressed reasons. */
public final class CheckpointException extends Exception {
    private static final long serialVersionUID = 1L;
}
