package org.devio.testing.crac;

/** Resources failed after the restore, for the suppressed reasons. */
public final class RestoreException extends Exception {
    private static final long serialVersionUID = 1L;
}
