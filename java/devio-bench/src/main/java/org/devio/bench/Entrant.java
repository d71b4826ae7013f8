package org.devio.bench;

import java.util.List;

/** A program that does a {@link Job} in a process of its own and prints what it took. */
interface Entrant {
    /** What people know it by, as it stands in the tables; without a comma, for {@code --only}. */
    String name();

    /** Whether it can do such a job at all. */
    boolean takes(Job job);

    /**
     * The command that does the job.
     *
     * @param warmUp limit of a first run that is not measured, for those who get faster
     * @param limit limit of the run that is measured, as {@link Limit} has it
     */
    List<String> command(Job job, String warmUp, String limit);

    /** Reads the figures from what the command printed. */
    Sample read(String output);
}
