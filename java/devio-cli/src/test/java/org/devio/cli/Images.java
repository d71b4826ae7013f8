package org.devio.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The disk images in {@code test-images}, where the build unpacks them. */
final class Images {
    private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path ROOT = MODULE.resolve("../..").normalize();

    /** The case whose physical volume lies in a partition, and where. */
    private static final String PARTITIONED = "part-gpt";

    private static final long PARTITION_OFFSET = 2L << 20;
    private static final long PARTITION_BYTES = 16L << 20;

    private Images() {}

    /** The folder with a folder for each case; {@code -Ddevio.corpus=FOLDER} names another one. */
    static synchronized Path folder() {
        String other = System.getProperty("devio.corpus", "");
        if (!other.isEmpty()) {
            return Path.of(other);
        }
        Path unpacked = ROOT.resolve("target/test-images");
        run(ROOT.resolve("test-images/unpack.sh").toString(), unpacked.toString());
        return unpacked;
    }

    /**
     * Unpacks another archive of {@code test-images} below the module's target, unless it lies
     * there already and is not older than the archive.
     *
     * @return the folder
     */
    static synchronized Path unpacked(String name) {
        Path archive = ROOT.resolve("test-images").resolve(name + ".tar.xz");
        Path folder = inTarget(name);
        String script =
                """
                [ "$2" -nt "$1" ] && exit
                rm -rf "$2" "$2.part" && mkdir -p "$2.part" && tar -xSJf "$1" -C "$2.part" &&
                    touch "$2.part" && mv "$2.part" "$2"
                """;
        run("sh", "-c", script, "sh", archive.toString(), folder.toString());
        return folder;
    }

    /** A case of the volumes with known contents: its folder, with nothing but its disks. */
    static synchronized Path volumes(String name) {
        Path archive = ROOT.resolve("test-images/content.tar.xz");
        Path folder = inTarget("content").resolve(name);
        String script =
                """
                [ "$2" -nt "$1" ] && exit
                rm -rf "$2" && mkdir -p "$2" &&
                    tar -xSJmf "$1" -C "$(dirname "$2")" --wildcards "./$3/d*.img" && touch "$2"
                """;
        run("sh", "-c", script, "sh", archive.toString(), folder.toString(), name);
        return folder;
    }

    private static void run(String... command) {
        try {
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (status != 0) {
                throw new AssertionError(String.join(" ", command) + " failed with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** More of what lvm2 said of a case: a file of {@code test-images/reports.tar.xz}. */
    static Path reportOf(String name, String file) {
        return unpacked("reports").resolve(name).resolve(file);
    }

    static Path folderOf(String name) {
        return folder().resolve(name);
    }

    /** Names of all cases. */
    static List<String> cases() {
        try (Stream<Path> folders = Files.list(folder())) {
            return folders.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The devices of a case in the order in which lvm2's reports count them. */
    static List<Path> devicesOf(String name) {
        if (name.equals(PARTITIONED)) {
            return List.of(partition());
        }
        return lines(folderOf(name).resolve("manifest")).stream()
                .map(line -> folderOf(name).resolve(line.substring(0, line.indexOf(' '))))
                .toList();
    }

    /** The images that hold the devices: a partition is called by its image and {@code :NUMBER}. */
    static List<Path> imagesOf(List<Path> devices) {
        return devices.stream()
                .map(
                        device ->
                                device.resolveSibling(
                                        device.getFileName().toString().replaceFirst(":.*", "")))
                .distinct()
                .toList();
    }

    /**
     * The lines of a report as lvm2's are in the corpus. It was shown the partitions of an image
     * and not the image.
     */
    static List<String> withPlaceholders(String report, List<Path> devices) {
        List<String> images =
                imagesOf(devices).stream()
                        .filter(one -> !devices.contains(one))
                        .map(one -> "\"pv_name\":\"" + one + '"')
                        .toList();
        return report.lines()
                .filter(line -> images.stream().noneMatch(line::contains))
                .map(line -> JsonRows.withPlaceholders(line, devices))
                .toList();
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the repository. */
    static Path inRepository(String name) {
        return ROOT.resolve(name);
    }

    static Path inTarget(String name) {
        return MODULE.resolve("target").resolve(name);
    }

    private static Path partition() {
        Path copy = inTarget("partition.img");
        Path disk = folderOf(PARTITIONED).resolve("d1.img");
        try (FileChannel from = FileChannel.open(disk);
                FileChannel to =
                        FileChannel.open(
                                copy, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            from.transferTo(PARTITION_OFFSET, PARTITION_BYTES, to);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
