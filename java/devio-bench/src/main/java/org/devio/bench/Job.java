package org.devio.bench;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Random I/O of one block each on one target.
 *
 * @param path a block device, or a file that was written before
 * @param write whether blocks are written, else read
 * @param depth how many are in flight
 */
record Job(Path path, boolean write, int depth) {
    static final int BLOCK = 4096;

    static Job parse(String path, String operation, String depth) {
        return new Job(Path.of(path), operation.equals("write"), Integer.parseInt(depth));
    }

    String operation() {
        return write ? "write" : "read";
    }

    /** A sequence of offsets in bytes; each {@code lane} has one of its own. */
    Offsets offsets(int lane) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            return new Offsets(channel.size() / BLOCK, lane);
        }
    }

    /** Where the next I/O goes. Not for more than one thread. */
    static final class Offsets {
        private final long blocks;
        private long random;

        Offsets(long blocks, int seed) {
            this.blocks = blocks;
            this.random = 0x9e3779b97f4a7c15L + seed;
        }

        long next() {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            return Long.remainderUnsigned(random, blocks) * BLOCK;
        }
    }
}
