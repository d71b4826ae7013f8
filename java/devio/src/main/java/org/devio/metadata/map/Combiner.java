package org.devio.metadata.map;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Puts lost bytes together from those of other images, as a {@link Recipe} says. Not thread-safe.
 *
 * <p>Eight bytes at a time, and tile by tile so that all stays in the first cache. The coefficients
 * are gone through bit by bit from the highest: what has been summed up is doubled once a bit for
 * all images together, where a multiplication for each would double it for each.
 */
public final class Combiner {
    /** 4 KiB. */
    private static final int TILE_LONGS = 512;

    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final long[] sum = new long[TILE_LONGS];
    private final long[] tile = new long[TILE_LONGS];
    private long[] tiles = new long[0];

    /**
     * Combines.
     *
     * @param recipe the coefficients
     * @param sources what each of the recipe's images holds there, from index 0, in its order; at
     *     least as long as {@code target}
     * @param target filled from its position to its limit, which does not move
     */
    public void combine(Recipe recipe, ByteBuffer[] sources, ByteBuffer target) {
        int length = target.remaining();
        LongBuffer out = longs(target);
        LongBuffer[] in = new LongBuffer[recipe.size()];
        for (int i = 0; i < in.length; i++) {
            in[i] = longs(sources[i].duplicate().rewind());
        }
        int longs = length / Long.BYTES;
        boolean isXor = isXor(recipe);
        for (int at = 0; at < longs; at += TILE_LONGS) {
            int count = Math.min(TILE_LONGS, longs - at);
            if (isXor) {
                xor(in, at, count);
            } else {
                multiply(recipe, in, at, count);
            }
            out.put(at, sum, 0, count);
        }
        for (int i = longs * Long.BYTES; i < length; i++) {
            int one = 0;
            for (int k = 0; k < recipe.size(); k++) {
                one ^= Gf256.multiply(recipe.coefficient(k), sources[k].get(i) & 0xff);
            }
            target.put(target.position() + i, (byte) one);
        }
    }

    /** The order of bytes does not matter, so it is the machine's. */
    private static LongBuffer longs(ByteBuffer bytes) {
        return bytes.slice().order(ByteOrder.nativeOrder()).asLongBuffer();
    }

    private static boolean isXor(Recipe recipe) {
        for (int i = 0; i < recipe.size(); i++) {
            if (recipe.coefficient(i) != 1) {
                return false;
            }
        }
        return true;
    }

    private void xor(LongBuffer[] in, int at, int count) {
        in[0].get(at, sum, 0, count);
        for (int i = 1; i < in.length; i++) {
            in[i].get(at, tile, 0, count);
            add(sum, tile, 0, count);
        }
    }

    private void multiply(Recipe recipe, LongBuffer[] in, int at, int count) {
        if (tiles.length < in.length * TILE_LONGS) {
            tiles = new long[in.length * TILE_LONGS];
        }
        for (int i = 0; i < in.length; i++) {
            in[i].get(at, tiles, i * TILE_LONGS, count);
        }
        Arrays.fill(sum, 0);
        for (int bit = 7; bit >= 0; bit--) {
            if (bit < 7) {
                twice(sum, count);
            }
            for (int i = 0; i < in.length; i++) {
                if ((recipe.coefficient(i) >> bit & 1) != 0) {
                    add(sum, tiles, i * TILE_LONGS, count);
                }
            }
        }
    }

    // Each a loop that the compiler turns into vector instructions.

    private static void add(long[] to, long[] from, int offset, int count) {
        for (int i = 0; i < count; i++) {
            to[i] ^= from[offset + i];
        }
    }

    /**
     * Doubles each byte in the field: shifts it, and takes the polynomial off where it ran over.
     */
    private static void twice(long[] longs, int count) {
        for (int i = 0; i < count; i++) {
            long value = longs[i];
            long over = (value & HIGH_BITS) >>> 7;
            long shifted = (value & ~HIGH_BITS) << 1;
            longs[i] = shifted ^ over ^ over << 2 ^ over << 3 ^ over << 4;
        }
    }
}
