package org.devio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.devio.testing.LoopDevice;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every channel on a device holds to: it does what a channel on a file does. */
abstract class ChannelContract {
    static final int SIZE = 3 << 20;

    @TempDir Path directory;

    Path file(String name, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return Files.write(directory.resolve(name), bytes);
    }

    /** Does the same random steps on our channel and on the JDK's, and compares what they give. */
    abstract void compareWithFile(Path ours, Path theirs, IoConfig.Engine engine) throws Exception;

    @ParameterizedTest
    @EnumSource(
            value = IoConfig.Engine.class,
            names = {"AUTO", "JAVA"})
    void randomStepsGiveWhatTheyGiveOnAFile(IoConfig.Engine engine) throws Exception {
        Path ours = file("ours", SIZE);
        Path theirs = file("theirs", SIZE);

        compareWithFile(ours, theirs, engine);

        assertEquals(-1, Files.mismatch(theirs, ours), "differing byte");
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void randomStepsOnABlockDeviceGiveWhatTheyGiveOnAFile(int sectorBytes) throws Exception {
        assumeTrue(LoopDevice.whyUnavailable().isEmpty(), LoopDevice.whyUnavailable());
        Path ours = file("ours", SIZE);
        Path theirs = file("theirs", SIZE);

        try (LoopDevice loop = LoopDevice.attach(ours, sectorBytes)) {
            compareWithFile(loop.path(), theirs, IoConfig.Engine.AUTO);
        }

        assertEquals(-1, Files.mismatch(theirs, ours), "differing byte");
    }
}
