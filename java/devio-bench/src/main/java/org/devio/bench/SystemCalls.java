package org.devio.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** System calls per I/O, of all threads of a process, counted by {@code strace}. */
final class SystemCalls {
    private static final long FEWER = 5_000;
    private static final long MORE = 25_000;

    /** The last line: percent, seconds, microseconds a call, calls, perhaps errors, the word. */
    private static final Pattern TOTAL = Pattern.compile(" *\\S+ +\\S+ +\\S+ +(\\d+).* total");

    private SystemCalls() {}

    /** The difference between a long and a short run, so that start and end of a process cancel. */
    static double perIo(Entrant entrant, Job job) throws IOException, InterruptedException {
        return (double) (count(entrant, job, MORE) - count(entrant, job, FEWER)) / (MORE - FEWER);
    }

    private static long count(Entrant entrant, Job job, long ios)
            throws IOException, InterruptedException {
        Path summary = Files.createTempFile("bench", ".strace");
        try {
            List<String> strace = List.of("strace", "-f", "-c", "-qq", "-o", summary.toString());
            List<String> command = entrant.command(job, String.valueOf(FEWER), String.valueOf(ios));
            Processes.run(Stream.concat(strace.stream(), command.stream()).toList());
            return total(Files.readAllLines(summary));
        } finally {
            Files.delete(summary);
        }
    }

    private static long total(List<String> summary) {
        Matcher total = TOTAL.matcher(summary.get(summary.size() - 1));
        if (!total.matches()) {
            throw new IllegalStateException("not what strace -c prints: " + summary);
        }
        return Long.parseLong(total.group(1));
    }
}
