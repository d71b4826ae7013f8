package org.devio.report.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.devio.metadata.HistoricalVolume;

/**
 * Who descends from whom in a group, through volumes that were removed and are remembered. Those
 * have a dash before their names here, as in the metadata and in lvm2's reports.
 */
public final class LvHistory {
    private static final String DASH = "-";

    private final LvRelations relations;
    private final Map<String, HistoricalVolume> removed;

    private LvHistory(LvRelations relations) {
        this.relations = relations;
        this.removed =
                relations.group().historicalLogicalVolumes().stream()
                        .collect(
                                Collectors.toMap(
                                        volume -> DASH + volume.name(),
                                        volume -> volume,
                                        (first, second) -> first));
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
        List<String> waiting = new ArrayList<>(snapshotsOf(name));
        while (!waiting.isEmpty()) {
            String next = waiting.remove(0);
            if (names.add(next)) {
                waiting.addAll(0, snapshotsOf(next));
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
        return own.or(
                () ->
                        relations.group().historicalLogicalVolumes().stream()
                                .filter(volume -> volume.descendants().contains(name))
                                .map(volume -> DASH + volume.name())
                                .findFirst());
    }

    private List<String> snapshotsOf(String name) {
        Set<String> names = new LinkedHashSet<>();
        present(name).map(LvView::snapshots).orElse(List.of()).stream()
                .map(snapshot -> snapshot.volume().name())
                .forEach(names::add);
        if (removed.containsKey(name)) {
            names.addAll(removed.get(name).descendants());
        }
        relations.group().historicalLogicalVolumes().stream()
                .filter(volume -> volume.origin().filter(name::equals).isPresent())
                .map(volume -> DASH + volume.name())
                .forEach(names::add);
        return List.copyOf(names);
    }

    private Optional<LvView> present(String name) {
        return Optional.ofNullable(relations.group().logicalVolumes().get(name))
                .map(relations::viewOf);
    }
}
