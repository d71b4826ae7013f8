package org.devio.metadata.map;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Chunks dealt out in rows, each with one chunk of parity (raid4, raid5) or two (raid6): P is the
 * xor of the data, Q the sum of the data times {@code 2^e}, where e depends on the place in the
 * row.
 *
 * <p>What differs between the types is which image holds P and Q in which row, where the data
 * begins, and whether e counts the data chunks of the row or all images.
 */
public final class ParityLayout {
    private static final int NONE = -1;

    /** Which image holds P in a row. */
    private enum Turn {
        FIRST,
        LAST,
        /** From the last image down. */
        DOWN,
        /** From the first image up. */
        UP,
        /** As down, one row ahead. */
        DOWN_FROM_NEXT
    }

    /** Which image holds Q. */
    private enum Second {
        NONE,
        /** The image behind that of P. */
        BEHIND,
        /** The image before that of P. */
        BEFORE,
        /** Always the last; P and the data share the others as in raid5. */
        LAST
    }

    private final int images;
    private final int number;
    private final Turn turn;
    private final Second second;

    /** Whether the data begins behind the parity and goes around, else at the first free image. */
    private final boolean goesAround;

    private ParityLayout(int images, int number, Turn turn, Second second, boolean goesAround) {
        this.images = images;
        this.number = number;
        this.turn = turn;
        this.second = second;
        this.goesAround = goesAround;
    }

    /**
     * The layout of a type as metadata texts name it.
     *
     * @param images how many there are, parity included
     * @return empty if the type keeps no parity or is not known
     * @throws IllegalArgumentException if there are too few images to hold data
     */
    public static Optional<ParityLayout> of(String type, int images) {
        ParityLayout layout =
                switch (type) {
                    case "raid4" -> five(images, 4, Turn.FIRST, false);
                    case "raid5_n" -> five(images, 5, Turn.LAST, false);
                    case "raid5_la" -> five(images, 0, Turn.DOWN, false);
                    case "raid5_ra" -> five(images, 1, Turn.UP, false);
                    case "raid5", "raid5_ls" -> five(images, 2, Turn.DOWN, true);
                    case "raid5_rs" -> five(images, 3, Turn.UP, true);
                    case "raid6", "raid6_zr" -> six(images, 8, Turn.UP, Second.BEHIND, false);
                    case "raid6_nr" -> six(images, 9, Turn.DOWN_FROM_NEXT, Second.BEHIND, false);
                    case "raid6_nc" -> six(images, 10, Turn.DOWN, Second.BEFORE, true);
                    case "raid6_n_6" -> six(images, 5, Turn.LAST, Second.LAST, false);
                    case "raid6_la_6" -> six(images, 16, Turn.DOWN, Second.LAST, false);
                    case "raid6_ra_6" -> six(images, 17, Turn.UP, Second.LAST, false);
                    case "raid6_ls_6" -> six(images, 18, Turn.DOWN, Second.LAST, true);
                    case "raid6_rs_6" -> six(images, 19, Turn.UP, Second.LAST, true);
                    default -> null;
                };
        if (layout != null && layout.dataImages() < 1) {
            throw new IllegalArgumentException(type + " needs more than " + images + " images");
        }
        return Optional.ofNullable(layout);
    }

    private static ParityLayout five(int images, int number, Turn turn, boolean goesAround) {
        return new ParityLayout(images, number, turn, Second.NONE, goesAround);
    }

    private static ParityLayout six(
            int images, int number, Turn turn, Second second, boolean goesAround) {
        return new ParityLayout(images, number, turn, second, goesAround);
    }

    /** Images in all. */
    public int images() {
        return images;
    }

    /** How Linux numbers the layout, in the superblocks of the images. */
    public int number() {
        return number;
    }

    /** How many images may be lost. */
    public int parityImages() {
        return second == Second.NONE ? 1 : 2;
    }

    /** Data chunks in a row. */
    public int dataImages() {
        return images - parityImages();
    }

    /** On which image a data chunk lies; its row is {@code chunk / dataImages()}. */
    public int image(long chunk) {
        return dataImage(chunk / dataImages(), (int) (chunk % dataImages()));
    }

    /** Which image holds P in a row. */
    public int parity(long row) {
        int turning = turning();
        return switch (turn) {
            case FIRST -> 0;
            case LAST -> turning - 1;
            case DOWN -> turning - 1 - (int) (row % turning);
            case UP -> (int) (row % turning);
            case DOWN_FROM_NEXT -> turning - 1 - (int) ((row + 1) % turning);
        };
    }

    /** Which image holds Q in a row; -1 without one. */
    public int secondParity(long row) {
        return switch (second) {
            case NONE -> NONE;
            case BEHIND -> (parity(row) + 1) % images;
            case BEFORE -> (parity(row) + images - 1) % images;
            case LAST -> images - 1;
        };
    }

    /** The images among which P turns. */
    private int turning() {
        return second == Second.LAST ? images - 1 : images;
    }

    private int dataImage(long row, int k) {
        int p = parity(row);
        if (goesAround) {
            return (p + 1 + k) % turning();
        }
        if (second == Second.BEHIND) {
            // Where P is last Q is first.
            return p == images - 1 ? k + 1 : k < p ? k : k + 2;
        }
        return k < p ? k : k + 1;
    }

    /** The exponent of a data image in Q. */
    private int exponent(long row, int image) {
        if (second == Second.BEHIND || second == Second.BEFORE) {
            return image;
        }
        // Q last: the place among the data as the row deals them out, P passed over.
        return image > parity(row) ? image - 1 : image;
    }

    /**
     * How to rebuild what an image holds in a row, data or parity, from the fewest others.
     *
     * @param image the lost one
     * @param isUsable tells of the others whether they can be read; is not asked of {@code image}
     * @return empty if too many are lost
     */
    public Optional<Recipe> rebuild(long row, int image, IntPredicate isUsable) {
        int p = parity(row);
        int q = secondParity(row);
        int other = NONE;
        for (int i = 0; i < images; i++) {
            if (i == image || isUsable.test(i)) {
                continue;
            }
            if (other != NONE) {
                return Optional.empty();
            }
            other = i;
        }
        Recipe recipe = new Recipe(images);
        if (image != q && (other == NONE || other == q)) {
            byXor(recipe, row, image, p);
        } else if (q == NONE) {
            return Optional.empty();
        } else if (image == q) {
            secondParity(recipe, row, other, p);
        } else if (image == p || other == p) {
            byQAlone(recipe, row, image, other, q);
        } else {
            byBoth(recipe, row, image, other);
        }
        return Optional.of(recipe);
    }

    private void byXor(Recipe recipe, long row, int image, int p) {
        for (int k = 0; k < dataImages(); k++) {
            if (dataImage(row, k) != image) {
                recipe.add(dataImage(row, k), 1);
            }
        }
        if (p != image) {
            recipe.add(p, 1);
        }
    }

    /** Q itself: of the data, or where some of that is lost, of the rest and P. */
    private void secondParity(Recipe recipe, long row, int other, int p) {
        boolean isDataLost = other != NONE && other != p;
        int lost = isDataLost ? Gf256.power(exponent(row, other)) : 0;
        for (int k = 0; k < dataImages(); k++) {
            int data = dataImage(row, k);
            if (data != other) {
                recipe.add(data, Gf256.power(exponent(row, data)) ^ lost);
            }
        }
        if (isDataLost) {
            recipe.add(p, lost);
        }
    }

    /** Data without P, or P without one data chunk. */
    private void byQAlone(Recipe recipe, long row, int image, int other, int q) {
        int lost = image == parity(row) ? other : image;
        int inverse = Gf256.inverse(Gf256.power(exponent(row, lost)));
        boolean isParityWanted = lost != image;
        for (int k = 0; k < dataImages(); k++) {
            int data = dataImage(row, k);
            if (data != lost) {
                int ofLost = Gf256.multiply(inverse, Gf256.power(exponent(row, data)));
                recipe.add(data, isParityWanted ? ofLost ^ 1 : ofLost);
            }
        }
        recipe.add(q, inverse);
    }

    /** One of two lost data chunks. */
    private void byBoth(Recipe recipe, long row, int image, int other) {
        int own = Gf256.power(exponent(row, image));
        int others = Gf256.power(exponent(row, other));
        int inverse = Gf256.inverse(own ^ others);
        for (int k = 0; k < dataImages(); k++) {
            int data = dataImage(row, k);
            if (data != image && data != other) {
                int both = others ^ Gf256.power(exponent(row, data));
                recipe.add(data, Gf256.multiply(both, inverse));
            }
        }
        recipe.add(parity(row), Gf256.multiply(others, inverse));
        recipe.add(secondParity(row), inverse);
    }
}
