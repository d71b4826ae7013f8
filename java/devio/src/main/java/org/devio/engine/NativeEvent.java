package org.devio.engine;

/**
 * The calls that make and use an eventfd. Mirrors {@code native/event.h} line for line; every call
 * answers {@code >= 0} or {@code -errno}.
 */
final class NativeEvent {
    private NativeEvent() {}

    /** Makes an eventfd with O_CLOEXEC, not readable yet; its number. */
    static native int open();

    /** Makes it readable; never blocks. */
    static native int raise(int fd);

    /** Makes it unreadable; 1 if it was readable, else 0. Never blocks. */
    static native int drain(int fd);

    /** Closes; the descriptor is gone whatever the answer. */
    static native int close(int fd);
}
