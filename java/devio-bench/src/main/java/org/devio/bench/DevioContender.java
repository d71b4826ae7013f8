package org.devio.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.devio.io.Device;
import org.devio.io.DeviceIoException;
import org.devio.io.DeviceOption;
import org.devio.io.IoCallback;
import org.devio.io.IoCategory;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.io.IoResult;

/** This library with callbacks: each one starts the next I/O. */
final class DevioContender implements Contender, IoCallback<Device> {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Job job;
    private final int lanes;
    private final Job.Offsets offsets;
    private final IoContext context;
    private final Device device;

    /** What is written; it never changes, so all writes may share it. */
    private final ByteBuffer source = DirectBuffers.allocate();

    private Limit limit;
    private long done;
    private int flying;

    DevioContender(Job job) throws IOException {
        this(job, 0, 1);
    }

    /** One of several that share a job and its limit. */
    DevioContender(Job job, int lane, int lanes) throws IOException {
        this.job = job;
        this.lanes = lanes;
        this.offsets = job.offsets(lane);
        this.context = IoContext.open(config(job));
        this.device = context.openDevice(job.path(), options(job));
    }

    /** Blocks as they are asked for: widening them would measure another thing. */
    static IoConfig config(Job job) {
        return IoConfig.defaults()
                .withEngine(IoConfig.Engine.LIBAIO)
                .withMinReadBytes(Job.BLOCK)
                .withMaxInFlight(job.depth());
    }

    static DeviceOption[] options(Job job) {
        return job.write() ? new DeviceOption[] {DeviceOption.WRITE} : new DeviceOption[0];
    }

    @Override
    public long run(Limit limit) {
        this.limit = limit;
        done = 0;
        for (int i = 0; i < job.depth(); i++) {
            submit();
        }
        while (context.poll(LONG) > 0) {
            // Until nothing is outstanding.
        }
        return done;
    }

    private void submit() {
        flying++;
        if (job.write()) {
            device.submitWrite(offsets.next(), source, IoCategory.LV, device, this);
        } else {
            device.submitRead(offsets.next(), Job.BLOCK, IoCategory.LV, device, this);
        }
    }

    @Override
    public void completed(IoResult result, Device attachment) {
        try {
            result.data();
        } catch (DeviceIoException e) {
            throw new IllegalStateException(e);
        }
        done++;
        flying--;
        if (!limit.isReached((done + flying) * lanes)) {
            submit();
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
