package org.devio.scan;

import java.util.Optional;
import java.util.function.Consumer;
import org.devio.format.DiskArea;
import org.devio.format.PartitionTable;
import org.devio.format.PartitionTableReader;
import org.devio.format.Sector;
import org.devio.io.Device;
import org.devio.io.DeviceIoException;
import org.devio.io.IoCategory;
import org.devio.io.IoResult;

/**
 * The chain of callbacks that reads the partition table of a disk image. A file does not say which
 * sectors its disk had: a GPT that cannot be found with those of 512 bytes is looked for with those
 * of 4096.
 */
final class TableScan {
    private static final int LARGE_SECTOR = 4096;

    private final Device device;
    private final Consumer<Optional<PartitionTable>> whenDone;
    private Optional<PartitionTable> first = Optional.empty();
    private PartitionTableReader reader;

    TableScan(Device device, Consumer<Optional<PartitionTable>> whenDone) {
        this.device = device;
        this.whenDone = whenDone;
        reader = new PartitionTableReader(device.size(), Sector.BYTES);
    }

    void start() {
        Optional<DiskArea> wanted = reader.wanted();
        if (wanted.isEmpty()) {
            done();
            return;
        }
        device.submitRead(
                wanted.get().offset(),
                (int) wanted.get().size(),
                IoCategory.SIGNATURES,
                this,
                TableScan::partRead);
    }

    private static void partRead(IoResult result, TableScan scan) {
        try {
            scan.reader.accept(result.data());
        } catch (DeviceIoException e) {
            scan.reader.failed(e.reason());
        }
        scan.start();
    }

    private void done() {
        Optional<PartitionTable> table = reader.table();
        if (first.isPresent()) {
            whenDone.accept(hasPartitions(table) ? table : first);
        } else if (table.isPresent()
                && table.get().kind() == PartitionTable.Kind.GPT
                && !hasPartitions(table)) {
            first = table;
            reader = new PartitionTableReader(device.size(), LARGE_SECTOR);
            start();
        } else {
            whenDone.accept(table);
        }
    }

    private static boolean hasPartitions(Optional<PartitionTable> table) {
        return table.map(found -> !found.partitions().isEmpty()).orElse(false);
    }
}
