package org.devio.testing.crac;

/** Who is told of checkpoints. */
public interface Resource {
    /** The JVM is about to be frozen. */
    void beforeCheckpoint(Context context) throws Exception;

    /** The JVM has been thawed. */
    void afterRestore(Context context) throws Exception;
}
