package org.devio.metadata;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.devio.format.LvmFormatException;

/** Which logical volumes lie on which others. */
final class References {
    private final Map<String, List<String>> users = new HashMap<>();

    /** How many references of a volume lead to others that are not yet taken. */
    private final Map<String, Integer> waiting = new LinkedHashMap<>();

    private References() {}

    /**
     * Makes sure that whoever follows references from volume to volume comes to an end.
     *
     * @param volumes by name; all that they refer to are among them
     */
    static void demandNoCircle(Map<String, LogicalVolume> volumes) throws LvmFormatException {
        References references = new References();
        references.takeAll(volumes);
        if (!references.waiting.isEmpty()) {
            LogicalVolume first = volumes.get(references.waiting.keySet().iterator().next());
            throw new LvmFormatException(
                    first.segments().get(0).config().offset(),
                    "LVs lie on each other in a circle: "
                            + String.join(", ", references.waiting.keySet()));
        }
    }

    /**
     * Puts volumes in an order in which each comes behind all that it refers to.
     *
     * @param volumes by name; all that they refer to are among them
     * @return their names; without those that lie on each other in a circle
     */
    static List<String> usedFirst(Map<String, LogicalVolume> volumes) {
        return new References().takeAll(volumes);
    }

    /** Takes volumes that refer to none but those already taken, until none is left. */
    private List<String> takeAll(Map<String, LogicalVolume> volumes) {
        for (LogicalVolume volume : volumes.values()) {
            for (Segment segment : volume.segments()) {
                for (String name : segment.layout().references()) {
                    add(volume.name(), name);
                }
                // Reports lead from a snapshot's store to its origin, past the link between them.
                if (segment.layout() instanceof SegmentLayout.Snapshot link) {
                    add(link.store(), link.origin());
                }
            }
        }
        List<String> taken = new ArrayList<>(volumes.size());
        Deque<String> ready = new ArrayDeque<>(volumes.keySet());
        ready.removeAll(waiting.keySet());
        while (!ready.isEmpty()) {
            String next = ready.remove();
            taken.add(next);
            for (String user : users.getOrDefault(next, List.of())) {
                if (waiting.merge(user, -1, Integer::sum) == 0) {
                    waiting.remove(user);
                    ready.add(user);
                }
            }
        }
        return taken;
    }

    private void add(String user, String used) {
        users.computeIfAbsent(used, name -> new ArrayList<>()).add(user);
        waiting.merge(user, 1, Integer::sum);
    }
}
