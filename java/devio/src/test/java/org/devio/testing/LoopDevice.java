package org.devio.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A loop device over an image, detached when closed. */
public final class LoopDevice implements AutoCloseable {
    private final Path path;

    private LoopDevice(Path path) {
        this.path = path;
    }

    /** Attaches {@code image} as a disk with sectors of {@code sectorSize} bytes. */
    public static LoopDevice attach(Path image, int sectorSize) {
        String device =
                run(
                        "losetup",
                        "--find",
                        "--show",
                        "--sector-size",
                        String.valueOf(sectorSize),
                        image.toString());
        return new LoopDevice(Path.of(device.strip()));
    }

    /** Why there are no loop devices to be had here; empty if there are. */
    public static String whyUnavailable() {
        if (!System.getProperty("user.name").equals("root")) {
            return "loop devices need root";
        }
        return Path.of("/dev/loop-control").toFile().exists()
                ? ""
                : "there is no /dev/loop-control";
    }

    /** The node, such as {@code /dev/loop0}. */
    public Path path() {
        return path;
    }

    /** Takes on the size that its image has come to have. */
    public void resize() {
        run("losetup", "--set-capacity", path.toString());
    }

    @Override
    public void close() {
        run("losetup", "--detach", path.toString());
    }

    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(List.of(command) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
