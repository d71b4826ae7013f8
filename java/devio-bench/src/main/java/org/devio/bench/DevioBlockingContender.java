package org.devio.bench;

import java.io.IOException;
import org.devio.io.Device;
import org.devio.io.IoCategory;
import org.devio.io.IoContext;

/** This library's blocking read, on one thread. */
final class DevioBlockingContender implements Contender {
    private final Job.Offsets offsets;
    private final IoContext context;
    private final Device device;

    DevioBlockingContender(Job job) throws IOException {
        this.offsets = job.offsets(0);
        this.context = IoContext.open(DevioContender.config(job));
        this.device = context.openDevice(job.path());
    }

    @Override
    public long run(Limit limit) throws IOException {
        long done = 0;
        while (!limit.isReached(done)) {
            device.read(offsets.next(), Job.BLOCK, IoCategory.LV);
            done++;
        }
        return done;
    }

    @Override
    public void close() {
        context.close();
    }
}
