package org.devio.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What one contender did in all rounds of one job.
 *
 * @param target what the I/O went to, as people name it
 * @param operation {@code read} or {@code write}
 * @param depth I/Os in flight
 * @param contender who did it
 * @param iops I/Os a second
 * @param iopsRatio of the floor's in the same round
 * @param cpuMicros user and system time of the process for one I/O
 * @param cpuRatio of the floor's in the same round
 * @param heapBytes allocated on the Java heap for one I/O
 * @param systemCalls for one I/O; null if they were not counted
 */
record Row(
        String target,
        String operation,
        int depth,
        String contender,
        Spread iops,
        Spread iopsRatio,
        Spread cpuMicros,
        Spread cpuRatio,
        double heapBytes,
        Double systemCalls) {

    static Row of(
            String target,
            Job job,
            String contender,
            List<Sample> samples,
            List<Sample> floor,
            Double systemCalls) {
        return new Row(
                target,
                job.operation(),
                job.depth(),
                contender,
                Spread.of(samples.stream().mapToDouble(Sample::iops)),
                Spread.of(
                        rounds(samples)
                                .mapToDouble(i -> samples.get(i).iops() / floor.get(i).iops())),
                Spread.of(samples.stream().mapToDouble(Sample::cpuMicros)),
                Spread.of(
                        rounds(samples)
                                .mapToDouble(
                                        i ->
                                                samples.get(i).cpuMicros()
                                                        / floor.get(i).cpuMicros())),
                Spread.of(samples.stream().mapToDouble(Sample::heapBytesPerIo)).median(),
                systemCalls);
    }

    private static IntStream rounds(List<Sample> samples) {
        return IntStream.range(0, samples.size());
    }

    /** The job, as a heading. */
    String heading() {
        return "%s, random 4 KiB %ss, depth %d".formatted(target, operation, depth);
    }
}
