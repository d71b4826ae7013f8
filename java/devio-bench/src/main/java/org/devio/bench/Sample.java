package org.devio.bench;

import com.google.gson.Gson;
import java.util.concurrent.TimeUnit;

/**
 * What one run took.
 *
 * @param ios how many I/Os were done
 * @param wallNanos from the first to the last
 * @param cpuNanos user and system time of the whole process meanwhile
 * @param heapBytes allocated on the Java heap meanwhile, by all threads
 */
record Sample(long ios, long wallNanos, long cpuNanos, long heapBytes) {
    /** Reads the JSON that is the last line of {@code output}. */
    static Sample parse(String output) {
        String text = output.strip();
        return new Gson().fromJson(text.substring(text.lastIndexOf('\n') + 1), Sample.class);
    }

    double iops() {
        return (double) ios * TimeUnit.SECONDS.toNanos(1) / wallNanos;
    }

    double cpuMicros() {
        return cpuNanos / 1e3 / ios;
    }

    double heapBytesPerIo() {
        return (double) heapBytes / ios;
    }
}
