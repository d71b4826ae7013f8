package org.devio.bench.micro;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.devio.config.ConfigParser;
import org.devio.config.ConfigSection;
import org.devio.format.LvmCrc;
import org.devio.format.LvmFormatException;
import org.devio.metadata.VolumeGroup;
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
import org.openjdk.jmh.annotations.Warmup;

/** What is done with metadata once it is in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Format {
    /** Logical volumes in the group; 1200 are some 500 KiB of text. */
    @Param({"12", "120", "1200"})
    public int volumes;

    private ByteBuffer text;

    /** Writes the text. */
    @Setup
    public void write() {
        byte[] bytes = MetadataText.of(volumes).getBytes(StandardCharsets.UTF_8);
        text = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        System.out.printf("text of %d bytes%n", bytes.length);
    }

    /** The checksum. */
    @Benchmark
    public int checksum() {
        return LvmCrc.of(text, 0, text.limit());
    }

    /** From text to a tree. */
    @Benchmark
    public ConfigSection tree() throws LvmFormatException {
        return ConfigParser.parse(text);
    }

    /** From text to a volume group. */
    @Benchmark
    public VolumeGroup model() throws LvmFormatException {
        return VolumeGroup.parse(text);
    }
}
