package org.devio.scan;

import java.nio.file.Path;
import java.util.List;
import org.devio.format.Signature;

/**
 * Whose a device is, as far as signatures tell.
 *
 * @param path as it was asked for
 * @param size bytes; -1 if the device could not be opened
 * @param signatures what was found, MD first and partition tables last
 * @param problems what could not be read; its signatures are missing
 */
public record ScannedSignatures(
        Path path, long size, List<Signature> signatures, List<Problem> problems) {
    /** Keeps copies of the lists. */
    public ScannedSignatures {
        signatures = List.copyOf(signatures);
        problems = List.copyOf(problems);
    }
}
