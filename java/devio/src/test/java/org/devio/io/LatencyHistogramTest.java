package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private final Tally tally = new Tally();

    private LatencyHistogram histogram() {
        return tally.snapshot().latency();
    }

    @Test
    void nothingTookNoTime() {
        assertEquals(0, histogram().count());
        assertEquals(0, histogram().percentile(50));
        assertEquals(0, histogram().maxNanos());
    }

    @Test
    void anEstimateIsNeverBelowTheTruthAndLessThanTwiceIt() {
        Random random = new Random(1);
        long[] nanos =
                LongStream.generate(() -> 1 + (random.nextLong() >>> random.nextInt(24, 63)))
                        .limit(1000)
                        .toArray();

        LongStream.of(nanos).forEach(tally.scheduled::took);

        long[] sorted = LongStream.of(nanos).sorted().toArray();
        for (int percent = 1; percent <= 100; percent++) {
            long truth = sorted[percent * 10 - 1];
            long estimate = histogram().percentile(percent);
            assertTrue(
                    truth <= estimate && estimate < 2 * truth,
                    percent + "%: estimated " + estimate + ", is " + truth);
        }
        assertEquals(sorted[999], histogram().maxNanos());
        assertEquals(sorted[999], histogram().percentile(100));
    }

    @Test
    void extremesHaveTheirPlace() {
        tally.scheduled.took(0);
        tally.blocking.took(Long.MAX_VALUE);

        assertEquals(2, histogram().count());
        assertEquals(0, histogram().percentile(50));
        assertEquals(Long.MAX_VALUE, histogram().percentile(51));
    }

    @Test
    void percentilesOutsideTheirRangeAreRefused() {
        for (double wrong : new double[] {0, -1, 100.1, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> histogram().percentile(wrong),
                    () -> "percentile " + wrong);
        }
    }

    @Test
    void itSaysMedianPercentilesAndLongestInMicroseconds() {
        for (int i = 0; i < 99; i++) {
            tally.scheduled.took(1_000);
        }
        tally.scheduled.took(5_000_000);

        assertEquals("p50 1 us, p90 1 us, p99 1 us, max 5000 us", histogram().toString());
    }
}
