package org.devio.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A C loop from {@code native/bench}.
 *
 * @param threads how many do it, each as deep as the job says
 * @param depths which jobs it takes
 */
record CLoop(String name, Path program, int threads, IntPredicate depths) implements Entrant {
    private static final String WARM_UP = "100";

    @Override
    public boolean takes(Job job) {
        return depths.test(job.depth());
    }

    @Override
    public List<String> command(Job job, String warmUp, String limit) {
        return List.of(
                program.toString(),
                job.path().toString(),
                job.operation(),
                String.valueOf(job.depth()),
                WARM_UP,
                limit,
                String.valueOf(threads));
    }

    @Override
    public Sample read(String output) {
        return Sample.parse(output);
    }
}
