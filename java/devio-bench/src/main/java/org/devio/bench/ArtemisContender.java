package org.devio.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.activemq.artemis.nativo.jlibaio.LibaioContext;
import org.apache.activemq.artemis.nativo.jlibaio.LibaioFile;
import org.apache.activemq.artemis.nativo.jlibaio.SubmitInfo;

/** Apache Artemis' libaio wrapper. Its library has to be on {@code java.library.path}. */
final class ArtemisContender implements Contender {
    private final Job job;
    private final Job.Offsets offsets;
    private final LibaioContext<Lane> context;
    private final LibaioFile<Lane> file;
    private final Lane[] lanes;

    /** A buffer, and the callback that stands for it. */
    private static final class Lane implements SubmitInfo {
        final ByteBuffer buffer =
                DirectBuffers.fill(LibaioContext.newAlignedBuffer(Job.BLOCK, Job.BLOCK));

        @Override
        public void onError(int errno, String message) {
            throw new IllegalStateException(message);
        }

        @Override
        public void done() {}
    }

    ArtemisContender(Job job) throws IOException {
        this.job = job;
        this.offsets = job.offsets(0);
        // It cannot have a queue of one.
        this.context = new LibaioContext<>(Math.max(2, job.depth()), false, false);
        this.file = context.openFile(job.path().toString(), true);
        this.lanes = new Lane[job.depth()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = new Lane();
        }
    }

    @Override
    public long run(Limit limit) throws IOException {
        Lane[] completed = new Lane[lanes.length];
        long done = 0;
        int flying = 0;
        for (Lane lane : lanes) {
            submit(lane);
            flying++;
        }
        while (flying > 0) {
            int count = context.poll(completed, 1, completed.length);
            done += count;
            flying -= count;
            for (int i = 0; i < count; i++) {
                if (!limit.isReached(done + flying)) {
                    submit(completed[i]);
                    flying++;
                }
            }
        }
        return done;
    }

    private void submit(Lane lane) throws IOException {
        if (job.write()) {
            file.write(offsets.next(), Job.BLOCK, lane.buffer, lane);
        } else {
            file.read(offsets.next(), Job.BLOCK, lane.buffer, lane);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
        context.close();
    }
}
