package org.devio.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.devio.format.Sector;

/**
 * A block device as {@code /sys} shows it, which is not asked for what the kernel's list has told
 * already. What has gone since it was asked for is just absent.
 */
final class SysfsDevice {
    private static final String MULTIPATH = "mpath-";

    private final KernelList list;
    private final String number;
    private final Path folder;

    /**
     * @param list what the kernel's list says
     * @param all {@code /sys/dev/block}
     * @param number major and minor number
     */
    SysfsDevice(KernelList list, Path all, String number) {
        this.list = list;
        this.number = number;
        folder = all.resolve(number);
    }

    /** Whether sysfs is mounted and does not have it. */
    boolean isUnlisted() {
        return !isListed() && Files.isDirectory(folder.getParent());
    }

    boolean isListed() {
        return list.size(number).isPresent() || Files.isDirectory(folder);
    }

    /** Bytes; 0 if there is no medium. */
    long size() {
        OptionalLong listed = list.size(number);
        return listed.isPresent() ? listed.getAsLong() : sectors(folder) * Sector.BYTES;
    }

    boolean isRemovable() {
        return text(disk(), "removable").equals("1");
    }

    /** A device of the device mapper that lets nobody read until it is resumed. */
    boolean isSuspended() {
        return text(folder, "dm/suspended").equals("1");
    }

    /** The multipath device that this is a path of, or the disk of this partition is. */
    Optional<String> multipathHolder() {
        if (list.isUnheld(number)) {
            return Optional.empty();
        }
        return Stream.concat(
                        holders(folder).stream(),
                        isPartition() ? holders(disk()).stream() : Stream.empty())
                .filter(holder -> text(holder, "dm/uuid").startsWith(MULTIPATH))
                .map(holder -> holder.getFileName().toString())
                .findFirst();
    }

    /** The MD array that runs on it. */
    Optional<String> mdHolder() {
        if (list.isUnheld(number)) {
            return Optional.empty();
        }
        return holders(folder).stream()
                .filter(holder -> Files.isDirectory(holder.resolve("md")))
                .map(holder -> holder.getFileName().toString())
                .findFirst();
    }

    /** Its size in sectors of 512 bytes whatever its own are, as the kernel counts. */
    static long sectors(Path folder) {
        String size = text(folder, "size");
        return size.isEmpty() ? 0 : Long.parseLong(size);
    }

    /** The folder of the disk that a partition is on; of anything else its own. */
    private Path disk() {
        // The folder is a link to where its disk is one up.
        return isPartition() ? folder.resolve("..") : folder;
    }

    private boolean isPartition() {
        return Files.exists(folder.resolve("partition"));
    }

    private static List<Path> holders(Path device) {
        try (Stream<Path> holders = Files.list(device.resolve("holders"))) {
            return holders.sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static String text(Path folder, String file) {
        try {
            return Files.readString(folder.resolve(file)).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
