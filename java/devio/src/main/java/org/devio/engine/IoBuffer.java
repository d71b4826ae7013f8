package org.devio.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory that a device can read into directly: off the heap, and page aligned unless it is a
 * caller's own.
 *
 * <p>It lives as long as a reference to it or to any view of its bytes does. From submit to
 * completion it is the kernel's: the engine holds it, and nobody else may touch it.
 */
public final class IoBuffer {
    /** Alignment of every buffer in bytes; no logical block in use is larger. */
    public static final int ALIGNMENT = 4096;

    private final ByteBuffer bytes;
    private final long address;

    private IoBuffer(ByteBuffer bytes, long address) {
        this.bytes = bytes;
        this.address = address;
    }

    /** New zeroed memory of {@code capacity > 0} bytes. */
    public static IoBuffer allocate(int capacity) {
        // An aligned slice ends aligned too, so there must be whole units of it.
        int units = (capacity + ALIGNMENT - 1) / ALIGNMENT + 1;
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(Math.multiplyExact(units, ALIGNMENT))
                        .alignedSlice(ALIGNMENT)
                        .slice(0, capacity)
                        .order(ByteOrder.LITTLE_ENDIAN);
        return new IoBuffer(bytes, addressOf(bytes));
    }

    /** The caller's own direct memory, wherever it begins: whoever uses it sees to alignment. */
    public static IoBuffer wrap(ByteBuffer direct) {
        return new IoBuffer(direct, addressOf(direct));
    }

    private static long addressOf(ByteBuffer direct) {
        return NativeLibrary.isLoaded() ? NativeBlockDevice.address(direct) : 0;
    }

    /** All bytes of the buffer, for absolute access; its position and limit are not to be moved. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** Bytes it has room for. */
    public int capacity() {
        return bytes.capacity();
    }

    /** Address of the first byte, 0 where no native code is at work. */
    long address() {
        return address;
    }
}
