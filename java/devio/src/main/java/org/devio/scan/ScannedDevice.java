package org.devio.scan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.devio.format.Partition;
import org.devio.format.PoolLabel;
import org.devio.format.PvLabel;

/**
 * What one device holds.
 *
 * @param path as it was asked for; of partition 2 of the image {@code disk.img} it is {@code
 *     disk.img:2}
 * @param file what was opened: {@code path}, or the image that holds the partition
 * @param partition where in the image it lies; empty if it is no partition of an image
 * @param size bytes; -1 if the device was not opened
 * @param deviceNumber the kernel's number of a block device ({@code st_rdev}), 0 for a file
 * @param label its PV label; empty if it is no physical volume, or could not be read
 * @param areas its metadata areas, in the order of the label
 * @param lvm1 what it says as a physical volume of LVM1; empty if it is none
 * @param pool its label of a pool of GFS; empty if it has none
 * @param problems what was wrong or worth a note, in the order it was found
 */
public record ScannedDevice(
        Path path,
        Path file,
        Optional<Partition> partition,
        long size,
        long deviceNumber,
        Optional<PvLabel> label,
        List<ScannedArea> areas,
        Optional<Lvm1Volume> lvm1,
        Optional<PoolLabel> pool,
        List<Problem> problems) {
    /** Keeps copies of the lists. */
    public ScannedDevice {
        areas = List.copyOf(areas);
        problems = List.copyOf(problems);
    }

    /**
     * What tells it from the others of a scan: a file may have the name that a partition has here.
     */
    record Place(Path path, Path file) {
        // Written out, because the JVM takes 5 ms to make up the first hashCode and equals of
        // records.
        @Override
        public int hashCode() {
            return path.hashCode() * 31 + file.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Place place
                    && place.path.equals(path)
                    && place.file.equals(file);
        }
    }

    Place place() {
        return new Place(path, file);
    }

    static ScannedDevice unopened(Path path, Problem why) {
        return new ScannedDevice(
                path,
                path,
                Optional.empty(),
                -1,
                0,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(why));
    }

    /** A partition of an image that was passed over. */
    static ScannedDevice passedOver(Path path, Path file, Partition partition, String why) {
        return new ScannedDevice(
                path,
                file,
                Optional.of(partition),
                partition.size(),
                0,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(Problem.on(path, Problem.Kind.PASSED_OVER, why)));
    }

    /** This with other problems. */
    ScannedDevice with(List<Problem> others) {
        return new ScannedDevice(
                path, file, partition, size, deviceNumber, label, areas, lvm1, pool, others);
    }

    /** Whether it could not be opened, or something on it could not be read. */
    public boolean isFailed() {
        return problems.stream()
                .anyMatch(problem -> problem.severity() == Problem.Severity.FAILURE);
    }
}
