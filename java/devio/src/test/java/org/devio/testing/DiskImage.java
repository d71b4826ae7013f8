package org.devio.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.devio.format.DiskArea;
import org.devio.format.LabelScan;
import org.devio.format.LvmFormatException;
import org.devio.format.MdaHeader;
import org.devio.format.PvLabel;
import org.devio.format.RawLocation;
import org.devio.format.TextLocation;
import org.devio.metadata.VolumeGroup;

/** Reads an image with a plain file channel, so that the formats can be tested without the rest. */
public record DiskImage(Path path, long deviceOffset) {
    /** Reads bytes of the device; fewer where it ends. */
    public ByteBuffer read(long offset, int length) {
        try (FileChannel channel = FileChannel.open(path)) {
            long beforeEnd = Math.max(0, channel.size() - deviceOffset - offset);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length, beforeEnd));
            long at = deviceOffset + offset;
            while (bytes.hasRemaining()) {
                at += channel.read(bytes, at);
            }
            return bytes.flip().asReadOnlyBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks for the label. */
    public LabelScan label() {
        return PvLabel.find(read(0, PvLabel.SCAN_BYTES));
    }

    /** Reads the header of a metadata area. */
    public MdaHeader header(DiskArea area) throws LvmFormatException {
        return MdaHeader.parse(read(area.offset(), MdaHeader.BYTES), area);
    }

    /** Reads a metadata text and checks it. */
    public byte[] text(MdaHeader header, RawLocation location) throws LvmFormatException {
        TextLocation text = header.locate(location);
        ByteBuffer[] parts = new ByteBuffer[text.extents().size()];
        for (int i = 0; i < parts.length; i++) {
            DiskArea extent = text.extents().get(i);
            parts[i] = read(extent.offset(), (int) extent.size());
        }
        text.verify(parts);
        return text.join(parts);
    }

    /** Volume groups of all metadata areas that can be read. */
    public List<VolumeGroup> volumeGroups() {
        List<VolumeGroup> groups = new ArrayList<>();
        for (DiskArea area : label().label().map(PvLabel::metadataAreas).orElse(List.of())) {
            try {
                MdaHeader header = header(area);
                if (header.committed().isPresent() && !header.isIgnored()) {
                    groups.add(VolumeGroup.parse(text(header, header.committed().get())));
                }
            } catch (LvmFormatException e) {
                // The area is broken on purpose; the other one may be good.
            }
        }
        return groups;
    }
}
