package org.devio.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.devio.config.LvmConf;
import org.devio.config.LvmSetting;

/**
 * The block devices of a machine: which there are, what they are called, and what the kernel says
 * of each without its being opened. Reads {@code /proc}, {@code /sys} and the folders of device
 * nodes, never a device.
 *
 * <p>Names are looked for once, when first needed. Thread-safe.
 */
public final class SystemDevices {
    private final Path proc;
    private final Path sys;
    private final Path dev;
    private final LvmConf settings;
    private final Numbering numbering;
    private Map<String, List<Path>> names;

    /** How a node tells which device it is; in tests something else. */
    interface Numbering {
        /** Major and minor number, e.g. {@code 8:0}; empty if this is no block device. */
        Optional<String> of(Path node);
    }

    SystemDevices(Path proc, Path sys, Path dev, LvmConf settings, Numbering numbering) {
        this.proc = proc;
        this.sys = sys;
        this.dev = dev;
        this.settings = settings;
        this.numbering = numbering;
    }

    /**
     * The block devices of this machine.
     *
     * @param settings says where nodes are ({@code devices/dir} and {@code devices/scan}) and which
     *     of several names is used ({@code devices/preferred_names})
     */
    public static SystemDevices of(LvmConf settings) {
        return new SystemDevices(
                Path.of("/proc"),
                Path.of("/sys"),
                Path.of(settings.text(LvmSetting.DEVICES_DIR)),
                settings,
                SystemDevices::number);
    }

    /**
     * Lists the devices that have a size and a node.
     *
     * @return a path of each, disks in the order of the kernel's names, each before its partitions
     * @throws IOException if the kernel's list cannot be read
     */
    public List<Path> list() throws IOException {
        List<Path> nodes = new ArrayList<>();
        for (Path disk : sorted(sys.resolve("block"))) {
            addIfReadable(disk, nodes);
            for (Path part : partsOf(disk)) {
                if (Files.exists(part.resolve("partition"))) {
                    addIfReadable(part, nodes);
                }
            }
        }
        return nodes;
    }

    /** All names of the device, {@code path} first; itself alone if it is no block device. */
    List<Path> names(Path path) {
        List<Path> all = new ArrayList<>(List.of(path));
        numbering
                .of(path)
                .map(number -> namesByNumber().getOrDefault(number, List.of()))
                .orElse(List.of())
                .stream()
                .filter(name -> !name.equals(path))
                .forEach(all::add);
        return all;
    }

    /** All of them that have a size, as of now. */
    KernelList kernelList() {
        return KernelList.read(proc.resolve("partitions"));
    }

    /** What the kernel says of a device; empty if it is no block device. */
    Optional<SysfsDevice> find(Path path, Supplier<KernelList> list) {
        return numbering
                .of(path)
                .map(number -> new SysfsDevice(list.get(), sys.resolve("dev/block"), number));
    }

    /** A reader without a card has no size; what no node was made for nobody can open. */
    private void addIfReadable(Path device, List<Path> nodes) {
        // The kernel writes ! for the slashes of a name.
        Path node = dev.resolve(device.getFileName().toString().replace('!', '/'));
        if (Files.exists(node) && SysfsDevice.sectors(device) > 0) {
            nodes.add(preferred(node));
        }
    }

    private Path preferred(Path node) {
        if (settings.find(LvmSetting.DEVICES_PREFERRED_NAMES.path()).isEmpty()) {
            return node;
        }
        return settings.preferredName(names(node).stream().map(Path::toString).toList())
                .map(Path::of)
                .orElse(node);
    }

    private synchronized Map<String, List<Path>> namesByNumber() {
        if (names == null) {
            names = new HashMap<>();
            for (String folder : settings.texts(LvmSetting.DEVICES_SCAN)) {
                addNames(Path.of(folder));
            }
        }
        return names;
    }

    private void addNames(Path folder) {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes entry) {
                            numbering
                                    .of(file)
                                    .ifPresent(
                                            number ->
                                                    names.computeIfAbsent(
                                                                    number, n -> new ArrayList<>())
                                                            .add(file));
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            // A name that cannot be looked at is one that nobody can open.
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands in a disk's folder; nothing once the disk is gone, as it may at any time. */
    private static List<Path> partsOf(Path disk) {
        try {
            return sorted(disk);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Optional<String> number(Path node) {
        return DeviceNumber.ofBlockDevice(node).map(DeviceNumber::toString);
    }
}
