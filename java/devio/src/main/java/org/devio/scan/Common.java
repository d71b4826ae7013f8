package org.devio.scan;

import java.util.HashMap;
import java.util.Map;
import org.devio.config.LvmConf;
import org.devio.format.SignaturePlan;

/** What the chains of one scan have in common. Used on the polling thread. */
final class Common {
    private record Shape(long size, int blockSize) {
        // Written out, because the JVM takes 5 ms to make up the first hashCode and equals of
        // records.
        @Override
        public int hashCode() {
            return Long.hashCode(size) * 31 + blockSize;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Shape shape
                    && shape.size == size
                    && shape.blockSize == blockSize;
        }
    }

    private final LvmConf settings;
    private final TextCache texts;
    private final Map<Shape, SignaturePlan> plans = new HashMap<>();

    Common(LvmConf settings, TextCache texts) {
        this.settings = settings;
        this.texts = texts;
    }

    LvmConf settings() {
        return settings;
    }

    TextCache texts() {
        return texts;
    }

    /** Where the marks of arrays stand on devices of this shape; many disks have the same. */
    SignaturePlan arrays(long size, int blockSize) {
        return plans.computeIfAbsent(
                new Shape(size, blockSize), shape -> SignaturePlan.ofArrays(size, blockSize));
    }
}
