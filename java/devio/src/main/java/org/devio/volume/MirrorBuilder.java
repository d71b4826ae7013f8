package org.devio.volume;

import java.nio.ByteBuffer;
import java.util.List;
import org.devio.format.LvmFormatException;
import org.devio.format.content.MirrorLog;
import org.devio.io.DeviceIoException;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.Segment;
import org.devio.metadata.SegmentLayout;
import org.devio.metadata.VolumeGroup;
import org.devio.metadata.map.CopyLayout;

/**
 * Makes the map of a mirror. Its first copy is right in every state; the others only where the log
 * says so, which is read if the first copy is not whole.
 */
final class MirrorBuilder {
    /** Of a mirror of 8 TiB in regions of 512 bytes; lvm2's are 512 KiB and more. */
    private static final long MOST_LOG_BYTES = 64L << 20;

    private static final Synced NOWHERE = offset -> -Long.MAX_VALUE;

    private final MapBuilder maps;
    private final VolumeGroup group;
    private final LogicalVolume volume;
    private final Segment segment;
    private final SegmentLayout.Mirror mirror;
    private final int depth;

    MirrorBuilder(
            MapBuilder maps,
            VolumeGroup group,
            LogicalVolume volume,
            Segment segment,
            SegmentLayout.Mirror mirror,
            int depth) {
        this.maps = maps;
        this.group = group;
        this.volume = volume;
        this.segment = segment;
        this.mirror = mirror;
        this.depth = depth;
    }

    Mapping build() throws UnreadableVolumeException {
        long size = group.bytesOf(segment.extentCount());
        int count = mirror.areas().size();
        Image[] copies = new Image[count];
        for (int i = 0; i < count; i++) {
            copies[i] = Image.good(maps.area(mirror.areas().get(i), size, depth));
        }
        Synced synced = copies[0].isWhole() ? Synced.EVERYWHERE : fromLog(size);
        Mapping mapping =
                new Copies(size, size, new CopyLayout(count, count), copies, synced, false);
        if (copies[0].isOut() && synced == NOWHERE) {
            throw refusal(
                    "the first copy cannot be read (%s), and nothing on disk tells where the others agree with it"
                            .formatted(copies[0].whyLost(0)));
        }
        return mapping;
    }

    private Synced fromLog(long size) throws UnreadableVolumeException {
        if (mirror.mirrorLog().isEmpty() || volume.status().contains("NOTSYNCED")) {
            return NOWHERE;
        }
        long region = mirror.regionSizeSectors() * VolumeGroup.SECTOR_BYTES;
        if (region == 0) {
            throw refusal("its log has regions of 0 bytes");
        }
        long regions = (size - 1) / region + 1;
        long bytes = (regions - 1) / Byte.SIZE + 1;
        Mapping log = maps.image(mirror.mirrorLog().get(), depth + 1);
        if (bytes > MOST_LOG_BYTES || MirrorLog.BITS_AT + bytes > log.size()) {
            throw refusal(
                    "%d regions do not fit its log of %d bytes".formatted(regions, log.size()));
        }
        try {
            int end = MirrorLog.BITS_AT + (int) bytes;
            ByteBuffer content = maps.reader().read(List.of(log), 0, end).get(0).bytes();
            if (MirrorLog.regions(content) < regions) {
                throw refusal("its log has fewer than " + regions + " regions");
            }
            maps.note(volume.name() + ": the first copy is not whole; others are read by the log");
            ByteBuffer bits = content.slice(MirrorLog.BITS_AT, (int) bytes);
            return offset -> {
                long number = offset / region;
                long left = region - offset % region;
                return MirrorLog.isInSync(bits, number) ? left : -left;
            };
        } catch (DeviceIoException e) {
            maps.note(volume.name() + ": its log cannot be read: " + e.reason());
            return NOWHERE;
        } catch (LvmFormatException e) {
            maps.note(volume.name() + ": its log cannot be used: " + e.problem());
            return NOWHERE;
        }
    }

    private UnreadableVolumeException refusal(String why) {
        return maps.refusal("mirror " + volume.name() + ": " + why);
    }
}
