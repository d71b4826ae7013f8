package org.devio.bench;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * A {@link Contender} in a JVM of its own.
 *
 * @param contender its key in {@link Worker#CONTENDERS}
 * @param jvm the command up to the main class
 * @param depths which jobs it takes
 */
record JavaEntrant(String name, String contender, List<String> jvm, IntPredicate depths)
        implements Entrant {
    @Override
    public boolean takes(Job job) {
        return depths.test(job.depth());
    }

    @Override
    public List<String> command(Job job, String warmUp, String limit) {
        Stream<String> arguments =
                Stream.of(
                        Worker.class.getName(),
                        contender,
                        job.path().toString(),
                        job.operation(),
                        String.valueOf(job.depth()),
                        warmUp,
                        limit);
        return Stream.concat(jvm.stream(), arguments).toList();
    }

    @Override
    public Sample read(String output) {
        return Sample.parse(output);
    }
}
