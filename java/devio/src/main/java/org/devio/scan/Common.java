package org.devio.scan;

import java.util.HashMap;
import java.util.Map;
import org.devio.format.LvmConf;
import org.devio.format.SignaturePlan;

/** What the chains of one scan have in common. Used on the polling thread. */
final class Common {
    private record Shape(long size, int blockSize) {}

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
