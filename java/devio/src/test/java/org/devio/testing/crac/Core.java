package org.devio.testing.crac;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** The JVM's global context, and its checkpoint. */
public final class Core {
    private static final List<WeakReference<Resource>> RESOURCES = new ArrayList<>();

    private static Runnable whileFrozen = () -> {};

    private Core() {}

    /** Who registers here is told. */
    public static Context getGlobalContext() {
        return resource -> RESOURCES.add(new WeakReference<>(resource));
    }

    /** Sets what is done between checkpoint and restore. */
    public static void whileFrozen(Runnable action) {
        whileFrozen = action;
    }

    /** Tells all resources, the last to be registered first, and again after the restore. */
    public static void checkpointRestore() throws CheckpointException, RestoreException {
        CheckpointException refused = new CheckpointException();
        for (int i = RESOURCES.size() - 1; i >= 0; i--) {
            try {
                living(i).beforeCheckpoint(getGlobalContext());
            } catch (Exception e) {
                refused.addSuppressed(e);
            }
        }
        if (refused.getSuppressed().length == 0) {
            whileFrozen.run();
        }
        RestoreException failed = new RestoreException();
        for (int i = 0; i < RESOURCES.size(); i++) {
            try {
                living(i).afterRestore(getGlobalContext());
            } catch (Exception e) {
                failed.addSuppressed(e);
            }
        }
        if (refused.getSuppressed().length > 0) {
            throw refused;
        }
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }

    private static Resource living(int index) {
        Resource resource = RESOURCES.get(index).get();
        if (resource == null) {
            throw new IllegalStateException("resource " + index + " is gone");
        }
        return resource;
    }
}
