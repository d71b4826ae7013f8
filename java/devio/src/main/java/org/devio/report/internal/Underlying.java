package org.devio.report.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.devio.metadata.LogicalVolume;
import org.devio.metadata.Segment;
import org.devio.metadata.SegmentLayout;

/**
 * What the logical volumes of a group take over from all that they lie on, however deep. Found for
 * all of them at once, because hundreds may lie on one.
 */
final class Underlying {
    private final Set<String> partial = new HashSet<>();
    private final Map<String, Set<String>> modules = new HashMap<>();

    Underlying(LvRelations relations) {
        for (LogicalVolume volume : relations.group().usedFirst()) {
            String name = volume.name();
            Set<String> own = new TreeSet<>();
            for (Segment segment : volume.segments()) {
                module(segment).ifPresent(own::add);
                if (segment.layout().areas().stream().anyMatch(relations::isMissing)) {
                    partial.add(name);
                }
                for (String used : segment.layout().references()) {
                    own.addAll(modules.get(used));
                    if (partial.contains(used)) {
                        partial.add(name);
                    }
                }
            }
            modules.put(name, own.isEmpty() ? Set.of() : own);
        }
    }

    /** Whether some of what the volume lies on is missing. */
    boolean isPartial(String name) {
        return partial.contains(name);
    }

    /** Kernel modules that the volume needs, by name. */
    Set<String> modules(String name) {
        return modules.getOrDefault(name, Set.of());
    }

    private static Optional<String> module(Segment segment) {
        if (segment.layout() instanceof SegmentLayout.Unknown
                || segment.layout() instanceof SegmentLayout.Striped) {
            return Optional.empty();
        }
        return Optional.of(
                switch (segment.type()) {
                    case "cache-pool" -> "cache";
                    case "vdo", "vdo-pool" -> "kvdo";
                    default -> segment.type().startsWith("raid") ? "raid" : segment.type();
                });
    }
}
