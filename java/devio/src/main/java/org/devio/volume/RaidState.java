package org.devio.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.devio.format.LvmFormatException;
import org.devio.format.content.RaidSuperblock;
import org.devio.io.DeviceIoException;
import org.devio.metadata.VolumeGroup;

/**
 * Which images of an array are to be trusted, and how far: what their superblocks say together. The
 * one that has seen the most events decides; an image that came back has a clean superblock of its
 * own, and only the others know that it was away.
 */
final class RaidState {
    /** How Linux numbers what the metadata text says, as superblocks have it. */
    record Geometry(int level, int layout, long chunkSectors) {}

    /** The superblocks do not describe the array that the metadata text describes. */
    static final class ConflictException extends Exception {
        private static final long serialVersionUID = 1L;

        ConflictException(String message) {
            super(message);
        }
    }

    private final Image[] images;
    private final Synced synced;
    private final List<String> notes;

    private RaidState(Image[] images, Synced synced, List<String> notes) {
        this.images = images;
        this.synced = synced;
        this.notes = notes;
    }

    /** All of them. */
    Image[] images() {
        return images;
    }

    /** Where copies, or data and parity, agree. */
    Synced synced() {
        return synced;
    }

    /** What a reader should know. */
    List<String> notes() {
        return notes;
    }

    /** Images without redundancy: each is taken as it is. */
    static RaidState ofStripes(Mapping[] mappings) {
        return new RaidState(
                Stream.of(mappings).map(Image::good).toArray(Image[]::new),
                Synced.EVERYWHERE,
                List.of());
    }

    /**
     * Reads the superblocks of all images side by side.
     *
     * @param metadata where they are, in the order of the images
     * @param isNeverSynced whether redundancy was never made
     * @throws ConflictException if the array is not in a state in which it can be read
     */
    static RaidState read(
            MapReader reader,
            Geometry geometry,
            Mapping[] mappings,
            List<Mapping> metadata,
            boolean isNeverSynced)
            throws ConflictException {
        RaidSuperblock[] superblocks = new RaidSuperblock[mappings.length];
        String[] whyNone = new String[mappings.length];
        List<MapReader.Outcome> outcomes = reader.read(metadata, 0, RaidSuperblock.BYTES);
        for (int i = 0; i < mappings.length; i++) {
            try {
                Optional<RaidSuperblock> parsed = RaidSuperblock.parse(outcomes.get(i).bytes());
                superblocks[i] = parsed.orElse(null);
                whyNone[i] = "it has no superblock yet";
            } catch (DeviceIoException e) {
                whyNone[i] = "its superblock cannot be read: " + e.reason();
            } catch (LvmFormatException e) {
                whyNone[i] = e.problem();
            }
        }
        RaidSuperblock decider = decider(superblocks);
        if (decider == null) {
            throw new ConflictException("no image has a superblock: image 0: " + whyNone[0]);
        }
        demand(geometry, decider, mappings.length);
        List<String> notes = new ArrayList<>();
        Image[] images = new Image[mappings.length];
        for (int i = 0; i < mappings.length; i++) {
            images[i] = image(mappings[i], i, superblocks[i], whyNone[i], decider);
            if (images[i].isOut()) {
                notes.add("image " + i + " is not read: " + images[i].whyLost(0));
            } else if (images[i].goodBelow() < Long.MAX_VALUE) {
                notes.add("image " + i + ": " + images[i].why());
            }
        }
        long unseen = Stream.of(superblocks).filter(Objects::isNull).count();
        if (unseen > 0) {
            notes.add(
                    "%d of %d images were seen; if the rest was in use without them, they are old"
                            .formatted(superblocks.length - unseen, superblocks.length));
        }
        long synced = isNeverSynced ? 0 : decider.syncedBytes();
        if (synced < RaidSuperblock.IN_SYNC) {
            notes.add("its redundancy was made for the first %d bytes alone".formatted(synced));
        }
        return new RaidState(images, Synced.below(synced), List.copyOf(notes));
    }

    /** Among equals one that is not itself being rebuilt: not all fields of that need be set. */
    private static RaidSuperblock decider(RaidSuperblock[] superblocks) {
        RaidSuperblock decider = null;
        for (RaidSuperblock one : superblocks) {
            if (one == null) {
                continue;
            }
            int newer = decider == null ? 1 : Long.compareUnsigned(one.events(), decider.events());
            boolean isSettled = one.rebuiltBytes() == RaidSuperblock.IN_SYNC;
            if (newer > 0
                    || newer == 0 && isSettled && decider.rebuiltBytes() < RaidSuperblock.IN_SYNC) {
                decider = one;
            }
        }
        return decider;
    }

    private static void demand(Geometry geometry, RaidSuperblock decider, int images)
            throws ConflictException {
        if (decider.isReshaping()) {
            throw new ConflictException("a reshape is in progress");
        }
        boolean isSame =
                decider.images() == images
                        && decider.level() == geometry.level()
                        && decider.layout() == geometry.layout()
                        && decider.chunkBytes()
                                == geometry.chunkSectors() * VolumeGroup.SECTOR_BYTES;
        if (!isSame) {
            throw new ConflictException(
                    ("a conversion has not come to its end: superblocks say %d images, level %d,"
                                    + " layout 0x%x, chunks of %d bytes; metadata says %d, %d,"
                                    + " 0x%x, %d")
                            .formatted(
                                    decider.images(),
                                    decider.level(),
                                    decider.layout(),
                                    decider.chunkBytes(),
                                    images,
                                    geometry.level(),
                                    geometry.layout(),
                                    geometry.chunkSectors() * VolumeGroup.SECTOR_BYTES));
        }
    }

    private static Image image(
            Mapping mapping,
            int number,
            RaidSuperblock own,
            String whyNone,
            RaidSuperblock decider) {
        if (mapping.isLost()) {
            return Image.out(mapping, mapping.whyLost(0));
        }
        if (own == null) {
            return Image.out(mapping, whyNone);
        }
        if (decider.isFailed(number)) {
            return Image.out(
                    mapping,
                    "it was left out: the others have seen event %d, it has seen %d"
                            .formatted(decider.events(), own.events()));
        }
        if (own.position() != number) {
            return Image.out(mapping, "its superblock is that of image " + own.position());
        }
        if (own.rebuiltBytes() < RaidSuperblock.IN_SYNC) {
            return new Image(
                    mapping,
                    own.dataOffset(),
                    own.rebuiltBytes(),
                    "it was rebuilt up to byte %d alone".formatted(own.rebuiltBytes()));
        }
        return new Image(mapping, own.dataOffset(), Long.MAX_VALUE, "");
    }

    /** The numbers of the images of which nothing is to be had. */
    List<Integer> out() {
        return IntStream.range(0, images.length).filter(i -> images[i].isOut()).boxed().toList();
    }
}
