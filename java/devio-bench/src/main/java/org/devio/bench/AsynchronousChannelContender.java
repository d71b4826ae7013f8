package org.devio.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** The JDK's asynchronous channel with its own threads; each completion starts the next I/O. */
final class AsynchronousChannelContender implements Contender {
    private final Job job;
    private final AsynchronousFileChannel channel;

    AsynchronousChannelContender(Job job) throws IOException {
        this.job = job;
        this.channel =
                AsynchronousFileChannel.open(job.path(), DirectBuffers.optionsFor(job), null);
    }

    @Override
    public long run(Limit limit) throws Exception {
        CountDownLatch lanes = new CountDownLatch(job.depth());
        AtomicLong total = new AtomicLong();
        for (int i = 0; i < job.depth(); i++) {
            new Lane(job.offsets(i), limit, lanes, total).submit();
        }
        lanes.await();
        return total.get();
    }

    /** One I/O in flight, again and again. */
    private final class Lane implements CompletionHandler<Integer, Void> {
        private final ByteBuffer buffer = DirectBuffers.allocate();
        private final Job.Offsets offsets;
        private final Limit limit;
        private final CountDownLatch lanes;
        private final AtomicLong total;
        private long done;

        Lane(Job.Offsets offsets, Limit limit, CountDownLatch lanes, AtomicLong total) {
            this.offsets = offsets;
            this.limit = limit;
            this.lanes = lanes;
            this.total = total;
        }

        void submit() {
            buffer.clear();
            if (job.write()) {
                channel.write(buffer, offsets.next(), null, this);
            } else {
                channel.read(buffer, offsets.next(), null, this);
            }
        }

        @Override
        public void completed(Integer moved, Void attachment) {
            done++;
            if (moved == Job.BLOCK && !limit.isReached(done * job.depth())) {
                submit();
            } else {
                total.addAndGet(done);
                lanes.countDown();
            }
        }

        @Override
        public void failed(Throwable failure, Void attachment) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
