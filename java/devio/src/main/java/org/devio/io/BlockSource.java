package org.devio.io;

import java.nio.ByteBuffer;

/**
 * Bytes that can be read asynchronously at any offset: a device, a partition of a disk image, a
 * logical volume. Whatever is made of bytes that lie elsewhere is one of these on top of others.
 *
 * <p>Any thread may use it. Whoever reads keeps what is below open until the callback has run.
 */
public interface BlockSource {
    /**
     * How much there is to read.
     *
     * @return bytes, at least 0
     */
    long size();

    /**
     * The smallest unit that moves without being widened. Reads need not keep to it; those that do,
     * into direct memory that is aligned to it, can be the cheapest.
     *
     * @return bytes: a power of two from 512 on
     */
    int blockSize();

    /**
     * Starts a read into the caller's memory and returns at once; {@code callback} runs later,
     * exactly once, inside {@link IoContext#poll} and never inside this call.
     *
     * <p>The bytes go to {@code into} from its position to its limit as they are now; neither is
     * moved, now or later, and nothing outside of them is changed. Until the callback the memory is
     * the source's, though the buffer is not: other slices of it may be read into at the same time.
     * If the read fails the memory holds anything.
     *
     * <p>The result's {@code data} are those bytes. Its path and offset say what was read for
     * whoever reads a message: of a range of a device they are the device's.
     *
     * @param offset first byte, from the start of the source
     * @param into must not be read-only; if nothing remains in it nothing is read, and the callback
     *     runs nevertheless
     * @param category why the read is made
     * @param attachment handed to the callback untouched
     * @param callback told what became of it
     * @param <A> type of the attachment
     * @throws IllegalArgumentException if the range leaves the source, or {@code into} is read-only
     * @throws IllegalStateException if what is read from is closed
     */
    <A> void submitRead(
            long offset,
            ByteBuffer into,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback);

    /**
     * A part of this, such as a partition or the data area of a physical volume. Costs nothing and
     * lives as long as this does.
     *
     * @param offset its first byte here
     * @param size its bytes
     * @return offsets in it count from {@code offset}
     * @throws IllegalArgumentException if it leaves the source
     */
    default BlockSource range(long offset, long size) {
        return new BlockRange(this, offset, size);
    }
}
