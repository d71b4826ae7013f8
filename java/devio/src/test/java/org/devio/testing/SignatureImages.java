package org.devio.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Images of other subsystems, and what util-linux says of them, unpacked when first asked for. */
public final class SignatureImages {
    private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path ARCHIVE = MODULE.resolve("../../test-images/signatures.tar.xz");
    private static final Path UNPACKED = MODULE.resolve("target/signatures");

    private SignatureImages() {}

    /** Names of all images, e.g. {@code md-1.2}. */
    public static List<String> names() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".img"))
                    .map(name -> name.substring(0, name.length() - ".img".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An image. */
    public static DiskImage image(String name) {
        return new DiskImage(path(name), 0);
    }

    /** Where an image is. */
    public static Path path(String name) {
        return folder().resolve(name + ".img");
    }

    /** Bytes of an image. */
    public static long size(String name) {
        try {
            return Files.size(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of the logical sectors of the disk that an image is of. */
    public static int sectorBytes(String name) {
        return name.endsWith("-4k") ? 4096 : 512;
    }

    /** What {@code blkid --probe --output export} says of an image. */
    public static Map<String, String> blkid(String name) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : lines(name + ".blkid")) {
            int equals = line.indexOf('=');
            values.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return values;
    }

    /** What {@code partx} says of an image: number, start, sectors of 512, type, UUID, name. */
    public static List<String> partx(String name) {
        return lines(name + ".partx").stream().map(String::strip).toList();
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized Path folder() {
        try {
            if (!isUnpacked()) {
                Files.createDirectories(UNPACKED);
                String[] tar = {"tar", "-xSJmf", ARCHIVE.toString(), "-C", UNPACKED.toString()};
                int status = new ProcessBuilder(tar).inheritIO().start().waitFor();
                if (status != 0) {
                    throw new AssertionError(String.join(" ", tar) + " failed with " + status);
                }
                Files.setLastModifiedTime(UNPACKED, Files.getLastModifiedTime(ARCHIVE));
            }
            return UNPACKED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isUnpacked() throws IOException {
        return Files.exists(UNPACKED)
                && Files.getLastModifiedTime(UNPACKED).equals(Files.getLastModifiedTime(ARCHIVE));
    }
}
