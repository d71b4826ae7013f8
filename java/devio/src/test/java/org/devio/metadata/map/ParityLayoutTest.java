package org.devio.metadata.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which images hold what is held against the kernel by LogicalDiskContentTest. */
class ParityLayoutTest {
    private static final int IMAGES = 7;

    /** No multiple of 8, and more than one tile. */
    private static final int CHUNK = 9 * 1024 + 5;

    private final Random random = new Random(15);
    private final Combiner combiner = new Combiner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raid4",
                "raid5_n",
                "raid5_la",
                "raid5_ra",
                "raid5_ls",
                "raid5_rs",
                "raid6_zr",
                "raid6_nr",
                "raid6_nc",
                "raid6_n_6",
                "raid6_la_6",
                "raid6_ra_6",
                "raid6_ls_6",
                "raid6_rs_6"
            })
    void whatIsRebuiltIsWhatWasLost(String type) {
        ParityLayout layout = ParityLayout.of(type, IMAGES).orElseThrow();
        for (long row = 0; row < 2 * IMAGES; row++) {
            byte[][] images = row(layout, row);
            for (int lost = 0; lost < IMAGES; lost++) {
                for (int other = 0; other < IMAGES; other++) {
                    int both = other;
                    Optional<Recipe> recipe = layout.rebuild(row, lost, image -> image != both);
                    if (layout.parityImages() == 1 && lost != other) {
                        assertTrue(recipe.isEmpty());
                    } else {
                        assertArrayEquals(
                                images[lost], combine(recipe.orElseThrow(), images), type);
                    }
                }
            }
        }
    }

    /** Parity by the definition: P is the xor, Q the sum of the data times powers of 2. */
    private byte[][] row(ParityLayout layout, long row) {
        byte[][] images = new byte[IMAGES][CHUNK];
        int p = layout.parity(row);
        int q = layout.secondParity(row);
        boolean countsAll =
                q >= 0 && q != IMAGES - 1 || layout.number() >= 8 && layout.number() < 11;
        for (int image = 0, data = 0; image < IMAGES; image++) {
            if (image == p || image == q) {
                continue;
            }
            random.nextBytes(images[image]);
            int factor = 1;
            for (int e = 0; e < (countsAll ? image : data); e++) {
                factor = doubled(factor);
            }
            for (int i = 0; i < CHUNK; i++) {
                images[p][i] ^= images[image][i];
                if (q >= 0) {
                    images[q][i] ^= (byte) times(images[image][i] & 0xff, factor);
                }
            }
            data++;
        }
        return images;
    }

    private static int doubled(int a) {
        return a << 1 ^ ((a & 0x80) != 0 ? 0x11d : 0);
    }

    private static int times(int a, int b) {
        int sum = 0;
        for (int left = b, power = a; left != 0; left >>= 1, power = doubled(power)) {
            sum ^= (left & 1) != 0 ? power : 0;
        }
        return sum;
    }

    private byte[] combine(Recipe recipe, byte[][] images) {
        ByteBuffer[] sources = new ByteBuffer[recipe.size()];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = ByteBuffer.wrap(images[recipe.image(i)]);
        }
        ByteBuffer target = ByteBuffer.allocate(CHUNK + 6).position(3).limit(3 + CHUNK);
        combiner.combine(recipe, sources, target);
        byte[] combined = new byte[CHUNK];
        target.get(3, combined);
        assertEquals(3, target.position());
        assertEquals(0, target.array()[2] | target.array()[3 + CHUNK]);
        return combined;
    }

    @Test
    void threeLostAreTooMany() {
        ParityLayout layout = ParityLayout.of("raid6_zr", IMAGES).orElseThrow();

        assertTrue(layout.rebuild(0, 0, image -> image > 2).isEmpty());
    }

    @Test
    void eachDataChunkHasAPlaceOfItsOwn() {
        for (String type :
                new String[] {"raid4", "raid5_ls", "raid6_nr", "raid6_nc", "raid6_rs_6"}) {
            ParityLayout layout = ParityLayout.of(type, IMAGES).orElseThrow();
            for (long row = 0; row < IMAGES; row++) {
                Set<Integer> taken = new HashSet<>(Set.of(layout.parity(row)));
                if (layout.secondParity(row) >= 0) {
                    taken.add(layout.secondParity(row));
                }
                for (int k = 0; k < layout.dataImages(); k++) {
                    taken.add(layout.image(row * layout.dataImages() + k));
                }
                assertEquals(IMAGES, taken.size(), type + " row " + row);
            }
        }
    }

    @Test
    void typesWithoutParityHaveNone() {
        assertTrue(ParityLayout.of("raid10", 4).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> ParityLayout.of("raid6_zr", 2));
    }

    @Test
    void copiesOfAChunkLieOnDifferentImages() {
        CopyLayout layout = new CopyLayout(4, 2);

        assertEquals(2, layout.image(3, 0));
        assertEquals(3, layout.image(3, 1));
        assertEquals(1, layout.row(3, 1));
        assertEquals(2, layout.rows(3));
        assertThrows(IllegalArgumentException.class, () -> new CopyLayout(1, 2));
    }
}
