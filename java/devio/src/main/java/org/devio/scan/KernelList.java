package org.devio.scan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.StringTokenizer;

/**
 * What {@code /proc/partitions} says: all block devices that have a size, in one read where {@code
 * /sys} takes many for each.
 */
final class KernelList {
    private static final int BLOCK = 1024;

    /** What the kernel calls devices of the device mapper, and MD arrays. */
    private static final String MAPPED = "dm-";

    private static final String ARRAY = "md";

    private final Map<String, Long> sizes = new HashMap<>();
    private boolean hasHolders;

    /** Reads the list; what cannot be read says nothing of any device. */
    static KernelList read(Path partitions) {
        KernelList list = new KernelList();
        try {
            list.addAll(new String(Files.readAllBytes(partitions), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // No /proc here: /sys will tell.
        }
        return list;
    }

    /** Lines of major, minor, blocks of 1024 bytes and name, below a heading. */
    private void addAll(String text) {
        StringTokenizer words = new StringTokenizer(text.substring(text.indexOf('\n') + 1));
        while (words.hasMoreTokens()) {
            String number = words.nextToken() + ":" + words.nextToken();
            sizes.put(number, Long.parseLong(words.nextToken()) * BLOCK);
            String name = words.nextToken();
            hasHolders |= name.startsWith(MAPPED) || name.startsWith(ARRAY);
        }
    }

    /** Bytes, rounded down to whole KiB; empty if the device is not in the list. */
    OptionalLong size(String number) {
        Long size = sizes.get(number);
        return size == null ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** Whether a device is known to be part of nothing: nothing runs that it could be part of. */
    boolean isUnheld(String number) {
        return sizes.containsKey(number) && !hasHolders;
    }
}
