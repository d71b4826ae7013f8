package org.devio.engine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
 * the copy inside the jar, unpacked into a private directory, loaded and unlinked. A library of
 * another version is passed over. Where there is none the reason is kept, for whoever asks why
 * things are slow.
 */
public final class NativeLibrary {
    /** System property: the absolute path of the library; no other place is then tried. */
    public static final String FILE_PROPERTY = "devio.library.file";

    private static final String FILE_NAME = System.mapLibraryName("devio");

    /** Stands in every library, with its version behind. */
    private static final String MARK = "devio shim version ";

    private static volatile boolean inUse;

    /** Where it was loaded from; null until it is. */
    private static String origin;

    private NativeLibrary() {}

    /** Loads it, when it is first asked for. */
    private static final class Loaded {
        /** Null once loaded, else why not. */
        static final String FAILURE = load();
    }

    /**
     * Whether native code is there to be called; loads it if it was not asked for before. Never
     * throws.
     */
    public static boolean isLoaded() {
        return Loaded.FAILURE == null;
    }

    /** Whether it has been loaded already. */
    static boolean isInUse() {
        return inUse;
    }

    /** Why it could not be loaded, with every place that was tried; empty when it was. */
    public static Optional<String> whyNotLoaded() {
        return Optional.ofNullable(Loaded.FAILURE);
    }

    /** Where it was loaded from: a file, or the jar; empty if it was not. */
    public static Optional<String> origin() {
        return isLoaded() ? Optional.of(origin) : Optional.empty();
    }

    private static String load() {
        List<String> tried = new ArrayList<>();
        try {
            String given = System.getProperty(FILE_PROPERTY);
            inUse =
                    given != null
                            ? loadFile(Path.of(given).toAbsolutePath(), tried)
                            : loadFound(tried) || loadFromJar(tried);
        } catch (Throwable e) {
            // Whatever there is in a property, or on the disk: there are engines without.
            tried.add(e.toString());
        }
        return inUse ? null : FILE_NAME + " not found; looked in: " + String.join(", ", tried);
    }

    private static boolean loadFound(List<String> tried) {
        for (Path place : places()) {
            Path file = place.toAbsolutePath().resolve(FILE_NAME);
            if (!Files.isReadable(file)) {
                tried.add(place.toString());
            } else if (loadFile(file, tried)) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> places() {
        List<Path> places = new ArrayList<>();
        for (String place :
                System.getProperty("java.library.path", "").split(File.pathSeparator, -1)) {
            if (!place.isEmpty()) {
                places.add(Path.of(place));
            }
        }
        String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        places.add(Path.of("/usr/lib64/devio"));
        places.add(Path.of("/usr/lib/" + machine + "-linux-gnu/devio"));
        places.add(Path.of("/usr/lib/devio"));
        return places;
    }

    /**
     * Loads a file, unless it is of another version: what is loaded cannot be unloaded, and hides
     * what is loaded after it.
     */
    private static boolean loadFile(Path file, List<String> tried) {
        try {
            String version = versionOf(Files.readAllBytes(file));
            if (!version.equals(String.valueOf(NativeBlockDevice.SHIM_VERSION))) {
                tried.add(
                        "%s (is of version %s, this devio needs %d)"
                                .formatted(file, version, NativeBlockDevice.SHIM_VERSION));
                return false;
            }
            System.load(file.toString());
            origin = file.toString();
            return NativeBlockDevice.start() == NativeBlockDevice.SHIM_VERSION;
        } catch (IllegalCallerException e) {
            tried.add(
                    "%s (%s; java --enable-native-access=%s allows it)"
                            .formatted(file, e.getMessage(), moduleName()));
            return false;
        } catch (Throwable e) {
            // Most often an UnsatisfiedLinkError: no library, of another machine, mounted noexec.
            tried.add("%s (%s)".formatted(file, e.getMessage() == null ? e : e.getMessage()));
            return false;
        }
    }

    private static String moduleName() {
        Module module = NativeLibrary.class.getModule();
        return module.isNamed() ? module.getName() : "ALL-UNNAMED";
    }

    private static String versionOf(byte[] library) {
        String text = new String(library, StandardCharsets.ISO_8859_1);
        int mark = text.indexOf(MARK);
        if (mark < 0) {
            return "unknown";
        }
        int begin = mark + MARK.length();
        int end = begin;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return text.substring(begin, end);
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
            if (loadFile(copy.toAbsolutePath(), tried)) {
                origin = home();
                return true;
            }
            tried.add(
                    "which is from the jar; if that place is mounted noexec, let java.io.tmpdir"
                            + " name another, or -D"
                            + FILE_PROPERTY
                            + " an installed library");
            return false;
        } finally {
            Files.deleteIfExists(copy);
            Files.delete(directory);
        }
    }
}
