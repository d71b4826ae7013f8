package org.devio.scan;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.devio.format.DiskArea;
import org.devio.format.LvmFormatException;
import org.devio.format.MdaHeader;
import org.devio.format.RawLocation;
import org.devio.format.TextLocation;
import org.devio.io.DeviceIoException;
import org.devio.io.IoCategory;
import org.devio.io.IoResult;
import org.devio.metadata.VolumeGroup;

/**
 * The part of a {@link DeviceScan} that reads one metadata area: header, then both ends of a
 * wrapped text side by side, and nothing again that came with the header. Nobody locks the device,
 * so what looks wrong is read once more before it is called wrong: a writer may just have been at
 * work.
 */
final class AreaScan {
    /** A context reads at least so much, from a multiple of it on, and keeps it. */
    private static final int KEPT_BYTES = 8192;

    private final DeviceScan scan;
    private final Window window;
    private final TextCache texts;
    private final int number;
    private final DiskArea area;
    private boolean again;
    private Optional<MdaHeader> header = Optional.empty();
    private Optional<VolumeGroup> volumeGroup = Optional.empty();

    private TextLocation text;
    private ByteBuffer[] parts;
    private int partsMissing;

    AreaScan(DeviceScan scan, Window window, TextCache texts, int number, DiskArea area) {
        this.scan = scan;
        this.window = window;
        this.texts = texts;
        this.number = number;
        this.area = area;
    }

    ScannedArea result() {
        return new ScannedArea(number, area, header, volumeGroup);
    }

    void start() {
        if (!window.holds(area.offset(), MdaHeader.BYTES)) {
            warn("lies beyond the end of the device");
            scan.areaDone();
            return;
        }
        IoCategory category = isFirst() ? IoCategory.MDA_HEADER : IoCategory.EXTRA_MDA_HEADER;
        window.submitRead(area.offset(), MdaHeader.BYTES, category, this, AreaScan::headerRead);
    }

    private static void headerRead(IoResult result, AreaScan area) {
        try {
            area.readText(MdaHeader.parse(result.data(), area.area));
        } catch (DeviceIoException e) {
            area.scan.failed(e);
            area.scan.areaDone();
        } catch (LvmFormatException e) {
            area.doubted(e);
        }
    }

    private void readText(MdaHeader found) throws LvmFormatException {
        header = Optional.of(found);
        if (found.area().size() != area.size() && !again) {
            note(
                    Problem.Kind.AREA_SIZE,
                    "has %d bytes by its header, %d by the label"
                            .formatted(found.area().size(), area.size()));
        }
        if (found.precommitted().isPresent() && !again) {
            // Nobody locks the device: this may be an update that goes on, not one that died.
            note(Problem.Kind.UNCOMMITTED, "holds an update that is not committed");
        }
        Optional<RawLocation> committed = found.committed();
        if (found.isIgnored() || committed.isEmpty()) {
            scan.areaDone();
            return;
        }
        text = found.locate(committed.get()).cutAt(endOfHeaderBlock());
        List<DiskArea> extents = text.extents();
        for (DiskArea extent : extents) {
            if (!window.holds(extent.offset(), extent.size())) {
                throw new LvmFormatException(
                        extent.offset(), "VG metadata lies beyond the end of the device");
            }
        }
        parts = new ByteBuffer[extents.size()];
        partsMissing = parts.length;
        IoCategory category = isFirst() ? IoCategory.MDA_CONTENT : IoCategory.EXTRA_MDA_CONTENT;
        // Lowest first: what came with the header is there until something else is read.
        List<DiskArea> byOffset = new ArrayList<>(extents);
        byOffset.sort((a, b) -> Long.compare(a.offset(), b.offset()));
        for (DiskArea extent : byOffset) {
            window.submitRead(extent.offset(), extent.size(), category, this, AreaScan::partRead);
        }
    }

    private long endOfHeaderBlock() {
        long last = area.offset() + MdaHeader.BYTES - 1;
        return last - last % KEPT_BYTES + KEPT_BYTES;
    }

    private static void partRead(IoResult result, AreaScan area) {
        try {
            area.partRead(area.window.offsetOf(result), result.data());
        } catch (DeviceIoException e) {
            area.partFailed(e);
        } catch (LvmFormatException e) {
            area.doubted(e);
        }
    }

    private void partRead(long offset, ByteBuffer data) throws LvmFormatException {
        partsMissing--;
        if (parts.length == 1) {
            parsed(texts.read(text, data));
            return;
        }
        int part = 0;
        while (text.extents().get(part).offset() != offset) {
            part++;
        }
        parts[part] = ByteBuffer.allocate(data.limit()).put(0, data, 0, data.limit());
        if (partsMissing > 0) {
            return;
        }
        if (Arrays.asList(parts).contains(null)) {
            scan.areaDone();
        } else {
            parsed(texts.read(text, parts));
        }
    }

    private void parsed(VolumeGroup group) {
        volumeGroup = Optional.of(group);
        scan.areaDone();
    }

    private void partFailed(DeviceIoException e) {
        scan.failed(e);
        if (--partsMissing == 0) {
            scan.areaDone();
        }
    }

    private void doubted(LvmFormatException e) {
        if (!again) {
            again = true;
            window.device().dropCached();
            start();
            return;
        }
        warn(e.getMessage());
        scan.areaDone();
    }

    private void warn(String what) {
        note(Problem.Kind.BAD_METADATA, what);
    }

    private void note(Problem.Kind kind, String what) {
        String message =
                "metadata area %d at %s: %s"
                        .formatted(number, Long.toUnsignedString(area.offset()), what);
        scan.add(scan.problem(kind, message).inArea(number));
    }

    private boolean isFirst() {
        return number == 1;
    }
}
