package org.devio.bench.micro;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.devio.io.Device;
import org.devio.io.IoConfig;
import org.devio.io.IoContext;

/** A file of holes and a context to read it with; the device may be another, {@code -Ddisk=}. */
final class SparseDisk implements AutoCloseable {
    static final long BYTES = 64L << 20;

    private final Path file;
    final IoContext context;
    final Device device;

    SparseDisk(int depth, int minReadBytes) throws IOException {
        file = Files.createTempFile(Path.of(""), "bench", ".img");
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(BYTES);
        }
        context =
                IoContext.open(
                        IoConfig.defaults()
                                .withEngine(IoConfig.Engine.LIBAIO)
                                .withMinReadBytes(minReadBytes)
                                .withMaxInFlight(depth));
        device = context.openDevice(Path.of(System.getProperty("disk", file.toString())));
    }

    @Override
    public void close() throws IOException {
        context.close();
        Files.delete(file);
    }
}
