package org.devio.scan;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.devio.format.DiskArea;
import org.devio.format.LabelNote;
import org.devio.format.LabelScan;
import org.devio.format.LvmConf;
import org.devio.format.Partition;
import org.devio.format.PvLabel;
import org.devio.io.DeviceIoException;
import org.devio.io.IoCategory;
import org.devio.io.IoResult;

/**
 * The chain of callbacks that reads one device or partition: label, then all metadata areas side by
 * side. Runs on the polling thread; {@link #result} may be asked for once {@code whenDone} has run.
 */
final class DeviceScan {
    /** Holds label, boot record and all other signatures that stand at the start. */
    private static final int START_BYTES = 8192;

    private static final int BOOT_SIGNATURE_AT = 510;
    private static final short BOOT_SIGNATURE = (short) 0xaa55;

    private final Path path;
    private final Optional<Partition> partition;
    private final Window window;
    private final LvmConf settings;
    private final TextCache texts;
    private final Runnable whenDone;
    private final List<Problem> problems = new ArrayList<>();
    private Optional<PvLabel> label = Optional.empty();
    private boolean hasBootSignature;
    private List<AreaScan> areas = List.of();
    private int unfinishedAreas;

    DeviceScan(
            Path path,
            Optional<Partition> partition,
            Window window,
            LvmConf settings,
            TextCache texts,
            Runnable whenDone) {
        this.path = path;
        this.partition = partition;
        this.window = window;
        this.settings = settings;
        this.texts = texts;
        this.whenDone = whenDone;
    }

    ScannedDevice result() {
        return new ScannedDevice(
                path,
                window.device().path(),
                partition,
                window.size(),
                window.device().deviceNumber(),
                label,
                areas.stream().map(AreaScan::result).toList(),
                problems);
    }

    /** Whether its first sector may be that of a partition table. A label rules that out. */
    boolean mayBePartitioned() {
        return hasBootSignature && label.isEmpty();
    }

    void start() {
        long least = settings.minimumDeviceBytes();
        if (window.size() < least) {
            note(Problem.Severity.NOTE, "not read: " + tooSmall(window.size(), least));
            whenDone.run();
            return;
        }
        window.submitRead(0, START_BYTES, IoCategory.LABEL, this, DeviceScan::startRead);
    }

    static String tooSmall(long size, long least) {
        return "%s: too small for a physical volume, at least %d (devices/pv_min_size)"
                .formatted(size == 0 ? "empty" : size + " bytes", least);
    }

    private static void startRead(IoResult result, DeviceScan scan) {
        try {
            scan.startRead(result.data());
        } catch (DeviceIoException e) {
            scan.failed(e);
            scan.whenDone.run();
        }
    }

    private void startRead(ByteBuffer start) {
        LabelScan found = PvLabel.find(start);
        hasBootSignature = start.getShort(BOOT_SIGNATURE_AT) == BOOT_SIGNATURE;
        for (LabelNote note : found.notes()) {
            note(Problem.Severity.WARNING, note.message());
        }
        label = found.label();
        if (label.isEmpty()) {
            note(Problem.Severity.NOTE, "no LVM label");
            whenDone.run();
            return;
        }
        readAreas(label.get().metadataAreas());
    }

    private void readAreas(List<DiskArea> places) {
        areas = new ArrayList<>();
        for (DiskArea place : places) {
            areas.add(new AreaScan(this, window, texts, areas.size() + 1, place));
        }
        unfinishedAreas = areas.size();
        if (areas.isEmpty()) {
            whenDone.run();
        }
        areas.forEach(AreaScan::start);
    }

    /** One metadata area is through. */
    void areaDone() {
        if (--unfinishedAreas == 0) {
            whenDone.run();
        }
    }

    void failed(DeviceIoException e) {
        note(Problem.Severity.FAILURE, e.reason());
    }

    void note(Problem.Severity severity, String message) {
        problems.add(new Problem(severity, Optional.of(path), message));
    }
}
