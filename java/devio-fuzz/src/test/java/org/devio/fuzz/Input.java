package org.devio.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** What a target is given, and how much of it. What the target itself allocates does not count. */
final class Input {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final byte[] bytes;
    private long given;
    private long end;
    private long notCounted;

    Input(byte[] bytes) {
        this.bytes = bytes;
        this.given = bytes.length;
        this.end = bytes.length;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Bytes that the reader had to look at. */
    long given() {
        return given;
    }

    /** One more than the highest offset that the reader may complain of. */
    long end() {
        return end;
    }

    /** Tells how large the thing is that the bytes stand for. */
    void standsFor(long size) {
        end = size;
    }

    /** Makes what the reader is given, {@code size} bytes of it. */
    <T> T give(long size, Supplier<T> maker) {
        given += size;
        long before = allocated();
        T made = maker.get();
        notCounted += allocated() - before;
        return made;
    }

    /** Bytes allocated for what was given. */
    long notCounted() {
        return notCounted;
    }

    /** Bytes that this thread has allocated so far. */
    static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
