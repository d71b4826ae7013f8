package org.devio.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Memory that a device can read into directly: off the heap, and page aligned unless it is a
 * caller's own.
 *
 * <p>It lives as long as a reference to it or to any view of its bytes does, and nobody can free it
 * before. From submit to completion it is the kernel's: the engine holds it, and nobody else may
 * touch it.
 */
public final class IoBuffer {
    /** Alignment of every buffer in bytes; no logical block in use is larger. */
    public static final int ALIGNMENT = 4096;

    private final ByteBuffer bytes;
    private final boolean ours;

    /** Of the first byte; 0 until native code asks for it. */
    private long address;

    private IoBuffer(ByteBuffer bytes, boolean ours) {
        this.bytes = bytes;
        this.ours = ours;
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
        return new IoBuffer(bytes, true);
    }

    /**
     * The caller's memory for the kernel to use where it is; whoever uses it sees to alignment.
     *
     * @return null if it must be copied: it is on the heap, or of an arena, which can be closed
     *     while the kernel writes
     */
    public static IoBuffer inPlace(ByteBuffer memory) {
        if (!memory.isDirect()) {
            return null;
        }
        IoBuffer buffer = new IoBuffer(memory, false);
        // Without native code the JDK itself watches over arenas.
        return NativeLibrary.isInUse() && buffer.findAddress() == 0 ? null : buffer;
    }

    /**
     * The caller's memory, which is known to be such as {@link #inPlace} takes.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static IoBuffer wrap(ByteBuffer direct) {
        IoBuffer buffer = inPlace(direct);
        if (buffer == null) {
            throw new IllegalArgumentException("memory that can be freed during I/O: " + direct);
        }
        return buffer;
    }

    private long findAddress() {
        address = ours ? NativeBlockDevice.address(bytes) : NativeBlockDevice.lastingAddress(bytes);
        return address;
    }

    /** All bytes of the buffer, for absolute access; its position and limit are not to be moved. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** Bytes it has room for. */
    public int capacity() {
        return bytes.capacity();
    }

    /**
     * Where {@code length} bytes from {@code at} on are, for native code. Whoever takes it keeps
     * this reachable until the kernel is through with it.
     *
     * @throws IndexOutOfBoundsException if they are not all in the buffer
     */
    long address(int at, int length) {
        Objects.checkFromIndexSize(at, length, bytes.capacity());
        long first = address == 0 ? findAddress() : address;
        if (first == 0) {
            throw new IllegalStateException("memory that can be freed during I/O: " + bytes);
        }
        return first + at;
    }
}
