package org.devio.engine;

/**
 * The seam between what is to be read and how. An engine has {@link #depth} slots; a request is
 * prepared in a free one, submitted with all others that are prepared, collected, and delivered.
 * Every prepared request is delivered exactly once, whatever becomes of it: a request that the
 * kernel refuses is delivered with the refusal.
 *
 * <p>One thread at a time may prepare, submit and deliver (the owner of the context sees to it).
 * {@link #collect} may run beside those on one other thread, {@link #wakeup} on any.
 */
public interface IoEngine {
    /** The name people know it by: {@code libaio}, {@code threads} or {@code sync}. */
    String name();

    /** Number of slots; they are numbered from 0. */
    int depth();

    /**
     * Prepares a read. Offset, length and memory must suit the file's geometry. {@code buffer} is
     * the kernel's from here to delivery. A request that is refused takes no slot.
     *
     * @throws IndexOutOfBoundsException if the range is not all in the buffer
     * @throws IllegalStateException if the slot is in use, or the engine closed
     */
    void prepareRead(int slot, IoFile file, long offset, IoBuffer buffer, int at, int length);

    /** Prepares a write of {@code length} bytes of {@code buffer} from {@code at} on. */
    void prepareWrite(int slot, IoFile file, long offset, IoBuffer buffer, int at, int length);

    /** Prepares to make durable what was written to {@code file} before; its result is 0. */
    void prepareFlush(int slot, IoFile file);

    /**
     * Hands what is prepared to the kernel, as much as it has room for; the rest stays prepared and
     * goes along with the next call. Never waits for a completion.
     */
    void submit();

    /** Whether {@link #deliver} would deliver something now without a {@link #collect}. */
    boolean isReady();

    /**
     * Waits until there is something to deliver, {@link #wakeup} is called or the time is up; may
     * also return without reason. A wake-up that comes first is not lost.
     *
     * @param timeoutNanos 0 only looks, negative waits without limit
     */
    void collect(long timeoutNanos);

    /**
     * Delivers what was collected or refused, one call of {@code sink} each; returns how many. An
     * exception from the sink passes through; what was not yet delivered stays ready.
     */
    int deliver(CompletionSink sink);

    /** Ends the current or else the next wait in {@link #collect}. */
    void wakeup();

    /**
     * Raises an eventfd whenever a request that is prepared from now on is over, where nobody in
     * this process would notice; {@link EventFd#NONE} for none, and then no thread of this process
     * raises one anymore when this returns.
     */
    default void announceTo(int eventFd) {}

    /**
     * Gives everything back; what belongs to another process (before a restored checkpoint) is
     * forgotten instead. Blocks until the kernel has finished what it still had, and some 30 ms
     * without that; call it where nobody waits. Idempotent.
     *
     * <p>From then on every call does nothing, on whichever thread it comes and whatever was in
     * flight: nothing is submitted, collected or delivered, and who waits returns at once. Only to
     * prepare a request is refused, with IllegalStateException.
     */
    void close();
}
