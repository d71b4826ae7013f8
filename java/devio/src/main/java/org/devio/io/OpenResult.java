package org.devio.io;

import java.nio.file.Path;
import java.util.Optional;

/** What became of opening one device. */
public interface OpenResult {
    /** The device's path, as it was asked for. */
    Path path();

    /** What the {@link OpenRule} has against the device, which was not opened then. */
    Optional<String> objection();

    /**
     * The open device, to be closed by whoever takes it.
     *
     * @throws DeviceIoException why it could not be opened
     */
    Device device() throws DeviceIoException;
}
