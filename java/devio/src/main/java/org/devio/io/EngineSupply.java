package org.devio.io;

import org.devio.engine.IoEngine;

/** Makes engines and takes them back. */
interface EngineSupply {
    /** An engine; null if it cannot be had. */
    IoEngine open();

    /** One that is always to be had, for when {@link #open} gives none; null if it may not be. */
    default IoEngine instead() {
        return null;
    }

    /**
     * Why {@link #open} gave none, or none on the kernel's AIO though that was preferred, with the
     * remedy where one is known; null if it gave what was wanted.
     */
    default String whyNot() {
        return null;
    }

    /** Closes a lane's engine where nobody waits for it; its ghosts' files go after that. */
    void close(Lane lane);

    /** Whether anything is being closed. */
    default boolean isClosing() {
        return false;
    }

    /** Waits until everything that is being closed has been. */
    default void awaitClosed() throws InterruptedException {}
}
