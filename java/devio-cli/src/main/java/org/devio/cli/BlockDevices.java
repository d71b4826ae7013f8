package org.devio.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The block devices of a machine: disks and their partitions, as the kernel lists them. */
final class BlockDevices {
    private BlockDevices() {}

    /**
     * Lists the devices that have a size and a node.
     *
     * @param sysBlock {@code /sys/block}
     * @param dev {@code /dev}
     * @return paths of nodes, disks in the order of their names, each before its partitions
     * @throws IOException if the kernel's list cannot be read
     */
    static List<Path> list(Path sysBlock, Path dev) throws IOException {
        List<Path> nodes = new ArrayList<>();
        for (Path disk : sorted(sysBlock)) {
            addIfReadable(disk, dev, nodes);
            for (Path part : sorted(disk)) {
                if (Files.exists(part.resolve("partition"))) {
                    addIfReadable(part, dev, nodes);
                }
            }
        }
        return nodes;
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    /** A reader without a card has no size; what no node was made for nobody can open. */
    private static void addIfReadable(Path device, Path dev, List<Path> nodes) {
        // The kernel writes ! for the slashes of a name.
        Path node = dev.resolve(device.getFileName().toString().replace('!', '/'));
        if (Files.exists(node) && hasSize(device)) {
            nodes.add(node);
        }
    }

    private static boolean hasSize(Path device) {
        try {
            return !Files.readString(device.resolve("size")).strip().equals("0");
        } catch (IOException e) {
            // Unplugged while we looked.
            return false;
        }
    }
}
