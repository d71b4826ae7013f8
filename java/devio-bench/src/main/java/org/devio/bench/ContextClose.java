package org.devio.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.devio.io.Device;
import org.devio.io.IoCategory;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;

/**
 * What closing a context costs its caller, when all it did has been delivered. Takes the path of a
 * disk; prints a table of one row.
 */
public final class ContextClose {
    private static final int WARM_UPS = 20;
    private static final int TIMES = 100;
    private static final Duration LONG = Duration.ofMinutes(1);

    private ContextClose() {}

    /** See the class. */
    public static void main(String[] args) throws IOException {
        double[] millis = new double[WARM_UPS + TIMES];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = close(Path.of(args[0]));
        }
        Spread spread = Spread.of(DoubleStream.of(millis).skip(WARM_UPS));
        System.out.printf(
                Locale.ROOT,
                "| closing an idle context, ms for the caller | lowest | highest |%n"
                        + "|--:|--:|--:|%n| %.3f | %.3f | %.3f |%n",
                spread.median(),
                spread.lowest(),
                spread.highest());
    }

    private static double close(Path path) throws IOException {
        IoContext context = IoContext.open(IoConfig.defaults().withEngine(IoConfig.Engine.LIBAIO));
        try (Device device = context.openDevice(path)) {
            device.submitRead(
                    0, Job.BLOCK, IoCategory.LV, device, (result, disk) -> result.length());
            while (context.poll(LONG) > 0) {
                // Until nothing is outstanding.
            }
        }
        long start = System.nanoTime();
        context.close();
        return (System.nanoTime() - start) / 1e6;
    }
}
