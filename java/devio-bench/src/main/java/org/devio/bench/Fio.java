package org.devio.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;

/**
 * fio with libaio.
 *
 * @param batched whether it submits at once whatever has completed; by default it submits one by
 *     one
 */
record Fio(String name, boolean batched) implements Entrant {
    @Override
    public boolean takes(Job job) {
        return true;
    }

    @Override
    public List<String> command(Job job, String warmUp, String limit) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "fio",
                                "--name=bench",
                                "--filename=" + job.path(),
                                "--rw=rand" + job.operation(),
                                "--bs=" + Job.BLOCK,
                                "--iodepth=" + job.depth(),
                                "--ioengine=libaio",
                                "--direct=1",
                                "--thread",
                                "--norandommap",
                                "--randrepeat=0",
                                "--gtod_reduce=1",
                                "--output-format=json"));
        if (batched) {
            command.add("--iodepth_batch_submit=" + job.depth());
            command.add("--iodepth_batch_complete_min=1");
            command.add("--iodepth_batch_complete_max=" + job.depth());
        }
        if (limit.endsWith("s")) {
            command.add("--time_based");
            // It drops the fraction of a second.
            double seconds = Double.parseDouble(limit.substring(0, limit.length() - 1));
            command.add("--runtime=" + Math.round(seconds * 1000) + "ms");
        } else {
            command.add("--io_size=" + Long.parseLong(limit) * Job.BLOCK);
        }
        return command;
    }

    @Override
    public Sample read(String output) {
        JsonObject job =
                JsonParser.parseString(output.substring(output.indexOf('{')))
                        .getAsJsonObject()
                        .getAsJsonArray("jobs")
                        .get(0)
                        .getAsJsonObject();
        long ios = iosOf(job, "read") + iosOf(job, "write");
        long wallNanos = (long) (job.get("job_runtime").getAsDouble() * 1e6);
        double cpuPercent = job.get("usr_cpu").getAsDouble() + job.get("sys_cpu").getAsDouble();
        return new Sample(ios, wallNanos, (long) (wallNanos * cpuPercent / 100), 0);
    }

    private static long iosOf(JsonObject job, String direction) {
        return job.getAsJsonObject(direction).get("total_ios").getAsLong();
    }
}
