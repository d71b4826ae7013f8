package org.devio.volume;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.devio.metadata.map.ParityLayout;
import org.devio.metadata.map.Recipe;

/** Chunks dealt out in rows with parity: raid4, raid5, raid6. What is lost is rebuilt. */
final class Parity extends Mapping {
    private final long size;
    private final long chunk;
    private final ParityLayout layout;
    private final Image[] images;

    /** Where parity is right, in bytes of each image. */
    private final Synced synced;

    private final boolean isWhole;

    Parity(long size, long chunk, ParityLayout layout, Image[] images, Synced synced) {
        this.size = size;
        this.chunk = chunk;
        this.layout = layout;
        this.images = images;
        this.synced = synced;
        this.isWhole = Arrays.stream(images).allMatch(Image::isWhole);
    }

    @Override
    long size() {
        return size;
    }

    @Override
    void locate(long offset, long length, Pieces pieces) {
        long at = offset;
        for (long left = length; left > 0; ) {
            long number = at / chunk;
            long within = at % chunk;
            long row = number / layout.dataImages();
            int image = layout.image(number);
            long inImage = row * chunk + within;
            long run = images[image].run(inImage, Math.min(left, chunk - within));
            if (run > 0) {
                images[image].locate(inImage, run, pieces);
            } else {
                run = rebuild(row, image, inImage, -run, pieces);
            }
            at += run;
            left -= run;
        }
    }

    /** Has a range of a chunk rebuilt, or the start of it; returns how much. */
    private long rebuild(long row, int image, long at, long length, Pieces pieces) {
        long agrees = synced.run(at);
        long here = Math.min(length, Math.abs(agrees));
        if (agrees < 0) {
            pieces.lost(whyLost(image, at) + "; its parity was not made there yet", here);
            return here;
        }
        boolean[] isUsable = new boolean[images.length];
        for (int i = 0; i < images.length; i++) {
            if (i != image) {
                long run = images[i].run(at, here);
                isUsable[i] = run > 0;
                here = Math.min(here, Math.abs(run));
            }
        }
        Optional<Recipe> recipe = layout.rebuild(row, image, i -> isUsable[i]);
        if (recipe.isPresent()) {
            pieces.rebuild(recipe.get(), images, at, here);
        } else {
            isUsable[image] = false;
            pieces.lost(
                    IntStream.range(0, images.length)
                            .filter(i -> !isUsable[i])
                            .mapToObj(i -> whyLost(i, at))
                            .collect(Collectors.joining("; ")),
                    here);
        }
        return here;
    }

    private String whyLost(int image, long at) {
        return "image " + image + ": " + images[image].whyLost(at);
    }

    @Override
    boolean isWhole() {
        return isWhole;
    }

    @Override
    boolean isLost() {
        return false;
    }
}
