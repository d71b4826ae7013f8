package org.devio.metadata.map;

/**
 * Arithmetic in GF(2^8) as raid6 has it: polynomial {@code x^8 + x^4 + x^3 + x^2 + 1} (0x11d),
 * generator 2. Addition is the xor.
 */
final class Gf256 {
    private static final int POLYNOMIAL = 0x11d;

    /** Powers of the generator repeat after so many. */
    private static final int ORDER = 255;

    private static final byte[] POWERS = new byte[ORDER];
    private static final byte[] LOGARITHMS = new byte[ORDER + 1];

    static {
        int power = 1;
        for (int e = 0; e < ORDER; e++) {
            POWERS[e] = (byte) power;
            LOGARITHMS[power] = (byte) e;
            power <<= 1;
            if (power > 0xff) {
                power ^= POLYNOMIAL;
            }
        }
    }

    private Gf256() {}

    /** 2 to the power of {@code exponent}, which is not negative. */
    static int power(int exponent) {
        return POWERS[exponent % ORDER] & 0xff;
    }

    static int multiply(int a, int b) {
        return a == 0 || b == 0 ? 0 : power(logarithm(a) + logarithm(b));
    }

    /** What {@code a}, which is not 0, gives 1 with. */
    static int inverse(int a) {
        return power(ORDER - logarithm(a));
    }

    private static int logarithm(int a) {
        return LOGARITHMS[a] & 0xff;
    }
}
