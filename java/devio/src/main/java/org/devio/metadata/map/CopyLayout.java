package org.devio.metadata.map;

/**
 * Chunks dealt out over images in turn, each as often as there are copies: with one copy this is a
 * stripe set or raid0, with as many as there are images a mirror or raid1, with two raid10.
 *
 * <p>Copy {@code j} of chunk {@code c} is number {@code x = copies * c + j} of all; it lies on
 * image {@code x mod images}, in row {@code x / images}.
 *
 * @param images how many images there are; at least 1
 * @param copies how often each chunk is there; 1 to {@code images}
 */
public record CopyLayout(int images, int copies) {
    /** Checks the numbers. */
    public CopyLayout {
        if (images < 1 || copies < 1 || copies > images) {
            throw new IllegalArgumentException(copies + " copies on " + images + " images");
        }
    }

    /** On which image a copy of a chunk lies; the copy counts from 0. */
    public int image(long chunk, int copy) {
        return (int) (number(chunk, copy) % images);
    }

    /** In which row of its image a copy of a chunk lies. */
    public long row(long chunk, int copy) {
        return number(chunk, copy) / images;
    }

    /** How many rows hold this many chunks. */
    public long rows(long chunks) {
        return chunks == 0 ? 0 : row(chunks - 1, copies - 1) + 1;
    }

    private long number(long chunk, int copy) {
        return copies * chunk + copy;
    }
}
