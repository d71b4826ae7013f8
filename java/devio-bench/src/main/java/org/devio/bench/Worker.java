package org.devio.bench;

import com.google.gson.Gson;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;

/**
 * Measures one Java contender in this process and prints a {@link Sample} as JSON. Arguments:
 * {@code CONTENDER PATH read|write DEPTH WARM-UP LIMIT}; the last five are also those of the C
 * loops.
 */
final class Worker {
    static final Map<String, Contender.Factory> CONTENDERS =
            Map.of(
                    "devio", DevioContender::new,
                    "devio-blocking", DevioBlockingContender::new,
                    "devio-two-contexts", DevioTwoContextsContender::new,
                    "artemis", ArtemisContender::new,
                    "async-channel", AsynchronousChannelContender::new,
                    "channel-pool", ChannelPoolContender::new);

    /** More than one, so that the end of a run is no news to the compiler in the measured one. */
    private static final int WARM_UPS = 3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Worker() {}

    /** See the class. */
    public static void main(String[] args) throws Exception {
        Job job = Job.parse(args[1], args[2], args[3]);
        try (Contender contender = CONTENDERS.get(args[0]).open(job)) {
            for (int i = 0; i < WARM_UPS; i++) {
                run(contender, args[4]);
            }
            System.out.println(new Gson().toJson(measure(contender, args[5])));
        }
        // Threads of others must not keep the process.
        System.exit(0);
    }

    private static long run(Contender contender, String limit) throws Exception {
        Limit parsed = Limit.parse(limit);
        parsed.start();
        return contender.run(parsed);
    }

    private static Sample measure(Contender contender, String limit) throws Exception {
        long heap = allocated();
        long cpu = ProcessTime.nanos();
        long wall = System.nanoTime();
        long ios = run(contender, limit);
        wall = System.nanoTime() - wall;
        cpu = ProcessTime.nanos() - cpu;
        return new Sample(ios, wall, cpu, allocated() - heap);
    }

    private static long allocated() {
        long[] each = THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds());
        return Arrays.stream(each).filter(bytes -> bytes > 0).sum();
    }
}
