package org.devio.scan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.devio.format.DiskArea;
import org.devio.format.LabelNote;
import org.devio.format.LabelScan;
import org.devio.format.PvLabel;
import org.devio.io.Device;
import org.devio.io.DeviceIoException;
import org.devio.io.IoCategory;
import org.devio.io.IoResult;
import org.devio.io.OpenResult;

/**
 * The chain of callbacks that reads one device: open, label, then all metadata areas side by side.
 * Runs on the polling thread; {@link #result} may be asked for once {@code whenDone} has run.
 */
final class DeviceScan {
    private final Path path;
    private final TextCache texts;
    private final Runnable whenDone;
    private final List<Problem> problems = new ArrayList<>();
    private Device device;
    private long size = -1;
    private long deviceNumber;
    private Optional<PvLabel> label = Optional.empty();
    private List<AreaScan> areas = List.of();
    private int unfinishedAreas;

    DeviceScan(Path path, TextCache texts, Runnable whenDone) {
        this.path = path;
        this.texts = texts;
        this.whenDone = whenDone;
    }

    Path path() {
        return path;
    }

    ScannedDevice result() {
        List<ScannedArea> scanned = areas.stream().map(AreaScan::result).toList();
        return new ScannedDevice(path, size, deviceNumber, label, scanned, problems);
    }

    static void opened(OpenResult result, DeviceScan scan) {
        try {
            scan.device = result.device();
        } catch (DeviceIoException e) {
            scan.failed(e);
            scan.whenDone.run();
            return;
        }
        scan.size = scan.device.size();
        scan.deviceNumber = scan.device.deviceNumber();
        scan.readLabel();
    }

    private void readLabel() {
        if (size < LvmScanner.PV_MIN_SIZE) {
            String what = size == 0 ? "empty" : size + " bytes";
            note(
                    Problem.Severity.WARNING,
                    "%s: too small for a physical volume, which has at least %d bytes; not read"
                            .formatted(what, LvmScanner.PV_MIN_SIZE));
            done();
            return;
        }
        device.submitRead(0, PvLabel.SCAN_BYTES, IoCategory.LABEL, this, DeviceScan::labelRead);
    }

    private static void labelRead(IoResult result, DeviceScan scan) {
        LabelScan found;
        try {
            found = PvLabel.find(result.data());
        } catch (DeviceIoException e) {
            scan.failed(e);
            scan.done();
            return;
        }
        for (LabelNote note : found.notes()) {
            scan.note(Problem.Severity.WARNING, note.message());
        }
        scan.label = found.label();
        if (found.label().isEmpty()) {
            scan.note(Problem.Severity.NOTE, "no LVM label");
            scan.done();
            return;
        }
        scan.readAreas(found.label().get().metadataAreas());
    }

    private void readAreas(List<DiskArea> places) {
        areas = new ArrayList<>();
        for (DiskArea place : places) {
            areas.add(new AreaScan(this, device, texts, areas.size() + 1, place));
        }
        unfinishedAreas = areas.size();
        if (areas.isEmpty()) {
            done();
        }
        areas.forEach(AreaScan::start);
    }

    /** One metadata area is through. */
    void areaDone() {
        if (--unfinishedAreas == 0) {
            done();
        }
    }

    void failed(DeviceIoException e) {
        note(Problem.Severity.FAILURE, e.reason());
    }

    void note(Problem.Severity severity, String message) {
        problems.add(new Problem(severity, Optional.of(path), message));
    }

    private void done() {
        device.close();
        whenDone.run();
    }
}
