package org.devio.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.devio.io.IoContext;
import org.devio.io.IoStats;
import org.devio.scan.LvmScanner;
import org.devio.scan.Problem;
import org.devio.scan.ScanOptions;
import org.devio.scan.ScanReport;
import org.devio.scan.ScannedDevice;

/**
 * A scan that a command made.
 *
 * @param inputs what was asked for
 * @param report what was found
 * @param engine name of the engine that read
 * @param stats what it did
 * @param elapsed from opening the first device to the last answer
 */
record Scan(Inputs inputs, ScanReport report, String engine, IoStats stats, Duration elapsed) {
    /** Exit code if something could not be read. */
    static final int FAILED = 1;

    /**
     * Scans the devices that the options ask for. What keeps it from that is told to {@code err}.
     *
     * @return empty if there is no engine, or nothing to read
     */
    static Optional<Scan> run(IoOptions options, PrintStream err) {
        return run(options, err, (context, scan) -> scan);
    }

    /** What a command does after a scan, with what it was made through still open. */
    interface Work<T> {
        T with(IoContext context, Scan scan) throws IOException;
    }

    /** {@link #run(IoOptions, PrintStream)}, and then the work. */
    static <T> Optional<T> run(IoOptions options, PrintStream err, Work<T> work) {
        return Reading.run(
                options,
                err,
                (context, settings) -> {
                    ScanOptions rules = ScanOptions.of(settings);
                    Inputs inputs = Inputs.of(options.paths(), rules.devices(), options.deadline());
                    inputs.complaints().forEach(complaint -> complain(err, complaint));
                    long start = System.nanoTime();
                    ScanReport report = scan(context, inputs.devices(), rules, err);
                    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
                    return work.with(
                            context,
                            new Scan(
                                    inputs,
                                    report,
                                    context.engineName(),
                                    context.stats(),
                                    elapsed));
                });
    }

    private static ScanReport scan(
            IoContext context, List<Path> devices, ScanOptions rules, PrintStream err) {
        try (Waiting waiting = Waiting.begin(devices, err)) {
            return new LvmScanner(context)
                    .scan(devices, rules, device -> waiting.done(device.file()));
        }
    }

    /**
     * Scans and prints what a report has to say of it.
     *
     * @return the exit code
     */
    static int print(
            IoOptions options,
            PrintStream out,
            PrintStream err,
            Function<ScanReport, String> report) {
        Optional<Scan> scan = run(options, err);
        scan.ifPresent(
                made -> {
                    made.tellProblems(err);
                    out.print(report.apply(made.report));
                });
        return scan.map(Scan::exitCode).orElse(FAILED);
    }

    /** 0 if all was read, whatever it holds. */
    int readingExitCode() {
        boolean isFailed =
                inputs.isFailed() || report.devices().stream().anyMatch(ScannedDevice::isFailed);
        return isFailed ? FAILED : 0;
    }

    /** 0 if all was read and every device that was named is a physical volume. */
    int exitCode() {
        return namedInVain().isEmpty() ? readingExitCode() : FAILED;
    }

    /** Tells what was wrong, for reports that have no room for it. */
    void tellProblems(PrintStream err) {
        tellDeviceProblems(err);
        tellGroupProblems(err);
    }

    private void tellDeviceProblems(PrintStream err) {
        for (ScannedDevice device : report.devices()) {
            boolean isAskedFor = namedInVain().contains(device);
            for (Problem problem : device.problems()) {
                if (isAskedFor || problem.severity() != Problem.Severity.NOTE) {
                    complain(err, problem.toString());
                }
            }
        }
    }

    /** Tells what was wrong with volume groups as a whole. */
    void tellGroupProblems(PrintStream err) {
        report.groupProblems().forEach(problem -> complain(err, problem.toString()));
    }

    private List<ScannedDevice> namedInVain() {
        Set<Path> used =
                report.devices().stream()
                        .filter(device -> device.label().isPresent())
                        .map(ScannedDevice::file)
                        .collect(Collectors.toSet());
        return report.devices().stream()
                .filter(device -> inputs.isNamed(device.path()) && !used.contains(device.file()))
                .toList();
    }

    private static void complain(PrintStream err, String complaint) {
        err.println("devio: " + complaint);
    }
}
