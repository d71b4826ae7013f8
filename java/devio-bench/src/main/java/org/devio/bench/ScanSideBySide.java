package org.devio.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.io.IoTrace;
import org.devio.scan.LvmScanner;
import org.devio.scan.ScanReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Measures a scan in this warm process against {@code lvm pvs} as a process whose JSON is parsed,
 * and against a C program that issues the very reads that devio issued. {@code run.sh} makes the
 * devices and calls it.
 */
@Command(
        name = "ScanSideBySide",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Measures scans of the same devices side by side.")
public final class ScanSideBySide implements Callable<Integer> {
    private static final double NANOS_PER_MILLI = 1e6;

    @Parameters(description = "Folder with a node for each device, and nothing else.")
    private Path folder;

    @Option(names = "--loops", required = true, description = "Where the C loops were built.")
    private Path loops;

    @Option(names = "--out", required = true, description = "Where the results go.")
    private Path out;

    @Option(names = "--rounds", defaultValue = "5")
    private int rounds;

    @Option(names = "--scans", defaultValue = "50", description = "In a round, of devio and C.")
    private int scans;

    @Option(names = "--warm-up", defaultValue = "10", description = "Seconds of scans before.")
    private int warmUp;

    /** See {@code --help}. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ScanSideBySide()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        List<Path> devices;
        try (var nodes = Files.list(folder)) {
            devices = nodes.sorted().toList();
        }
        Path reads = Files.createTempFile("bench", ".reads");
        List<Double> devio = new ArrayList<>();
        List<Double> c = new ArrayList<>();
        List<Double> lvm = new ArrayList<>();
        try (IoContext context = IoContext.open()) {
            Files.write(reads, readsOf(devices));
            LvmScanner scanner = new LvmScanner(context);
            long end = System.nanoTime() + warmUp * 1_000_000_000L;
            while (System.nanoTime() < end) {
                scanner.scan(devices);
            }
            for (int round = 0; round < rounds; round++) {
                devio.add(millisOf(scanner, devices));
                c.add(millisOfC(reads));
                lvm.add(millisOfLvm(devices.size()));
            }
        } finally {
            Files.delete(reads);
        }
        report(devices.size(), devio, c, lvm);
        return 0;
    }

    /** The reads that one scan makes, each device's in their order. */
    private static List<String> readsOf(List<Path> devices) throws IOException {
        List<String> reads = new ArrayList<>();
        IoConfig traced =
                IoConfig.defaults()
                        .withTrace(
                                (path, write, offset, length, category, mode) -> {
                                    if (mode == IoTrace.Mode.ASYNC) {
                                        reads.add(path + " " + offset + " " + length);
                                    }
                                });
        try (IoContext context = IoContext.open(traced)) {
            ScanReport report = new LvmScanner(context).scan(devices);
            long volumes = report.devices().stream().filter(d -> d.label().isPresent()).count();
            if (volumes != devices.size()) {
                throw new IOException("only " + volumes + " of " + devices.size() + " are PVs");
            }
        }
        return reads;
    }

    private double millisOf(LvmScanner scanner, List<Path> devices) {
        double[] took = new double[scans];
        for (int i = 0; i < scans; i++) {
            long start = System.nanoTime();
            scanner.scan(devices);
            took[i] = (System.nanoTime() - start) / NANOS_PER_MILLI;
        }
        return Spread.of(Arrays.stream(took)).median();
    }

    private double millisOfC(Path reads) throws IOException, InterruptedException {
        String loop = loops.resolve("scan_loop").toString();
        List<String> command = List.of(loop, String.valueOf(scans), reads.toString());
        return Long.parseLong(Processes.run(command).strip()) / NANOS_PER_MILLI;
    }

    private double millisOfLvm(int expected) throws IOException, InterruptedException {
        long start = System.nanoTime();
        String output =
                Processes.run(
                        List.of("lvm", "pvs", "--reportformat", "json", "--driverloaded", "n"));
        JsonArray rows =
                JsonParser.parseString(output)
                        .getAsJsonObject()
                        .getAsJsonArray("report")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("pv");
        double took = (System.nanoTime() - start) / NANOS_PER_MILLI;
        if (rows.size() != expected) {
            throw new IOException("lvm found " + rows.size() + " of " + expected + " PVs");
        }
        return took;
    }

    private void report(int count, List<Double> devio, List<Double> c, List<Double> lvm)
            throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("machine", Machine.running("ScanSideBySide, " + count + " PVs"));
        result.put("devices", count);
        result.put("devioMillis", spread(devio));
        result.put("cMillis", spread(c));
        result.put("lvmMillis", spread(lvm));
        Files.createDirectories(out);
        Files.writeString(
                out.resolve("scan-" + count + ".json"),
                new GsonBuilder().setPrettyPrinting().create().toJson(result));
        double ours = spread(devio).median();
        System.out.printf(
                Locale.ROOT,
                """

                | PVs | devio, ms | C, ms | lvm pvs, ms | devio / C | lvm pvs / devio |
                |--:|--:|--:|--:|--:|--:|
                | %d | %s | %s | %s | %.2f | %.1f |
                """,
                count,
                spread(devio),
                spread(c),
                spread(lvm),
                ours / spread(c).median(),
                spread(lvm).median() / ours);
    }

    private static Spread spread(List<Double> values) {
        return Spread.of(values.stream().mapToDouble(Double::doubleValue));
    }
}
