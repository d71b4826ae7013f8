package org.devio.bench.micro;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.devio.io.Device;
import org.devio.io.DeviceIoException;
import org.devio.io.IoCallback;
import org.devio.io.IoCategory;
import org.devio.io.IoResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One read from submit to callback, the kernel's part included; aligned, and to be widened. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SubmitAndReap implements IoCallback<Device> {
    private static final int READS = 1024;
    private static final int BLOCK = 4096;
    private static final Duration LONG = Duration.ofMinutes(1);

    /** Reads in flight. */
    @Param({"1", "8", "32", "128"})
    public int depth;

    private SparseDisk disk;
    private int left;
    private long next;
    private int shift;
    private int length;

    /** Opens the disk. */
    @Setup
    public void open() throws IOException {
        disk = new SparseDisk(depth, BLOCK);
    }

    /** Closes it. */
    @TearDown
    public void close() throws IOException {
        disk.close();
    }

    /** Whole blocks. */
    @Benchmark
    @OperationsPerInvocation(READS)
    public void aligned() {
        run(0, BLOCK);
    }

    /** A sector in the middle of a block: the block is read and the sector handed out. */
    @Benchmark
    @OperationsPerInvocation(READS)
    public void widened() {
        run(1024, 512);
    }

    private void run(int shift, int length) {
        this.shift = shift;
        this.length = length;
        left = READS;
        for (int i = 0; i < depth; i++) {
            submit(disk.device);
        }
        while (disk.context.poll(LONG) > 0) {
            // Until nothing is outstanding.
        }
    }

    private void submit(Device device) {
        left--;
        next = (next + 7L * BLOCK) % SparseDisk.BYTES;
        device.submitRead(next + shift, length, IoCategory.LV, device, this);
    }

    /** Starts the next read. */
    @Override
    public void completed(IoResult result, Device device) {
        try {
            result.data().get(0);
        } catch (DeviceIoException e) {
            throw new IllegalStateException(e);
        }
        if (left > 0) {
            submit(device);
        }
    }
}
