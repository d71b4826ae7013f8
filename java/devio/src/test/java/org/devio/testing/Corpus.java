package org.devio.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The disk images in {@code test-images}, unpacked under {@code target} when first asked for. */
public final class Corpus {
    private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path PACKED = BASE.resolve("../../test-images").normalize();
    private static final Path UNPACKED = BASE.resolve("target/test-images");

    private Corpus() {}

    /** All cases, by name. */
    public static List<CorpusCase> cases() {
        Path folder = unpackCorpus();
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory).sorted().map(CorpusCase::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The case of this name. */
    public static CorpusCase named(String name) {
        return cases().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no corpus case " + name));
    }

    /** A golden image, e.g. {@code g1}. */
    public static synchronized Path golden(String name) {
        Path packed = PACKED.resolve("golden/" + name + ".img.xz");
        Path image = UNPACKED.resolve(stamp(packed) + "-" + name + ".img");
        if (!Files.exists(image)) {
            Path fresh = freshPath();
            run("xz -dc '" + packed + "' | cp --sparse=always /dev/stdin '" + fresh + "'");
            move(fresh, image);
        }
        return image;
    }

    private static synchronized Path unpackCorpus() {
        Path packed = PACKED.resolve("corpus.tar.xz");
        Path folder = UNPACKED.resolve("corpus-" + stamp(packed));
        if (!Files.exists(folder)) {
            Path fresh = freshPath();
            run("mkdir '" + fresh + "' && tar -xSJf '" + packed + "' -C '" + fresh + "'");
            move(fresh, folder);
        }
        return folder;
    }

    /** Names what was unpacked for its archive, so that a new archive is unpacked anew. */
    private static String stamp(Path archive) {
        try {
            CRC32 crc = new CRC32();
            crc.update(Files.readAllBytes(archive));
            return Long.toHexString(crc.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path freshPath() {
        try {
            Files.createDirectories(UNPACKED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return UNPACKED.resolve("fresh-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String command) {
        try {
            int status = new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
            if (status != 0) {
                throw new AssertionError(command + " failed with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
