package org.devio.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The kernel's number of a device, taken apart as glibc's {@code major} and {@code minor} do.
 *
 * @param number {@code st_rdev}; 0 for a file
 */
public record DeviceNumber(long number) {
    private static final int TYPE_MASK = 0170000;
    private static final int BLOCK_DEVICE = 0060000;

    /**
     * Asks a node which block device it is, without opening it.
     *
     * @param node a path; links are followed
     * @return empty if it is no block device, or cannot be looked at
     */
    public static Optional<DeviceNumber> ofBlockDevice(Path node) {
        try {
            Map<String, Object> attributes = Files.readAttributes(node, "unix:mode,rdev");
            return ((int) attributes.get("mode") & TYPE_MASK) == BLOCK_DEVICE
                    ? Optional.of(new DeviceNumber((long) attributes.get("rdev")))
                    : Optional.empty();
        } catch (IOException e) {
            // It has gone, or never was, or is a link that leads nowhere: opening it will tell.
            return Optional.empty();
        }
    }

    /**
     * Which driver has it.
     *
     * @return 0 or more
     */
    public long major() {
        return number >>> 8 & 0xfff | number >>> 32 & 0xfffff000L;
    }

    /**
     * Which of the driver's devices it is.
     *
     * @return 0 or more
     */
    public long minor() {
        return number & 0xff | number >>> 12 & 0xffffff00L;
    }

    /** As the kernel writes it, e.g. {@code 8:0}. */
    @Override
    public String toString() {
        return major() + ":" + minor();
    }
}
