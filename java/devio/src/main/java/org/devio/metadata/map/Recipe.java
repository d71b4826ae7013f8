package org.devio.metadata.map;

/**
 * How what one image holds is put together from others: the sum of each one's bytes times its
 * coefficient, in GF(2^8). With coefficients of 1 alone this is the xor.
 */
public final class Recipe {
    private final int[] images;
    private final byte[] coefficients;
    private int size;

    Recipe(int most) {
        this.images = new int[most];
        this.coefficients = new byte[most];
    }

    /** One image more; a coefficient of 0 needs none of its bytes. */
    void add(int image, int coefficient) {
        if (coefficient != 0) {
            images[size] = image;
            coefficients[size] = (byte) coefficient;
            size++;
        }
    }

    /** How many images take part; at least 1. */
    public int size() {
        return size;
    }

    /** The number of the image that takes part as {@code i}th, from 0. */
    public int image(int i) {
        return images[i];
    }

    /** What its bytes are to be multiplied by: 1 to 255. */
    public int coefficient(int i) {
        return coefficients[i] & 0xff;
    }
}
