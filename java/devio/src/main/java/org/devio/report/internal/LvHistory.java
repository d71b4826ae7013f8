package org.devio.report.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.devio.metadata.HistoricalVolume;

/**
 * Who descends from whom in a group, through volumes that were removed and are remembered. Those
 * have a dash before their names here, as in the metadata and in lvm2's reports.
 */
public final class LvHistory {
    private static final String DASH = "-";

    private final LvRelations relations;
    private final Map<String, HistoricalVolume> removed = new HashMap<>();

    /** From volumes to the removed one that counts them among its snapshots. */
    private final Map<String, String> removedOrigins = new HashMap<>();

    /** From volumes to the removed ones that say they were snapshots of them. */
    private final Map<String, List<String>> removedSnapshots = new HashMap<>();

    private LvHistory(LvRelations relations) {
        this.relations = relations;
        for (HistoricalVolume volume : relations.group().historicalLogicalVolumes()) {
            String name = DASH + volume.name();
            removed.putIfAbsent(name, volume);
            volume.descendants().forEach(snapshot -> removedOrigins.putIfAbsent(snapshot, name));
            volume.origin()
                    .ifPresent(
                            origin ->
                                    removedSnapshots
                                            .computeIfAbsent(origin, one -> new ArrayList<>())
                                            .add(name));
        }
    }

    /**
     * The history of a group.
     *
     * @param relations those of its present volumes
     * @return the history
     */
    public static LvHistory of(LvRelations relations) {
        return new LvHistory(relations);
    }

    /**
     * Field {@code lv_full_ancestors}: what a volume is or was a snapshot of, and that of, up to
     * the first.
     *
     * @param name of a volume of the group, with a dash if it was removed
     * @return names without brackets, those of removed volumes with a dash
     */
    public List<String> ancestorsOf(String name) {
        Set<String> names = new LinkedHashSet<>();
        Optional<String> next = originOf(name);
        while (next.isPresent() && names.add(next.get())) {
            next = originOf(next.get());
        }
        return List.copyOf(names);
    }

    /**
     * Field {@code lv_full_descendants}: a volume's snapshots, present and removed, and theirs.
     *
     * @param name of a volume of the group, with a dash if it was removed
     * @return names without brackets, those of removed volumes with a dash; each followed by its
     *     own
     */
    public List<String> descendantsOf(String name) {
        Set<String> names = new LinkedHashSet<>();
        Deque<String> waiting = new ArrayDeque<>(snapshotsOf(name));
        while (!waiting.isEmpty()) {
            String next = waiting.pop();
            if (names.add(next)) {
                List<String> own = snapshotsOf(next);
                for (int i = own.size() - 1; i >= 0; i--) {
                    waiting.push(own.get(i));
                }
            }
        }
        return List.copyOf(names);
    }

    private Optional<String> originOf(String name) {
        Optional<String> own =
                removed.containsKey(name)
                        ? removed.get(name).origin()
                        : present(name)
                                .flatMap(LvView::snapshotOrigin)
                                .map(origin -> origin.volume().name());
        return own.or(() -> Optional.ofNullable(removedOrigins.get(name)));
    }

    private List<String> snapshotsOf(String name) {
        Set<String> names = new LinkedHashSet<>();
        present(name).map(LvView::snapshots).orElse(List.of()).stream()
                .map(snapshot -> snapshot.volume().name())
                .forEach(names::add);
        if (removed.containsKey(name)) {
            names.addAll(removed.get(name).descendants());
        }
        names.addAll(removedSnapshots.getOrDefault(name, List.of()));
        return List.copyOf(names);
    }

    private Optional<LvView> present(String name) {
        return Optional.ofNullable(relations.group().logicalVolumes().get(name))
                .map(relations::viewOf);
    }
}
