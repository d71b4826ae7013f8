package org.devio.fuzz;

/** Counts the work of code that {@link SteppingLoader} loaded. */
public final class Steps {
    private static long count;

    private Steps() {}

    /** Called by the code itself, at the start of each method and wherever it branches. */
    public static void step() {
        count++;
    }

    /** How often it was called so far. */
    public static long count() {
        return count;
    }
}
