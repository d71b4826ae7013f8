package org.devio.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.devio.engine.IoBuffer;

/**
 * A buffer and the range of a device whose bytes it holds. Owned at any time by the pool, by one
 * request (and with it the kernel), or by those who share its finished contents: requests in
 * delivery and the stream that keeps it. Touched under the scheduler's turn only.
 */
final class Block {
    /** Views that are remembered, so that reads of a repeating shape make no new ones. */
    private static final int VIEWS = 4;

    final IoBuffer memory;

    /** Its capacity as the pool counts it. */
    final int sizeClass;

    /** First byte on the device, and how many of them are here. */
    long start;

    int length;

    /** How many share it; it goes back to the pool at 0. */
    int users;

    /** The next one that lies idle in the pool. */
    Block nextIdle;

    private final ByteBuffer[] views = new ByteBuffer[VIEWS];
    private final int[] viewStarts = new int[VIEWS];
    private int nextView;

    Block(int sizeClass, int capacity) {
        this.sizeClass = sizeClass;
        memory = IoBuffer.allocate(capacity);
    }

    boolean covers(long offset, int count) {
        return offset >= start && offset + count <= start + length;
    }

    /**
     * The bytes of a range of the device: read-only, little-endian, from index 0.
     *
     * @param again whether the view of this range may be in use already, so that it takes a new one
     */
    ByteBuffer view(long offset, int count, boolean again) {
        ByteBuffer view = view(offset, count);
        ByteBuffer own = again ? view.duplicate().clear() : view.clear();
        return own.order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer view(long offset, int count) {
        int at = (int) (offset - start);
        for (int i = 0; i < VIEWS; i++) {
            if (views[i] != null && viewStarts[i] == at && views[i].capacity() == count) {
                return views[i];
            }
        }
        ByteBuffer view = memory.bytes().slice(at, count).asReadOnlyBuffer();
        views[nextView] = view;
        viewStarts[nextView] = at;
        nextView = (nextView + 1) % VIEWS;
        return view;
    }
}
