package org.devio.volume;

import java.util.Arrays;
import org.devio.metadata.map.CopyLayout;

/**
 * Chunks dealt out over images, once or more often: striped, raid0, raid1, raid10, mirror. Of the
 * copies the first that is there and may be trusted is read.
 *
 * <p>While the copies are made equal for the first time the first of them is right everywhere, the
 * others where that has been done.
 */
final class Copies extends Mapping {
    private final long size;
    private final long chunk;
    private final CopyLayout layout;
    private final Image[] images;
    private final Synced synced;

    /** Whether {@link #synced} counts bytes of the array, else those of each image. */
    private final boolean isSyncedByArray;

    /**
     * A mapping.
     *
     * @param size bytes, all within the images
     * @param chunk bytes; {@code size} if it is not cut into chunks
     */
    Copies(
            long size,
            long chunk,
            CopyLayout layout,
            Image[] images,
            Synced synced,
            boolean isSyncedByArray) {
        this.size = size;
        this.chunk = chunk;
        this.layout = layout;
        this.images = images;
        this.synced = synced;
        this.isSyncedByArray = isSyncedByArray;
    }

    /** Stripes: chunks that are there once. */
    static Copies striped(long size, long chunk, Image[] images) {
        CopyLayout layout = new CopyLayout(images.length, 1);
        return new Copies(size, chunk, layout, images, Synced.EVERYWHERE, false);
    }

    @Override
    long size() {
        return size;
    }

    @Override
    void locate(long offset, long length, Pieces pieces) {
        long at = offset;
        for (long left = length; left > 0; ) {
            long within = at % chunk;
            long done = locateIn(at / chunk, within, Math.min(left, chunk - within), pieces);
            at += done;
            left -= done;
        }
    }

    /** Locates a range of a chunk, or the start of it; returns how much. */
    private long locateIn(long number, long within, long length, Pieces pieces) {
        long here = length;
        for (int copy = 0; copy < layout.copies(); copy++) {
            Image image = images[layout.image(number, copy)];
            long at = layout.row(number, copy) * chunk + within;
            long run =
                    copy == 0 ? here : synced.run(isSyncedByArray ? number * chunk + within : at);
            if (run > 0) {
                run = image.run(at, Math.min(run, here));
            }
            if (run > 0) {
                image.locate(at, run, pieces);
                return run;
            }
            here = Math.min(here, -run);
        }
        pieces.lost(whyLost(number, within), here);
        return here;
    }

    private String whyLost(long number, long within) {
        StringBuilder why = new StringBuilder();
        for (int copy = 0; copy < layout.copies(); copy++) {
            int image = layout.image(number, copy);
            long at = layout.row(number, copy) * chunk + within;
            if (copy > 0) {
                why.append("; ");
            }
            if (images.length > 1) {
                why.append(layout.copies() > 1 ? "image " : "stripe ").append(image).append(": ");
            }
            why.append(
                    images[image].run(at, 1) < 0
                            ? images[image].whyLost(at)
                            : "not yet made equal to the first there");
        }
        return why.toString();
    }

    @Override
    boolean isWhole() {
        return Arrays.stream(images).allMatch(Image::isWhole);
    }

    @Override
    boolean isLost() {
        return Arrays.stream(images).allMatch(Image::isOut);
    }
}
