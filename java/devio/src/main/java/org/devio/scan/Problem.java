package org.devio.scan;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Something a scan came across that its reader should know.
 *
 * @param severity how bad it is
 * @param device where it was found; empty if it concerns a volume group as a whole
 * @param message what was found, without the name of the device
 */
public record Problem(Severity severity, Optional<Path> device, String message) {
    /** How bad a problem is. */
    public enum Severity {
        /** The device could not be read, or not all of it. */
        FAILURE,
        /** What was read is not as it should be. */
        WARNING,
        /** Nothing is wrong. */
        NOTE
    }

    /** Checks that nothing is null. */
    public Problem {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(message, "message");
    }

    /** The message with the name of the device before it. */
    @Override
    public String toString() {
        return device.map(path -> path + ": " + message).orElse(message);
    }
}
