package org.devio.volume;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.devio.io.BlockSource;
import org.devio.io.DeviceIoException;
import org.devio.io.Gather;
import org.devio.io.IoCallback;
import org.devio.io.IoCategory;
import org.devio.io.IoContext;

/** Reads ranges of mappings: one gather of direct reads for all pieces of each. */
final class MapReader {
    /** Longer pieces are cut, so that the context moves several at a time. */
    static final int MOST_PIECE_BYTES = 1 << 20;

    private final IoContext context;
    private final Path path;
    private final BlockSource any;
    private final Rebuilds rebuilds;

    /**
     * A reader for one volume.
     *
     * @param path its name, for messages
     * @param any what to call back by when there is nothing to read
     */
    MapReader(IoContext context, Path path, BlockSource any) {
        this.context = context;
        this.path = path;
        this.any = any;
        this.rebuilds = new Rebuilds(path, any);
    }

    IoContext context() {
        return context;
    }

    <A> void submit(
            Mapping mapping,
            long offset,
            ByteBuffer into,
            IoCategory category,
            A attachment,
            IoCallback<? super A> callback) {
        Gather<A> gather = new Gather<>(path, offset, into, category, attachment, callback);
        if (into.hasRemaining()) {
            mapping.locate(offset, into.remaining(), new Plan(gather, into, rebuilds, false));
        }
        gather.seal(any);
    }

    /** What became of a read of one of several mappings. */
    static final class Outcome {
        private final ByteBuffer bytes;
        private DeviceIoException failure;

        private Outcome(int length) {
            bytes = ByteBuffer.allocate(length);
        }

        ByteBuffer bytes() throws DeviceIoException {
            if (failure != null) {
                throw failure;
            }
            return bytes;
        }
    }

    /**
     * Reads the same range of several mappings side by side and waits for all. Polls the context.
     *
     * @return what became of each, in their order
     */
    List<Outcome> read(List<Mapping> mappings, long offset, int length) {
        AtomicInteger unfinished = new AtomicInteger(mappings.size());
        List<Outcome> outcomes = new ArrayList<>();
        for (Mapping mapping : mappings) {
            Outcome outcome = new Outcome(length);
            outcomes.add(outcome);
            submit(
                    mapping,
                    offset,
                    outcome.bytes,
                    IoCategory.LV,
                    outcome,
                    (result, of) -> {
                        try {
                            result.check();
                        } catch (DeviceIoException e) {
                            of.failure = e;
                        }
                        unfinished.decrementAndGet();
                    });
        }
        Waiting.until(context, () -> unfinished.get() == 0);
        return outcomes;
    }
}
