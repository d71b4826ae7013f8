package org.devio.bench;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** This library with a context on each of two threads, each as deep as the job says. */
final class DevioTwoContextsContender implements Contender {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final DevioContender first;
    private final DevioContender second;

    DevioTwoContextsContender(Job job) throws IOException {
        this.first = new DevioContender(job, 0, 2);
        this.second = new DevioContender(job, 1, 2);
    }

    @Override
    public long run(Limit limit) throws Exception {
        Future<Long> beside = thread.submit(() -> second.run(limit));
        return first.run(limit) + beside.get();
    }

    @Override
    public void close() throws IOException {
        thread.shutdown();
        first.close();
        second.close();
    }
}
