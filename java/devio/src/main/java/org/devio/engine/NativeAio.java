package org.devio.engine;

/**
 * The calls that reach Linux AIO. Mirrors {@code native/aio.h} line for line; every call answers
 * {@code >= 0} or {@code -errno}, takes primitives only and never calls back. With a handle that is
 * none, or not anymore, it touches nothing and answers EBADF.
 *
 * <p>Any thread may submit and wake up, at the same time as others and as the one that reaps;
 * {@link #destroy} waits for those who are inside another call, and wakes the one who waits.
 *
 * <p>The layout constants below are compiled into {@code aio_jni.c} and checked there against
 * {@code libaio.h}, so that a drifted number does not build.
 */
final class NativeAio {
    /**
     * {@code struct iocb}: bytes, and the offset of each field that a request fills in. Native byte
     * order; the opcode has 16 bits, the descriptor 32, the others 64 unless said. All other bytes
     * are 0.
     */
    static final int IOCB_BYTES = 64;

    static final int IOCB_DATA = 0;
    static final int IOCB_OPCODE = 16;
    static final int IOCB_FD = 20;
    static final int IOCB_ADDRESS = 24;
    static final int IOCB_LENGTH = 32;
    static final int IOCB_OFFSET = 40;

    /** 32 bits each: with {@link #RAISES_EVENT} in the one, the other is an eventfd to raise. */
    static final int IOCB_FLAGS = 56;

    static final int IOCB_EVENT_FD = 60;

    /** IOCB_FLAG_RESFD. */
    static final int RAISES_EVENT = 1;

    /** {@code struct io_event}: bytes, and the offset of its two fields that matter, int64 each. */
    static final int EVENT_BYTES = 32;

    static final int EVENT_DATA = 0;
    static final int EVENT_RESULT = 16;

    /** What an iocb can ask for ({@code io_iocb_cmd}). */
    static final int PREAD = 0;

    static final int PWRITE = 1;
    static final int FDSYNC = 3;

    /** {@code data} of the completion that {@link #wakeup} produces; no slot has this number. */
    static final long WAKEUP_DATA = -1;

    private NativeAio() {}

    /** 1 if the shim was built with AIO, 0 if with {@code DEVIO_AIO=OFF}. */
    static native int isBuiltIn();

    /**
     * Makes a kernel context for {@code depth} requests in flight and one wake-up. In flight is
     * what was submitted and has not been reaped.
     *
     * @return a handle ({@code > 0}, never given twice) for the calls below, or {@code -errno}:
     *     ENOSYS without AIO, EAGAIN when {@code fs.aio-max-nr} is used up, EINVAL for a depth
     *     below 1, EMFILE for more than 4096 contexts at a time
     */
    static native long setup(int depth);

    /**
     * Hands {@code count} iocbs to the kernel in one system call. The iocbs may be reused when it
     * returns; the memory they name belongs to the kernel until they are reaped.
     *
     * @param iocbs address of an array of {@code count} pointers to iocbs
     * @return how many the kernel took; or {@code -errno}, which concerns the first iocb alone
     */
    static native int submit(long aio, long iocbs, int count);

    /**
     * Collects completions, waiting until at least {@code atLeast} are there or the time is up. A
     * wake-up counts as one, so a wait that is to be woken asks for one. What is there already
     * takes no system call. One thread at a time.
     *
     * @param events address of room for {@code atMost} {@code io_event}s
     * @param timeoutNanos how long to wait; 0 looks and returns, negative waits without limit
     * @return how many were stored (0 also when a signal came first), or {@code -errno}
     */
    static native int reap(long aio, int atLeast, int atMost, long events, long timeoutNanos);

    /**
     * Ends a wait in {@link #reap}, or the next one if nobody waits, by a completion with {@link
     * #WAKEUP_DATA}. Wake-ups that have not been reaped yet are one, and never take a request's
     * slot.
     */
    static native int wakeup(long aio);

    /**
     * Gives the context back. Waits for the requests still in flight, and about 30 ms without any.
     * A context made by another process is forgotten, not destroyed. The handle is dead afterwards.
     */
    static native int destroy(long aio);
}
