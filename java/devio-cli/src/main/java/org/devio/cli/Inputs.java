package org.devio.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.devio.scan.DeviceNumber;
import org.devio.scan.SystemDevices;

/**
 * Turns arguments into the devices to scan: folders into what is in them, and each device once,
 * however many names it has.
 */
final class Inputs {
    /** Images, and those that have to be converted first: of them the scan says so. */
    private static final List<String> SUFFIXES =
            List.of(".img", ".raw", ".qcow2", ".qcow", ".vmdk", ".vhd", ".vhdx", ".vdi");

    private final Map<Object, Path> devices = new LinkedHashMap<>();
    private final Set<Path> named = new HashSet<>();
    private final List<String> complaints = new ArrayList<>();
    private boolean isFailed;

    private Inputs() {}

    /**
     * Finds the devices of a command line.
     *
     * @param arguments as given; none means the block devices of this machine
     * @param machine its block devices
     * @param allowed how long a look at an argument may take; zero for no limit
     */
    static Inputs of(List<Path> arguments, SystemDevices machine, Duration allowed) {
        Inputs inputs = new Inputs();
        if (arguments.isEmpty()) {
            inputs.addBlockDevices(machine);
        }
        inputs.addArguments(arguments, allowed);
        inputs.isFailed |= inputs.devices.isEmpty() && !inputs.complaints.isEmpty();
        return inputs;
    }

    /** What to scan, without repetition. */
    List<Path> devices() {
        return List.copyOf(devices.values());
    }

    /** Whether the user asked for just this device. */
    boolean isNamed(Path device) {
        return named.contains(device);
    }

    /** Whether something that was asked for could not be looked at, or nothing was found at all. */
    boolean isFailed() {
        return isFailed;
    }

    /** Arguments that led nowhere, and why. */
    List<String> complaints() {
        return Collections.unmodifiableList(complaints);
    }

    private void addBlockDevices(SystemDevices machine) {
        try {
            machine.list().forEach(this::add);
        } catch (IOException e) {
            fail("cannot list the block devices of this machine: " + Reason.of(e));
        }
    }

    private void addArguments(List<Path> arguments, Duration allowed) {
        List<Optional<Inputs>> looks =
                new Looks<Path, Inputs>(
                                argument -> {
                                    Inputs one = new Inputs();
                                    one.addArgument(argument);
                                    return one;
                                })
                        .at(arguments, allowed);
        for (int i = 0; i < looks.size(); i++) {
            if (looks.get(i).isPresent()) {
                add(looks.get(i).get());
            } else {
                fail(
                        "%s: no answer for %d s when it was looked at; its mount may be dead"
                                .formatted(arguments.get(i), allowed.toSeconds()));
            }
        }
    }

    private void add(Inputs other) {
        other.devices.forEach(
                (identity, device) -> {
                    Path earlier = devices.putIfAbsent(identity, device);
                    if (other.named.contains(device)) {
                        named.add(earlier == null ? device : earlier);
                    }
                });
        complaints.addAll(other.complaints);
        isFailed |= other.isFailed;
    }

    private void addArgument(Path argument) {
        if (!Files.isDirectory(argument)) {
            named.add(add(argument));
            return;
        }
        int before = complaints.size();
        List<Path> images = imagesIn(argument);
        images.stream().sorted().forEach(this::add);
        if (images.isEmpty() && complaints.size() == before) {
            // A folder among other things in a folder may well have none.
            complaints.add(argument + ": no *.img, *.raw or block device in this folder");
        }
    }

    private void fail(String complaint) {
        complaints.add(complaint);
        isFailed = true;
    }

    private List<Path> imagesIn(Path folder) {
        List<Path> images = new ArrayList<>();
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes entry) {
                            if (isImage(file) || isBlockDevice(file)) {
                                images.add(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            fail(file + ": cannot be read: " + Reason.of(e));
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            fail(folder + ": reading the folder failed: " + Reason.of(e));
        }
        return images;
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString();
        return SUFFIXES.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
    }

    private static boolean isBlockDevice(Path file) {
        return DeviceNumber.ofBlockDevice(file).isPresent();
    }

    /** Adds a device unless it is there under another name, and returns its name. */
    private Path add(Path device) {
        Path earlier = devices.putIfAbsent(identity(device), device);
        return earlier == null ? device : earlier;
    }

    private static Object identity(Path device) {
        Optional<DeviceNumber> number = DeviceNumber.ofBlockDevice(device);
        if (number.isPresent()) {
            return number.get().number();
        }
        try {
            return device.toRealPath();
        } catch (IOException e) {
            // Opening it will tell what is wrong.
            return device;
        }
    }
}
