package org.devio.io;

import java.nio.ByteBuffer;

/**
 * Bytes of a device around what was read last, for the small reads that follow. Good until the
 * disk's generation moves on. One thread at a time may use it.
 */
final class ReadWindow {
    private static final int SMALLEST = 4096;
    private static final int LARGEST = DeviceChannel.PIECE_BYTES;

    private final Device device;
    private final IoCategory category;
    private final int bytes;

    /** Made by the first small read. */
    private ByteBuffer memory;

    private long start;
    private int filled;
    private long generation;

    /**
     * An empty window.
     *
     * @param bytes a power of two, 4 KiB to 1 MiB; 0 for none
     */
    ReadWindow(Device device, IoCategory category, int bytes) {
        if (bytes != 0 && (bytes < SMALLEST || bytes > LARGEST || Integer.bitCount(bytes) != 1)) {
            throw new IllegalArgumentException("windowBytes is out of range: " + bytes);
        }
        this.device = device;
        this.category = category;
        this.bytes = bytes;
    }

    /**
     * Reads from the window, which is moved there if need be.
     *
     * @return false if the range is not for the window: too large, or the device fails around it
     */
    boolean read(long offset, int length, ByteBuffer target) {
        if (length >= bytes || !holds(offset, length) && !move(offset, length)) {
            return false;
        }
        target.put(memory.slice((int) (offset - start), length));
        return true;
    }

    private boolean holds(long offset, int length) {
        return filled > 0
                && offset >= start
                && offset + length <= start + filled
                && generation == device.generation();
    }

    /** To the whole window that holds the offset, or else begins there. */
    private boolean move(long offset, int length) {
        if (memory == null) {
            memory = ByteBuffer.allocate(bytes);
        }
        filled = 0;
        long aligned = Extent.start(offset, bytes);
        start = offset + length <= aligned + bytes ? aligned : offset;
        generation = device.generation();
        long there = Math.min(bytes, device.size() - start);
        if (offset + length > start + there) {
            // It shrank meanwhile.
            return false;
        }
        memory.clear().limit((int) there);
        try {
            device.read(start, memory, category);
        } catch (DeviceIoException e) {
            // Of bytes that nobody has asked for yet, maybe.
            return false;
        }
        filled = memory.position();
        memory.clear();
        return holds(offset, length);
    }
}
