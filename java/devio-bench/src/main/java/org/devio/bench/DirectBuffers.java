package org.devio.bench;

import com.sun.nio.file.ExtendedOpenOption;
import java.nio.ByteBuffer;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.Set;

/** What the channels of the JDK need for direct I/O. */
final class DirectBuffers {
    private DirectBuffers() {}

    /** A block of what cannot be compressed, as all contenders write it: zram looks at it. */
    static ByteBuffer allocate() {
        return fill(
                ByteBuffer.allocateDirect(2 * Job.BLOCK)
                        .alignedSlice(Job.BLOCK)
                        .slice(0, Job.BLOCK));
    }

    static ByteBuffer fill(ByteBuffer block) {
        byte[] bytes = new byte[Job.BLOCK];
        new Random(1).nextBytes(bytes);
        return block.put(bytes).clear();
    }

    static Set<OpenOption> optionsFor(Job job) {
        return job.write()
                ? Set.of(
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        ExtendedOpenOption.DIRECT)
                : Set.of(StandardOpenOption.READ, ExtendedOpenOption.DIRECT);
    }
}
