package org.devio.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;
import org.devio.scan.LvmScanner;
import org.devio.scan.ScanReport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A scan of the images in {@code -Dimages=}, which best lie on tmpfs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScanInMemory {
    /** How the images are read. */
    @Param({"AUTO", "SYNC"})
    public IoConfig.Engine engine;

    private List<Path> images;
    private IoContext context;

    /** Finds the images. */
    @Setup
    public void open() throws IOException {
        try (var files = Files.walk(Path.of(System.getProperty("images")))) {
            images = files.filter(file -> file.toString().endsWith(".img")).sorted().toList();
        }
        context = IoContext.open(IoConfig.defaults().withEngine(engine));
    }

    /** Closes the context. */
    @TearDown
    public void close() {
        context.close();
    }

    /** All of them at once. */
    @Benchmark
    public ScanReport scan() {
        return new LvmScanner(context).scan(images);
    }
}
