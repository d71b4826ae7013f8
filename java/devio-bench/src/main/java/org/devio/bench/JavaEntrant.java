package org.devio.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * A {@link Contender} in a JVM of its own.
 *
 * @param contender its key in {@link Worker#CONTENDERS}
 * @param jvm the command up to the main class
 * @param blocking whether it does one I/O at a time only
 */
record JavaEntrant(String name, String contender, List<String> jvm, boolean blocking)
        implements Entrant {
    @Override
    public boolean takes(Job job) {
        return !blocking || job.depth() == 1;
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
