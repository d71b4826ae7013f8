package org.devio.volume;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.devio.io.BlockSource;
import org.devio.io.Gather;
import org.devio.io.IoResult;
import org.devio.metadata.map.Combiner;
import org.devio.metadata.map.Recipe;

/**
 * Puts lost bytes together: reads what the other images hold there into memory of its own, then
 * combines it. That memory is bounded; what finds none waits its turn. Any thread may submit.
 */
final class Rebuilds {
    /** Most bytes that are rebuilt in one go. */
    static final int UNIT_BYTES = 64 << 10;

    private static final int PAGE = 4096;

    /** Most units in use at a time, unless one rebuild alone needs more. */
    private static final int MOST_UNITS = 128;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Path path;
    private final BlockSource any;
    private final Combiner combiner = new Combiner();

    // Guarded by this.
    private final Deque<ByteBuffer> idle = new ArrayDeque<>();
    private final Deque<Rebuild> waiting = new ArrayDeque<>();
    private int used;

    Rebuilds(Path path, BlockSource any) {
        this.path = path;
        this.any = any;
    }

    /**
     * Begins a part of a read.
     *
     * @param parent told when it is over
     * @param target where the bytes go
     * @param isNested whether it is for another rebuild: then it does not wait for memory, which
     *     that one may hold
     */
    void submit(
            Gather<?> parent,
            ByteBuffer target,
            Recipe recipe,
            Image[] images,
            long offset,
            boolean isNested) {
        parent.expect();
        Rebuild rebuild = new Rebuild(parent, target, recipe, images, offset);
        synchronized (this) {
            if (!isNested && !hasRoomFor(recipe.size())) {
                waiting.add(rebuild);
                return;
            }
            rebuild.take();
        }
        rebuild.begin();
    }

    private boolean hasRoomFor(int units) {
        return used == 0 || used + units <= MOST_UNITS;
    }

    private final class Rebuild {
        private final Gather<?> parent;
        private final ByteBuffer target;
        private final Recipe recipe;
        private final Image[] images;
        private final long offset;
        private final ByteBuffer[] sources;

        Rebuild(Gather<?> parent, ByteBuffer target, Recipe recipe, Image[] images, long offset) {
            this.parent = parent;
            this.target = target;
            this.recipe = recipe;
            this.images = images;
            this.offset = offset;
            this.sources = new ByteBuffer[recipe.size()];
        }

        /** Takes its memory, under the lock. */
        void take() {
            used += sources.length;
            for (int i = 0; i < sources.length; i++) {
                ByteBuffer unit = idle.poll();
                sources[i] =
                        unit != null
                                ? unit
                                : ByteBuffer.allocateDirect(UNIT_BYTES + PAGE).alignedSlice(PAGE);
            }
        }

        void begin() {
            Gather<Rebuild> reads =
                    new Gather<>(
                            path, parent.offset(), NOTHING, parent.category(), this, Rebuild::over);
            int length = target.remaining();
            for (int i = 0; i < sources.length; i++) {
                sources[i].clear().limit(length);
                images[recipe.image(i)].locate(
                        offset, length, new Plan(reads, sources[i], Rebuilds.this, true));
            }
            reads.seal(any);
        }

        private static void over(IoResult result, Rebuild rebuild) {
            if (!result.isFailed()) {
                rebuild.combine();
            }
            rebuild.giveBack();
            rebuild.parent.over(result);
        }

        private void combine() {
            combiner.combine(recipe, sources, target);
        }

        private void giveBack() {
            Deque<Rebuild> ready = new ArrayDeque<>();
            synchronized (Rebuilds.this) {
                used -= sources.length;
                for (ByteBuffer unit : sources) {
                    if (idle.size() < MOST_UNITS) {
                        idle.push(unit);
                    }
                }
                while (!waiting.isEmpty() && hasRoomFor(waiting.peek().sources.length)) {
                    waiting.peek().take();
                    ready.add(waiting.poll());
                }
            }
            ready.forEach(Rebuild::begin);
        }
    }
}
