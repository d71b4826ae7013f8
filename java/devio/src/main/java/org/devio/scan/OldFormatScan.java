package org.devio.scan;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.devio.format.DiskArea;
import org.devio.format.Lvm1Label;
import org.devio.format.Lvm1Metadata;
import org.devio.format.LvmFormatException;
import org.devio.format.PoolLabel;
import org.devio.io.DeviceIoException;
import org.devio.io.IoCategory;
import org.devio.io.IoResult;

/**
 * The part of a {@link DeviceScan} that looks for the formats which lvm2 dropped: LVM1, with all
 * its metadata side by side, and the pool of GFS.
 */
final class OldFormatScan {
    private static final String DROPPED = "; lvm2 no longer reads these";

    private final DeviceScan scan;
    private final Window window;
    private final Runnable whenDone;
    private Optional<Lvm1Label> lvm1 = Optional.empty();
    private Optional<Lvm1Metadata> metadata = Optional.empty();
    private Optional<PoolLabel> pool = Optional.empty();
    private List<DiskArea> places = List.of();
    private ByteBuffer[] parts;
    private int partsMissing;

    OldFormatScan(DeviceScan scan, Window window, Runnable whenDone) {
        this.scan = scan;
        this.window = window;
        this.whenDone = whenDone;
    }

    Optional<Lvm1Volume> lvm1() {
        return lvm1.map(label -> new Lvm1Volume(label, metadata));
    }

    Optional<PoolLabel> pool() {
        return pool;
    }

    /** Goes on from the first bytes of a device that has no PV label. */
    void start(ByteBuffer start) {
        try {
            lvm1 = Lvm1Label.find(start);
            if (lvm1.isPresent()) {
                readMetadata(lvm1.get());
                return;
            }
            if (PoolLabel.find(start).isPresent()) {
                window.submitRead(
                        0, PoolLabel.SCAN_BYTES, IoCategory.POOL, this, OldFormatScan::poolRead);
                return;
            }
            scan.note(Problem.Kind.NO_LABEL, "no LVM label");
        } catch (LvmFormatException e) {
            warn(e.getMessage());
        }
        whenDone.run();
    }

    private void readMetadata(Lvm1Label label) throws LvmFormatException {
        warn(
                (label.vgName().isEmpty()
                                ? "LVM1 physical volume of no VG"
                                : "LVM1 physical volume of VG " + label.vgName())
                        + DROPPED);
        places = label.metadataAreas(window.size());
        parts = new ByteBuffer[places.size()];
        partsMissing = parts.length;
        if (places.isEmpty()) {
            whenDone.run();
        }
        for (int i = 0; i < parts.length; i++) {
            int part = i;
            window.submitRead(
                    places.get(i).offset(),
                    places.get(i).size(),
                    IoCategory.LVM1,
                    this,
                    (result, old) -> old.partRead(result, part));
        }
    }

    private void partRead(IoResult result, int part) {
        try {
            ByteBuffer data = result.data();
            parts[part] = ByteBuffer.allocate(data.limit()).put(0, data, 0, data.limit());
        } catch (DeviceIoException e) {
            scan.failed(e);
        }
        if (--partsMissing == 0) {
            parse();
            whenDone.run();
        }
    }

    private void parse() {
        List<ByteBuffer> read = Stream.of(parts).filter(Objects::nonNull).toList();
        if (read.size() == parts.length) {
            try {
                metadata = Optional.of(Lvm1Metadata.parse(lvm1.orElseThrow(), read));
            } catch (LvmFormatException e) {
                warn(e.getMessage());
            }
        }
    }

    private static void poolRead(IoResult result, OldFormatScan old) {
        try {
            old.pool = PoolLabel.find(result.data());
            old.pool.ifPresent(
                    label ->
                            old.warn(
                                    "device %d of subpool %d of GFS pool %s%s"
                                            .formatted(
                                                    label.device(),
                                                    label.subpool(),
                                                    label.name(),
                                                    DROPPED)));
        } catch (DeviceIoException e) {
            old.scan.failed(e);
        } catch (LvmFormatException e) {
            old.warn(e.getMessage());
        }
        old.whenDone.run();
    }

    private void warn(String what) {
        scan.note(Problem.Kind.OLD_FORMAT, what);
    }
}
