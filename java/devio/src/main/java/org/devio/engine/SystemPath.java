package org.devio.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.util.Arrays;
import java.util.Set;

/**
 * Paths as the kernel knows them: bytes. What a path reads as is another thing, since bytes that
 * are no text in the system's encoding read as question marks.
 */
public final class SystemPath {
    /** In these each byte below 0x80 is that character, and no other is. */
    private static final Set<Charset> ASCII_IS_ASCII =
            Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII, StandardCharsets.ISO_8859_1);

    /** What the JDK reads paths with. */
    private static final boolean IS_ASCII_ASCII =
            ASCII_IS_ASCII.contains(
                    Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));

    private static final int HEX = 16;

    private SystemPath() {}

    /**
     * The path, if it is one of this machine's files. Whoever takes a path from a caller asks,
     * before anything is made of it.
     *
     * @throws ProviderMismatchException if it is of another file system, such as an archive's:
     *     there may be a file of the same name on this machine, which is not meant
     */
    public static Path require(Path path) {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw new ProviderMismatchException(
                    "%s is a path of %s, not of this machine's files"
                            .formatted(path, path.getFileSystem()));
        }
        return path;
    }

    /** The bytes that the system gave, or takes, for the path; without a NUL. */
    static byte[] bytes(Path path) {
        String text = require(path).toString();
        if (IS_ASCII_ASCII && isAscii(text)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        byte[] absolute = absoluteBytes(path);
        if (path.isAbsolute()) {
            return absolute;
        }
        byte[] directory = absoluteBytes(Path.of(""));
        int slash = directory.length == 1 ? 0 : 1;
        return Arrays.copyOfRange(absolute, directory.length + slash, absolute.length);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** A URI has each byte that is no plain letter in hexadecimal, and a slash behind folders. */
    private static byte[] absoluteBytes(Path path) {
        String uri = path.toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(uri.length());
        int end = uri.length() > 1 && uri.endsWith("/") ? uri.length() - 1 : uri.length();
        for (int i = 0; i < end; i++) {
            if (uri.charAt(i) == '%') {
                bytes.write(Integer.parseInt(uri, i + 1, i + 3, HEX));
                i += 2;
            } else {
                bytes.write(uri.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
