package org.devio.bench;

import java.io.IOException;

/** One way to do I/O from Java, set up for one job. */
interface Contender extends AutoCloseable {
    /** How a contender is made. */
    @FunctionalInterface
    interface Factory {
        Contender open(Job job) throws Exception;
    }

    /**
     * Does I/O until the limit is reached and nothing is in flight.
     *
     * @return how many I/Os were done
     */
    long run(Limit limit) throws Exception;

    @Override
    void close() throws IOException;
}
