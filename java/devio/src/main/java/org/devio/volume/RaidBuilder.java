package org.devio.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.Segment;
import org.devio.metadata.SegmentArea;
import org.devio.metadata.SegmentLayout;
import org.devio.metadata.VolumeGroup;
import org.devio.metadata.map.CopyLayout;
import org.devio.metadata.map.ParityLayout;

/** Makes the map of a RAID segment: which images there are, which of them are to be trusted. */
final class RaidBuilder {
    private static final int RAID10_COPIES = 2;

    private final MapBuilder maps;
    private final VolumeGroup group;
    private final LogicalVolume volume;
    private final Segment segment;
    private final SegmentLayout.Raid raid;
    private final int depth;
    private final int count;
    private final Optional<ParityLayout> parity;
    private final CopyLayout copies;

    RaidBuilder(
            MapBuilder maps,
            VolumeGroup group,
            LogicalVolume volume,
            Segment segment,
            SegmentLayout.Raid raid,
            int depth)
            throws UnreadableVolumeException {
        this.maps = maps;
        this.group = group;
        this.volume = volume;
        this.segment = segment;
        this.raid = raid;
        this.depth = depth;
        this.count = raid.images().size();
        try {
            this.parity = ParityLayout.of(segment.type(), count);
            this.copies = parity.isPresent() ? null : copies();
        } catch (IllegalArgumentException e) {
            throw refusal(e.getMessage());
        }
    }

    private CopyLayout copies() throws UnreadableVolumeException {
        return switch (segment.type()) {
            case "raid0", "raid0_meta" -> new CopyLayout(count, 1);
            case "raid1" -> new CopyLayout(count, count);
            case "raid10", "raid10_near" -> new CopyLayout(count, RAID10_COPIES);
            default -> throw refusal("type " + segment.type() + " is unknown");
        };
    }

    Mapping build() throws UnreadableVolumeException {
        if (segment.type().startsWith("raid10") && segment.dataCopies() > RAID10_COPIES) {
            throw refusal(segment.dataCopies() + " copies are not read");
        }
        long size = size();
        long chunk = chunk(size);
        long used = rows(size, chunk) * chunk;
        Mapping[] mappings = new Mapping[count];
        for (int i = 0; i < count; i++) {
            mappings[i] = maps.image(raid.images().get(i).name(), depth + 1);
        }
        RaidState state = state(mappings);
        Image[] images = state.images();
        for (int i = 0; i < count; i++) {
            long end = images[i].dataOffset() + used;
            if (end < 0 || end > mappings[i].size()) {
                throw refusal(
                        "image %d has %d bytes, its array needs %d"
                                .formatted(i, mappings[i].size(), end));
            }
        }
        demandEnough(state);
        state.notes().forEach(note -> maps.note(volume.name() + ": " + note));
        boolean isSyncedByArray = segment.type().startsWith("raid10");
        return parity.isPresent()
                ? new Parity(size, chunk, parity.get(), images, state.synced())
                : new Copies(size, chunk, copies, images, state.synced(), isSyncedByArray);
    }

    /** The extents of the segment, without those kept free in each image for a reshape. */
    private long size() throws UnreadableVolumeException {
        long factor = parity.isPresent() ? parity.get().dataImages() : count;
        if (segment.type().equals("raid1")) {
            factor = 1;
        }
        long extents = segment.extentCount() - segment.reshapeCount() * factor;
        if (extents < 1) {
            throw refusal("of its extents none is left beside those of the reshape");
        }
        return group.bytesOf(extents);
    }

    private long chunk(long size) throws UnreadableVolumeException {
        if (segment.type().equals("raid1")) {
            return size;
        }
        if (raid.stripeSizeSectors() == 0) {
            throw refusal("has a stripe size of 0");
        }
        return raid.stripeSizeSectors() * VolumeGroup.SECTOR_BYTES;
    }

    private long rows(long size, long chunk) {
        long chunks = (size - 1) / chunk + 1;
        return parity.isPresent()
                ? (chunks - 1) / parity.get().dataImages() + 1
                : copies.rows(chunks);
    }

    private RaidState state(Mapping[] mappings) throws UnreadableVolumeException {
        if (copies != null && copies.copies() == 1) {
            return RaidState.ofStripes(mappings);
        }
        if (raid.metadata().isEmpty()) {
            throw refusal("has images without metadata");
        }
        List<Mapping> metadata = new ArrayList<>();
        for (SegmentArea area : raid.metadata()) {
            metadata.add(maps.image(area.name(), depth + 1));
        }
        RaidState.Geometry geometry =
                parity.map(
                                layout ->
                                        new RaidState.Geometry(
                                                layout.parityImages() + 4,
                                                layout.number(),
                                                raid.stripeSizeSectors()))
                        .orElse(
                                segment.type().equals("raid1")
                                        ? new RaidState.Geometry(1, 0, 0)
                                        : new RaidState.Geometry(
                                                10, 0x102, raid.stripeSizeSectors()));
        try {
            return RaidState.read(
                    maps.reader(),
                    geometry,
                    mappings,
                    metadata,
                    volume.status().contains("NOTSYNCED"));
        } catch (RaidState.ConflictException e) {
            throw refusal(e.getMessage());
        }
    }

    /** Refuses the volume if the images that are out leave nothing to rebuild from. */
    private void demandEnough(RaidState state) throws UnreadableVolumeException {
        Image[] images = state.images();
        List<Integer> out = state.out();
        if (parity.isPresent()) {
            if (out.size() > parity.get().parityImages()) {
                throw beyond(images, out, parity.get().parityImages());
            }
            return;
        }
        if (copies.copies() == 1) {
            return;
        }
        for (long chunk = 0; chunk < count; chunk++) {
            boolean isThere = false;
            for (int copy = 0; copy < copies.copies(); copy++) {
                isThere |= !out.contains(copies.image(chunk, copy));
            }
            if (!isThere) {
                throw beyond(images, out, copies.copies() - 1);
            }
        }
    }

    private UnreadableVolumeException beyond(Image[] images, List<Integer> out, int redundancy) {
        StringBuilder why = new StringBuilder();
        for (int image : out) {
            why.append(why.isEmpty() ? "" : "; ")
                    .append("image ")
                    .append(image)
                    .append(": ")
                    .append(images[image].whyLost(0));
        }
        return refusal(
                "%d of %d images cannot be read, %s can be done without (%s)"
                        .formatted(
                                out.size(),
                                count,
                                copies == null
                                        ? "" + redundancy
                                        : redundancy + " of each " + copies.copies(),
                                why));
    }

    private UnreadableVolumeException refusal(String why) {
        return maps.refusal(segment.type() + " " + volume.name() + ": " + why);
    }
}
