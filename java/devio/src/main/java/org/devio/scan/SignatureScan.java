package org.devio.scan;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.devio.format.DiskArea;
import org.devio.format.Sector;
import org.devio.format.Signature;
import org.devio.format.SignaturePlan;
import org.devio.io.Device;
import org.devio.io.DeviceIoException;
import org.devio.io.IoCategory;
import org.devio.io.IoResult;
import org.devio.io.OpenResult;

/**
 * The chain of callbacks that looks for signatures on one device: open, then the start and the end
 * side by side. Runs on the polling thread; {@link #result} may be asked for once {@code whenDone}
 * has run.
 */
final class SignatureScan {
    private final Path path;
    private final Runnable whenDone;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<DiskArea, ByteBuffer> bytes = new HashMap<>();
    private Device device;
    private long size = -1;
    private SignaturePlan plan;
    private int unreadExtents;
    private List<Signature> signatures = List.of();

    SignatureScan(Path path, Runnable whenDone) {
        this.path = path;
        this.whenDone = whenDone;
    }

    Path path() {
        return path;
    }

    ScannedSignatures result() {
        return new ScannedSignatures(path, size, signatures, problems);
    }

    static void opened(OpenResult result, SignatureScan scan) {
        try {
            scan.device = result.device();
        } catch (DeviceIoException e) {
            scan.failed(e);
            scan.whenDone.run();
            return;
        }
        scan.read();
    }

    private void read() {
        size = device.size();
        // What a file wants to be read in is up to the file system that it lies on.
        plan =
                SignaturePlan.of(
                        size, device.isBlockDevice() ? device.logicalBlockSize() : Sector.BYTES);
        unreadExtents = plan.extents().size();
        if (unreadExtents == 0) {
            done();
        }
        for (DiskArea extent : plan.extents()) {
            device.submitRead(
                    extent.offset(),
                    (int) extent.size(),
                    IoCategory.SIGNATURES,
                    this,
                    SignatureScan::extentRead);
        }
    }

    private static void extentRead(IoResult result, SignatureScan scan) {
        try {
            ByteBuffer data = result.data();
            scan.bytes.put(
                    new DiskArea(result.offset(), result.length()),
                    ByteBuffer.allocate(data.limit()).put(0, data, 0, data.limit()));
        } catch (DeviceIoException e) {
            scan.failed(e);
        }
        if (--scan.unreadExtents == 0) {
            scan.signatures = scan.plan.evaluate(scan.bytes);
            scan.bytes.clear();
            scan.done();
        }
    }

    private void failed(DeviceIoException e) {
        problems.add(Problem.on(path, e));
    }

    private void done() {
        device.close();
        whenDone.run();
    }
}
