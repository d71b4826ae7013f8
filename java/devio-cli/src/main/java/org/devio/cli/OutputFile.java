package org.devio.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.devio.io.DeviceIoException;

/** Writes what a command is to leave in a file; never over a device or what was read. */
final class OutputFile {
    private OutputFile() {}

    /**
     * Writes a file whole, or not at all. One that is there is replaced.
     *
     * @param devices those that were read
     * @throws IOException if it may not be written or cannot; the message is for the user
     */
    static void write(Path file, byte[] content, List<Path> devices) throws IOException {
        write(
                file,
                devices,
                part -> {
                    Files.write(part, content);
                    return true;
                });
    }

    /** Fills a file that is to take the place of another; whether it is to do so. */
    interface Content {
        boolean writeTo(Path part) throws IOException;
    }

    /** {@link #write(Path, byte[], List)} of what is made piece by piece. */
    static void write(Path file, List<Path> devices, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Optional<String> objection = objection(target, devices);
        if (objection.isPresent()) {
            throw new IOException(target + ": " + objection.get() + "; not written");
        }
        if (!Files.isDirectory(target.getParent())) {
            throw new IOException(
                    "cannot write " + target + ": there is no folder " + target.getParent());
        }
        try {
            Path part = Files.createTempFile(target.getParent(), ".devio-", ".part");
            try {
                if (content.writeTo(part)) {
                    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                }
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (DeviceIoException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("cannot write " + target + ": " + Reason.of(e), e);
        }
    }

    /** What speaks against replacing a file; only a plain file that was not read may be. */
    private static Optional<String> objection(Path target, List<Path> devices) throws IOException {
        if (!Files.exists(target)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(target)) {
            return Optional.of("is no regular file");
        }
        for (Path device : devices) {
            if (Files.exists(device) && Files.isSameFile(target, device)) {
                return Optional.of("is a disk image");
            }
        }
        return Optional.empty();
    }
}
