package org.devio.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds and loads {@code libdevio.so}, once a process. In this order: the file that the property
 * {@value #FILE_PROPERTY} names; {@code java.library.path}; the places where packages install it;
 * the copy inside the jar, unpacked into a private directory, loaded and unlinked. Where there is
 * none the reason is kept, for whoever asks why things are slow.
 */
public final class NativeLibrary {
    /** System property: the absolute path of the library; no other place is then tried. */
    public static final String FILE_PROPERTY = "devio.library.file";

    private static final String NAME = "devio";
    private static final String FILE_NAME = System.mapLibraryName(NAME);

    /** Where it was loaded from; null until it is. */
    private static String origin;

    /** Null once loaded, else why not. */
    private static final String FAILURE = load();

    private NativeLibrary() {}

    /** Whether native code is there to be called. */
    public static boolean isLoaded() {
        return FAILURE == null;
    }

    /** Why it could not be loaded, with every place that was tried; empty when it was. */
    public static Optional<String> whyNotLoaded() {
        return Optional.ofNullable(FAILURE);
    }

    /** Where it was loaded from: a file, or the jar; empty if it was not. */
    public static Optional<String> origin() {
        return isLoaded() ? Optional.of(origin) : Optional.empty();
    }

    private static String load() {
        List<String> tried = new ArrayList<>();
        boolean found =
                System.getProperty(FILE_PROPERTY) != null
                        ? loadFile(Path.of(System.getProperty(FILE_PROPERTY)), tried)
                        : loadByName(tried) || loadInstalled(tried) || loadFromJar(tried);
        if (!found) {
            return FILE_NAME + " not found; looked in: " + String.join(", ", tried);
        }
        int version = NativeBlockDevice.version();
        if (version != NativeBlockDevice.SHIM_VERSION) {
            return "%s is of version %d, this devio needs %d"
                    .formatted(FILE_NAME, version, NativeBlockDevice.SHIM_VERSION);
        }
        return null;
    }

    private static boolean loadFile(Path file, List<String> tried) {
        try {
            System.load(file.toAbsolutePath().toString());
            origin = file.toAbsolutePath().toString();
            return true;
        } catch (UnsatisfiedLinkError e) {
            tried.add(file + " (" + e.getMessage() + ")");
            return false;
        }
    }

    private static boolean loadByName(List<String> tried) {
        try {
            System.loadLibrary(NAME);
            origin = "java.library.path=" + System.getProperty("java.library.path");
            return true;
        } catch (UnsatisfiedLinkError e) {
            tried.add("java.library.path=" + System.getProperty("java.library.path"));
            return false;
        }
    }

    private static boolean loadInstalled(List<String> tried) {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        List<String> places =
                List.of(
                        "/usr/lib64/devio",
                        "/usr/lib/" + machine + "-linux-gnu/devio",
                        "/usr/lib/devio");
        for (String place : places) {
            Path file = Path.of(place, FILE_NAME);
            if (!Files.isReadable(file)) {
                tried.add(place);
            } else if (loadFile(file, tried)) {
                return true;
            }
        }
        return false;
    }

    private static boolean loadFromJar(List<String> tried) {
        String resource =
                "/lib/%s-Linux-gpp/jni/%s".formatted(System.getProperty("os.arch"), FILE_NAME);
        try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                tried.add("the jar (no " + resource + ")");
                return false;
            }
            return loadCopy(in, tried);
        } catch (IOException e) {
            tried.add("the jar (" + e + "; java.io.tmpdir can name another place to unpack it)");
            return false;
        }
    }

    /** What the class of this name is in: the jar, or the folder of a build. */
    private static String home() {
        CodeSource source = NativeLibrary.class.getProtectionDomain().getCodeSource();
        return source == null
                ? "the jar"
                : Path.of(URI.create(source.getLocation().toString())).toString();
    }

    private static boolean loadCopy(InputStream library, List<String> tried) throws IOException {
        Path directory =
                Files.createTempDirectory(
                        "devio",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        Path copy = directory.resolve(FILE_NAME);
        try {
            Files.copy(library, copy);
            System.load(copy.toString());
            origin = home();
            return true;
        } catch (UnsatisfiedLinkError e) {
            tried.add(
                    "the jar, unpacked to %s (%s; if that place is mounted noexec, let java.io.tmpdir"
                                    .formatted(directory, e.getMessage())
                            + " name another, or -D"
                            + FILE_PROPERTY
                            + " an installed library)");
            return false;
        } finally {
            Files.deleteIfExists(copy);
            Files.delete(directory);
        }
    }
}
