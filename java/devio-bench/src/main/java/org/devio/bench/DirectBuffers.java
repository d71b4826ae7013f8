package org.devio.bench;

import com.sun.nio.file.ExtendedOpenOption;
import java.nio.ByteBuffer;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** What the channels of the JDK need for direct I/O. */
final class DirectBuffers {
    private DirectBuffers() {}

    static ByteBuffer allocate() {
        return ByteBuffer.allocateDirect(2 * Job.BLOCK).alignedSlice(Job.BLOCK).slice(0, Job.BLOCK);
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
