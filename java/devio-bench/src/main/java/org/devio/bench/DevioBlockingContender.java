package org.devio.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.devio.io.Device;
import org.devio.io.IoCategory;
import org.devio.io.IoContext;

/** This library's blocking reads and writes, on one thread. */
final class DevioBlockingContender implements Contender {
    private final Job job;
    private final ByteBuffer memory = DirectBuffers.allocate();
    private final Job.Offsets offsets;
    private final IoContext context;
    private final Device device;

    DevioBlockingContender(Job job) throws IOException {
        this.job = job;
        this.offsets = job.offsets(0);
        this.context = IoContext.open(DevioContender.config(job));
        this.device = context.openDevice(job.path(), DevioContender.options(job));
    }

    @Override
    public long run(Limit limit) throws IOException {
        long done = 0;
        while (!limit.isReached(done)) {
            if (job.write()) {
                device.write(offsets.next(), memory.clear(), IoCategory.LV);
            } else {
                device.read(offsets.next(), memory.clear(), IoCategory.LV);
            }
            done++;
        }
        return done;
    }

    @Override
    public void close() {
        context.close();
    }
}
