package org.devio.scan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.devio.format.Partition;
import org.devio.format.PartitionTable;
import org.devio.io.Device;
import org.devio.io.DeviceIoException;
import org.devio.io.OpenResult;

/**
 * The chain of callbacks for one path: open, the device as a whole, then the partitions of a disk
 * image side by side, close. Those of a block device have nodes of their own and are left to them.
 * Runs on the polling thread; {@link #results} are there when {@code whenDone} is told of them.
 */
final class PathScan {
    private final Path path;
    private final DeviceRules rules;
    private final Common common;
    private final Consumer<List<ScannedDevice>> whenDone;
    private final List<DeviceScan> partitions = new ArrayList<>();
    private final List<Supplier<ScannedDevice>> partitionResults = new ArrayList<>();
    private Device device;
    private DeviceScan whole;
    private List<ScannedDevice> results = List.of();
    private int unfinished;

    PathScan(Path path, DeviceRules rules, Common common, Consumer<List<ScannedDevice>> whenDone) {
        this.path = path;
        this.rules = rules;
        this.common = common;
        this.whenDone = whenDone;
    }

    Path path() {
        return path;
    }

    /** The device as a whole, then its partitions. */
    List<ScannedDevice> results() {
        return results;
    }

    static void opened(OpenResult result, PathScan scan) {
        if (result.objection().isPresent()) {
            scan.notOpened(
                    Problem.on(scan.path, Problem.Kind.PASSED_OVER, result.objection().get()));
            return;
        }
        try {
            scan.device = result.device();
        } catch (DeviceIoException e) {
            scan.notOpened(Problem.on(scan.path, e));
            return;
        }
        scan.whole =
                new DeviceScan(
                        scan.path,
                        Optional.empty(),
                        Window.whole(scan.device),
                        scan.common,
                        scan::wholeDone);
        scan.whole.start();
    }

    private void notOpened(Problem why) {
        done(List.of(ScannedDevice.unopened(path, why)));
    }

    private void wholeDone() {
        if (device.isBlockDevice() || !whole.mayBePartitioned()) {
            done();
        } else {
            new TableScan(device, this::tableRead).start();
        }
    }

    private void tableRead(Optional<PartitionTable> table) {
        if (table.isEmpty()) {
            done();
            return;
        }
        whole.note(
                Problem.Kind.PARTITIONED,
                "%s partition table of %d"
                        .formatted(table.get().kind(), table.get().partitions().size()));
        for (String what : table.get().problems()) {
            whole.note(Problem.Kind.BAD_PARTITION_TABLE, what);
        }
        for (Partition partition : table.get().partitions()) {
            if (!partition.isContainer()) {
                add(partition);
            }
        }
        unfinished = partitions.size();
        if (partitions.isEmpty()) {
            done();
        }
        partitions.forEach(DeviceScan::start);
    }

    private void add(Partition partition) {
        Path name = path.resolveSibling(path.getFileName() + ":" + partition.number());
        Optional<String> objection = rules.objectionToPartition(name);
        if (objection.isPresent()) {
            ScannedDevice passedOver =
                    ScannedDevice.passedOver(name, path, partition, objection.get());
            partitionResults.add(() -> passedOver);
        } else {
            DeviceScan scan = scanOf(name, partition);
            partitions.add(scan);
            partitionResults.add(scan::result);
        }
    }

    private DeviceScan scanOf(Path name, Partition partition) {
        return new DeviceScan(
                name,
                Optional.of(partition),
                new Window(device, partition.offset(), partition.size()),
                common,
                this::partitionDone);
    }

    private void partitionDone() {
        if (--unfinished == 0) {
            done();
        }
    }

    private void done() {
        device.close();
        done(
                Stream.concat(
                                Stream.of(whole.result()),
                                partitionResults.stream().map(Supplier::get))
                        .toList());
    }

    private void done(List<ScannedDevice> found) {
        results = found;
        whenDone.accept(found);
    }
}
