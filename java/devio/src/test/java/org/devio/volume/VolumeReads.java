package org.devio.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.devio.io.DeviceIoException;
import org.devio.io.IoCategory;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.scan.LvmScanner;
import org.devio.scan.ScanReport;

/** Some disks, scanned, and blocking reads of the volumes on them. */
final class VolumeReads implements AutoCloseable {
    private final IoContext context;
    private final ScanReport report;

    VolumeReads(IoConfig config, List<Path> disks) throws IOException {
        context = IoContext.open(config);
        report = new LvmScanner(context).scan(disks);
    }

    VolumeReads(List<Path> disks) throws IOException {
        this(IoConfig.defaults(), disks);
    }

    IoContext context() {
        return context;
    }

    LogicalDisk open(String name) throws UnreadableVolumeException {
        return LogicalDisk.open(context, report, name);
    }

    /** Reads by one {@code submitRead}. */
    byte[] read(LogicalDisk disk, long offset, int length) throws DeviceIoException {
        ByteBuffer into = ByteBuffer.allocate(length + 2).position(1).limit(length + 1);
        AtomicReference<Object> outcome = new AtomicReference<>();
        disk.submitRead(
                offset,
                into,
                IoCategory.LV,
                outcome,
                (result, to) -> {
                    try {
                        byte[] bytes = new byte[length];
                        result.data().get(bytes);
                        to.set(bytes);
                    } catch (DeviceIoException e) {
                        to.set(e);
                    }
                });
        Waiting.until(context, () -> outcome.get() != null);
        if (outcome.get() instanceof DeviceIoException e) {
            throw e;
        }
        return (byte[]) outcome.get();
    }

    /** All that is not lost, the rest zero. */
    byte[] readable(LogicalDisk disk) throws DeviceIoException {
        byte[] all = new byte[(int) disk.size()];
        for (VolumeExtent extent : extents(disk)) {
            if (extent.kind() != VolumeExtent.Kind.LOST) {
                byte[] some = read(disk, extent.offset(), (int) extent.length());
                System.arraycopy(some, 0, all, (int) extent.offset(), some.length);
            }
        }
        return all;
    }

    static List<VolumeExtent> extents(LogicalDisk disk) {
        List<VolumeExtent> extents = new ArrayList<>();
        disk.locate(0, disk.size(), extents::add);
        return extents;
    }

    static String sha256(byte[] bytes, long offset, long length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, (int) offset, (int) length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static String sha256(byte[] bytes) {
        return sha256(bytes, 0, bytes.length);
    }

    @Override
    public void close() {
        context.close();
    }
}
