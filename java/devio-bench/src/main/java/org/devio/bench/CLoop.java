package org.devio.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * A C loop from {@code native/bench}.
 *
 * @param blocking whether it does one I/O at a time only
 */
record CLoop(String name, Path program, boolean blocking) implements Entrant {
    private static final String WARM_UP = "100";

    @Override
    public boolean takes(Job job) {
        return !blocking || job.depth() == 1;
    }

    @Override
    public List<String> command(Job job, String warmUp, String limit) {
        return List.of(
                program.toString(),
                job.path().toString(),
                job.operation(),
                String.valueOf(job.depth()),
                WARM_UP,
                limit);
    }

    @Override
    public Sample read(String output) {
        return Sample.parse(output);
    }
}
