package org.devio.bench;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import org.apache.activemq.artemis.nativo.jlibaio.LibaioContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures all who can do random 4 KiB I/O in one run: each in a process of its own, round after
 * round, each round begun by another one. Writes tables, JSON and a chart. {@code run.sh} makes the
 * targets and calls it.
 */
@Command(
        name = "SideBySide",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Measures devio and others side by side.")
public final class SideBySide implements Callable<Integer> {
    private static final String ARTEMIS_LIBRARY = "lib/linux-x86_64/libartemis-native-64.so";

    /** Where two threads are compared with one. */
    private static final int SCALING_DEPTH = 32;

    @Option(names = "--target", required = true, description = "NAME=PATH; may be given again.")
    private Map<String, Path> targets = new LinkedHashMap<>();

    @Option(names = "--loops", required = true, description = "Where the C loops were built.")
    private Path loops;

    @Option(names = "--out", required = true, description = "Where the results go.")
    private Path out;

    @Option(names = "--operations", defaultValue = "read", description = "read, or read,write.")
    private String operations;

    @Option(names = "--depths", defaultValue = "1,8,32,128", description = "I/Os in flight.")
    private String depths;

    @Option(names = "--rounds", defaultValue = "5")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "2", description = "What is measured of a round.")
    private String seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "2",
            description = "Seconds for a JVM, three times.")
    private String warmUp;

    @Option(names = "--count-calls", description = "Counts system calls too, in runs of their own.")
    private boolean countCalls;

    @Option(names = "--only", split = ",", description = "Contenders, the floor goes along.")
    private List<String> only = List.of();

    /** See {@code --help}. */
    public static void main(String[] args) {
        CommandLine command = new CommandLine(new SideBySide());
        command.setOverwrittenOptionsAllowed(true);
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(out);
        List<Entrant> entrants = entrants();
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, Path> target : targets.entrySet()) {
            for (String operation : operations.split(",", -1)) {
                for (String depth : depths.split(",", -1)) {
                    Job job = Job.parse(target.getValue().toString(), operation, depth);
                    rows.addAll(measure(target.getKey(), job, entrants));
                }
            }
        }
        write(rows);
        return 0;
    }

    /** The first that takes a job is its floor. */
    private List<Entrant> entrants() throws IOException {
        List<Entrant> entrants = new ArrayList<>();
        IntPredicate any = depth -> true;
        IntPredicate one = depth -> depth == 1;
        IntPredicate scaling = depth -> depth == SCALING_DEPTH;
        entrants.add(new CLoop("C pread/pwrite", loops.resolve("pread_loop"), 1, one));
        entrants.add(new CLoop("C AIO", loops.resolve("aio_loop"), 1, any));
        entrants.add(new CLoop("C AIO by ring", loops.resolve("aio_ring_loop"), 1, one));
        entrants.add(new CLoop("C AIO two threads", loops.resolve("aio_loop"), 2, scaling));
        List<String> jvm = jvm();
        entrants.add(new JavaEntrant("devio", "devio", jvm, any));
        entrants.add(new JavaEntrant("devio two contexts", "devio-two-contexts", jvm, scaling));
        entrants.add(new JavaEntrant("devio blocking", "devio-blocking", jvm, one));
        if (Processes.isOnPath("fio")) {
            entrants.add(new Fio("fio batched", true));
            entrants.add(new Fio("fio", false));
        } else {
            System.err.println("fio is not on the PATH: left out");
        }
        if (System.getProperty("os.arch").equals("amd64")) {
            entrants.add(new JavaEntrant("Artemis native", "artemis", jvm, any));
        } else {
            System.err.println("Artemis native comes for amd64 alone: left out");
        }
        entrants.add(new JavaEntrant("AsynchronousFileChannel", "async-channel", jvm, any));
        entrants.add(new JavaEntrant("FileChannel threads", "channel-pool", jvm, any));
        entrants.removeIf(
                e -> !only.isEmpty() && !(e instanceof CLoop) && !only.contains(e.name()));
        return entrants;
    }

    private List<String> jvm() throws IOException {
        try (InputStream library =
                LibaioContext.class.getClassLoader().getResourceAsStream(ARTEMIS_LIBRARY)) {
            Path copy = out.resolve("artemis/libartemis-native-64.so");
            Files.createDirectories(copy.getParent());
            Files.deleteIfExists(copy);
            Files.copy(library, copy);
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djava.library.path=" + copy.getParent(),
                    "-cp",
                    System.getProperty("java.class.path"));
        }
    }

    private List<Row> measure(String target, Job job, List<Entrant> all)
            throws IOException, InterruptedException {
        List<Entrant> entrants = all.stream().filter(entrant -> entrant.takes(job)).toList();
        Map<Entrant, List<Sample>> samples = new LinkedHashMap<>();
        entrants.forEach(entrant -> samples.put(entrant, new ArrayList<>()));
        List<Entrant> order = new ArrayList<>(entrants);
        for (int round = 0; round < rounds; round++) {
            for (Entrant entrant : order) {
                String output = Processes.run(entrant.command(job, warmUp + "s", seconds + "s"));
                samples.get(entrant).add(entrant.read(output));
            }
            Collections.rotate(order, -1);
        }
        List<Row> rows = new ArrayList<>();
        for (Entrant entrant : entrants) {
            Double calls = countCalls ? SystemCalls.perIo(entrant, job) : null;
            List<Sample> floor = samples.get(entrants.get(0));
            rows.add(Row.of(target, job, entrant.name(), samples.get(entrant), floor, calls));
            Row row = rows.get(rows.size() - 1);
            System.err.printf("%s: %s, CPU %s%n", row.heading(), row.contender(), row.cpuRatio());
        }
        return rows;
    }

    private void write(List<Row> rows) throws IOException {
        Machine machine = Machine.running(commandLine());
        Files.writeString(out.resolve("results.md"), Tables.of(machine, rows));
        Files.writeString(out.resolve("results.svg"), BarChart.of(rows));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("machine", machine);
        document.put("rows", rows);
        Files.writeString(
                out.resolve("results.json"),
                new GsonBuilder().setPrettyPrinting().create().toJson(document));
        System.out.print(Files.readString(out.resolve("results.md")));
    }

    private String commandLine() {
        return "SideBySide --operations %s --depths %s --rounds %d --seconds %s --warm-up %s"
                .formatted(operations, depths, rounds, seconds, warmUp);
    }
}
