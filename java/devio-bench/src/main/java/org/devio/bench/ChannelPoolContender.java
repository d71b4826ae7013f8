package org.devio.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A {@link FileChannel} and as many threads as I/Os are to be in flight. */
final class ChannelPoolContender implements Contender {
    private final Job job;
    private final FileChannel channel;
    private final ExecutorService threads;

    ChannelPoolContender(Job job) throws IOException {
        this.job = job;
        this.channel = FileChannel.open(job.path(), DirectBuffers.optionsFor(job));
        this.threads = Executors.newFixedThreadPool(job.depth());
    }

    @Override
    public long run(Limit limit) throws Exception {
        List<Future<Long>> lanes = new ArrayList<>();
        for (int i = 0; i < job.depth(); i++) {
            int lane = i;
            lanes.add(threads.submit(() -> run(lane, limit)));
        }
        long done = 0;
        for (Future<Long> lane : lanes) {
            done += lane.get();
        }
        return done;
    }

    private long run(int lane, Limit limit) throws IOException {
        ByteBuffer buffer = DirectBuffers.allocate();
        Job.Offsets offsets = job.offsets(lane);
        long done = 0;
        while (!limit.isReached(done * job.depth())) {
            buffer.clear();
            int moved =
                    job.write()
                            ? channel.write(buffer, offsets.next())
                            : channel.read(buffer, offsets.next());
            if (moved != Job.BLOCK) {
                throw new IOException("short: " + moved);
            }
            done++;
        }
        return done;
    }

    @Override
    public void close() throws IOException {
        threads.shutdown();
        channel.close();
    }
}
