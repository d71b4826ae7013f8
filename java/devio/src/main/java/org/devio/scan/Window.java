package org.devio.scan;

import org.devio.io.Device;
import org.devio.io.IoCallback;
import org.devio.io.IoCategory;
import org.devio.io.IoResult;

/**
 * The whole of a device, or one partition of a disk image; offsets count from its own first byte.
 *
 * @param device what is read
 * @param base where on the device the window begins, in bytes
 * @param size bytes; the window ends on the device
 */
record Window(Device device, long base, long size) {
    static Window whole(Device device) {
        return new Window(device, 0, device.size());
    }

    boolean holds(long offset, long length) {
        return offset >= 0 && length <= size && offset <= size - length;
    }

    /** Starts a read of a range that the window holds; otherwise as the device does. */
    <A> void submitRead(
            long offset,
            long length,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        device.submitRead(base + offset, (int) length, category, attachment, callback);
    }

    /** Where in the window a read began. */
    long offsetOf(IoResult result) {
        return result.offset() - base;
    }
}
