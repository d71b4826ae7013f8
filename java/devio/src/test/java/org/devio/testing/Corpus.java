package org.devio.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The disk images in {@code test-images}, unpacked under {@code target} when first asked for. */
public final class Corpus {
    private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path ROOT = MODULE.resolve("../..").normalize();
    private static final Path PACKED = ROOT.resolve("test-images");
    private static final Path UNPACKED = ROOT.resolve("target/test-images");

    private Corpus() {}

    /** All cases, by name. */
    public static synchronized List<CorpusCase> cases() {
        run(PACKED.resolve("unpack.sh").toString(), UNPACKED.toString());
        try (Stream<Path> folders = Files.list(UNPACKED)) {
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
        Path image = MODULE.resolve("target/golden/" + name + ".img");
        if (!Files.exists(image)) {
            Path packed = PACKED.resolve("golden/" + name + ".img.xz");
            run(
                    "sh",
                    "-c",
                    "mkdir -p \"$(dirname \"$2\")\" && xz -dc \"$1\" > \"$2.part\" && mv \"$2.part\" \"$2\"",
                    "sh",
                    packed.toString(),
                    image.toString());
        }
        return image;
    }

    /**
     * A file of the groups that hold every type of segment and every field, e.g. {@code
     * every.disk}: texts as lvm2 wrote them, and what it reports of them.
     */
    public static synchronized Path everyType(String name) {
        Path folder = MODULE.resolve("target/every-type");
        if (!Files.exists(folder)) {
            run(
                    "sh",
                    "-c",
                    "mkdir -p \"$2.part\" && tar -xJf \"$1\" -C \"$2.part\" && mv \"$2.part\" \"$2\"",
                    "sh",
                    PACKED.resolve("every-type.tar.xz").toString(),
                    folder.toString());
        }
        return folder.resolve(name);
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
}
