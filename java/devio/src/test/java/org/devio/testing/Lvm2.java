package org.devio.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lvm2 of this machine, kept away from its disks: it sees loop devices made here and nothing
 * else, and no kernel driver.
 */
public final class Lvm2 implements AutoCloseable {
    private static final String CONFIG =
            """
            devices {
                obtain_device_list_from_udev = 0
                external_device_info_source = "none"
                hints = "none"
                use_devicesfile = 0
                global_filter = [ "a|^/dev/loop|", "r|.*|" ]
            }
            global { locking_dir = "%s" use_lvmpolld = 0 event_activation = 0 notify_dbus = 0 }
            backup { backup = 0 archive = 0 }
            """;

    private final Path folder;
    private final List<String> loops = new ArrayList<>();

    /** Keeps its files in a folder. */
    public Lvm2(Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("lvm.conf"), CONFIG.formatted(folder));
    }

    /** Why lvm2 cannot be asked here; empty if it can. */
    public static String whyUnavailable() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return "loop devices need root";
        }
        try {
            run(List.of("lvm", "version"), Path.of("."));
            String free = run(List.of("losetup", "-f"), Path.of(".")).strip();
            return Files.exists(Path.of(free)) ? "" : "no free loop device";
        } catch (AssertionError | UncheckedIOException e) {
            return "no lvm or losetup here: ./setup.sh --tests installs them ("
                    + e.getMessage()
                    + ")";
        }
    }

    /** The settings that lvm2 has without an lvm.conf, in the form of one. */
    public static String defaultSettings() {
        String commented = run(List.of("lvm", "lvmconfig", "--type", "default"), Path.of("/dev"));
        return commented
                .lines()
                .map(line -> line.replaceFirst("^\\s*# ", ""))
                .collect(Collectors.joining("\n"));
    }

    /** Makes an empty disk and returns its device. */
    public String disk(long bytes) throws IOException {
        Path image = folder.resolve("d" + loops.size() + ".img");
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        }
        String loop = run(List.of("losetup", "-f", "--show", image.toString()), folder).strip();
        loops.add(loop);
        return loop;
    }

    /** Makes a device of a part of an image, as the kernel would of a partition. */
    public String partition(Path image, long offset, long bytes) {
        List<String> words = new ArrayList<>(List.of("losetup", "-f", "--show", "--offset"));
        words.addAll(List.of("" + offset, "--sizelimit", "" + bytes, image.toString()));
        String loop = run(words, folder).strip();
        loops.add(loop);
        return loop;
    }

    /** Runs a command of lvm2 on the disks and returns what it says. */
    public String lvm(String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of("lvm", command));
        Collections.addAll(words, "--devices", String.join(",", loops), "--driverloaded", "n");
        Collections.addAll(words, arguments);
        return run(words, folder);
    }

    /** Runs pvck on one disk. It heeds filters alone where it dumps. */
    public String pvck(String device, String... arguments) {
        List<String> words = new ArrayList<>(List.of("lvm", "pvck", "--driverloaded", "n"));
        words.add("--config");
        words.add("devices{global_filter=[\"a|^" + device + "$|\",\"r|.*|\"]}");
        Collections.addAll(words, arguments);
        words.add(device);
        return run(words, folder);
    }

    @Override
    public void close() {
        loops.forEach(loop -> run(List.of("losetup", "-d", loop), folder));
    }

    private static String run(List<String> command, Path config) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LVM_SYSTEM_DIR", config.toString());
        builder.environment().put("LVM_SUPPRESS_FD_WARNINGS", "1");
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        try {
            Process process = builder.start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + status + "\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
