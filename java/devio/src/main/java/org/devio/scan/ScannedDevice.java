package org.devio.scan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.devio.format.PvLabel;

/**
 * What one device holds.
 *
 * @param path as it was asked for
 * @param size bytes; -1 if the device could not be opened
 * @param deviceNumber the kernel's number of a block device ({@code st_rdev}), 0 for a file
 * @param label its PV label; empty if it is no physical volume, or could not be read
 * @param areas its metadata areas, in the order of the label
 * @param problems what was wrong or worth a note, in the order it was found
 */
public record ScannedDevice(
        Path path,
        long size,
        long deviceNumber,
        Optional<PvLabel> label,
        List<ScannedArea> areas,
        List<Problem> problems) {
    /** Keeps copies of the lists. */
    public ScannedDevice {
        areas = List.copyOf(areas);
        problems = List.copyOf(problems);
    }

    /** Whether it could not be opened, or something on it could not be read. */
    public boolean isFailed() {
        return problems.stream()
                .anyMatch(problem -> problem.severity() == Problem.Severity.FAILURE);
    }
}
