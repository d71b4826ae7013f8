package org.devio.scan;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.devio.format.DiskArea;
import org.devio.format.ImageFormat;
import org.devio.format.LabelNote;
import org.devio.format.LabelScan;
import org.devio.format.Partition;
import org.devio.format.PvLabel;
import org.devio.io.DeviceIoException;
import org.devio.io.IoCategory;
import org.devio.io.IoResult;

/**
 * The chain of callbacks that reads one device or partition: label, all metadata areas side by
 * side, then the end of the device if that may be a component's; in this order, because the first
 * area begins where the label was read. Runs on the polling thread; {@link #result} may be asked
 * for once {@code whenDone} has run.
 */
final class DeviceScan {
    /** Holds label, boot record and all other signatures that stand at the start. */
    private static final int START_BYTES = 8192;

    private static final int BOOT_SIGNATURE_AT = 510;
    private static final short BOOT_SIGNATURE = (short) 0xaa55;

    private final Path path;
    private final Optional<Partition> partition;
    private final Window window;
    private final Common common;
    private final Runnable whenDone;
    private final List<Problem> problems = new ArrayList<>();
    private Optional<PvLabel> label = Optional.empty();
    private boolean hasBootSignature;
    private boolean isAnothers;
    private ComponentCheck component;
    private final OldFormatScan oldFormats;
    private List<AreaScan> areas = List.of();
    private int unfinishedAreas;
    private int problemsBeforeAreas;

    DeviceScan(
            Path path,
            Optional<Partition> partition,
            Window window,
            Common common,
            Runnable whenDone) {
        this.path = path;
        this.partition = partition;
        this.window = window;
        this.common = common;
        this.whenDone = whenDone;
        oldFormats = new OldFormatScan(this, window, whenDone);
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
                oldFormats.lvm1(),
                oldFormats.pool(),
                problems);
    }

    /** Whether its first sector may be that of a partition table. An owner rules that out. */
    boolean mayBePartitioned() {
        return hasBootSignature && label.isEmpty() && !isAnothers;
    }

    void start() {
        long least = common.settings().minimumDeviceBytes();
        if (window.size() < least) {
            startSmall();
            return;
        }
        window.submitRead(0, START_BYTES, IoCategory.LABEL, this, DeviceScan::startRead);
    }

    /** An image of a disk that is mostly empty may be small in a format that leaves that out. */
    private void startSmall() {
        if (window.size() == 0 || partition.isPresent() || window.device().isBlockDevice()) {
            leaveSmall();
            return;
        }
        int length = (int) Math.min(window.size(), ImageFormat.SCAN_BYTES);
        window.submitRead(0, length, IoCategory.SIGNATURES, this, DeviceScan::smallRead);
    }

    private static void smallRead(IoResult result, DeviceScan scan) {
        try {
            if (scan.isOtherFormat(result.data())) {
                scan.whenDone.run();
                return;
            }
        } catch (DeviceIoException e) {
            scan.failed(e);
        }
        scan.leaveSmall();
    }

    private void leaveSmall() {
        long least = common.settings().minimumDeviceBytes();
        note(Problem.Kind.TOO_SMALL, "not read: " + tooSmall(window.size(), least));
        whenDone.run();
    }

    /** Whether the disk is in a format that is not read; says so. */
    private boolean isOtherFormat(ByteBuffer start) {
        Optional<ImageFormat> format =
                partition.isEmpty() ? ImageFormat.find(start) : Optional.empty();
        format.ifPresent(
                found ->
                        note(
                                Problem.Kind.OTHER_IMAGE,
                                found.displayName()
                                        + " image, not read: qemu-img convert -O raw FILE NEW.img"));
        isAnothers = format.isPresent();
        return isAnothers;
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
        hasBootSignature = start.getShort(BOOT_SIGNATURE_AT) == BOOT_SIGNATURE;
        component = new ComponentCheck(common, window);
        Optional<String> array = component.atStart(start);
        if (array.isPresent()) {
            leaveTo(array.get());
            return;
        }
        LabelScan found = PvLabel.find(start);
        for (LabelNote note : found.notes()) {
            note(Problem.Kind.BAD_LABEL, note.message());
        }
        label = found.label();
        if (label.isPresent()) {
            readAreas(label.get().metadataAreas());
        } else if (isOtherFormat(start)) {
            whenDone.run();
        } else {
            oldFormats.start(start);
        }
    }

    private void areasRead() {
        Optional<DiskArea> end = component.endOf(label.orElseThrow());
        if (end.isPresent()) {
            window.submitRead(
                    end.get().offset(),
                    end.get().size(),
                    IoCategory.SIGNATURES,
                    this,
                    DeviceScan::endRead);
        } else {
            whenDone.run();
        }
    }

    private static void endRead(IoResult result, DeviceScan scan) {
        try {
            DiskArea end = new DiskArea(scan.window.offsetOf(result), result.length());
            Optional<String> array = scan.component.find(end, result.data());
            if (array.isPresent()) {
                // They are the array's, and so is what is wrong with them.
                scan.areas = List.of();
                scan.problems.subList(scan.problemsBeforeAreas, scan.problems.size()).clear();
                scan.leaveTo(array.get());
                return;
            }
        } catch (DeviceIoException e) {
            scan.failed(e);
        }
        scan.whenDone.run();
    }

    private void leaveTo(String array) {
        isAnothers = true;
        label = Optional.empty();
        note(Problem.Kind.COMPONENT, array);
        whenDone.run();
    }

    private void readAreas(List<DiskArea> places) {
        problemsBeforeAreas = problems.size();
        areas = new ArrayList<>();
        for (DiskArea place : places) {
            areas.add(new AreaScan(this, window, common.texts(), areas.size() + 1, place));
        }
        unfinishedAreas = areas.size();
        if (areas.isEmpty()) {
            areasRead();
        }
        areas.forEach(AreaScan::start);
    }

    /** One metadata area is through. */
    void areaDone() {
        if (--unfinishedAreas == 0) {
            areasRead();
        }
    }

    void failed(DeviceIoException e) {
        add(Problem.on(path, e));
    }

    void note(Problem.Kind kind, String message) {
        add(problem(kind, message));
    }

    /** A problem with this device. */
    Problem problem(Problem.Kind kind, String message) {
        return Problem.on(path, kind, message);
    }

    void add(Problem problem) {
        problems.add(problem);
    }
}
