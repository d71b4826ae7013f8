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
    private References() {}

    /**
     * Makes sure that whoever follows references from volume to volume comes to an end: takes away
     * volumes that refer to none but those already taken, until none is left.
     *
     * @param volumes by name; all that they refer to are among them
     */
    static void demandNoCircle(Map<String, LogicalVolume> volumes) throws LvmFormatException {
        Map<String, List<String>> users = new HashMap<>();
        Map<String, Integer> waiting = new LinkedHashMap<>();
        for (LogicalVolume volume : volumes.values()) {
            for (Segment segment : volume.segments()) {
                for (String name : segment.layout().references()) {
                    add(volume.name(), name, users, waiting);
                }
                // Reports lead from a snapshot's store to its origin, past the link between them.
                if (segment.layout() instanceof SegmentLayout.Snapshot link) {
                    add(link.store(), link.origin(), users, waiting);
                }
            }
        }
        Deque<String> ready = new ArrayDeque<>(volumes.keySet());
        ready.removeAll(waiting.keySet());
        while (!ready.isEmpty()) {
            for (String user : users.getOrDefault(ready.remove(), List.of())) {
                if (waiting.merge(user, -1, Integer::sum) == 0) {
                    waiting.remove(user);
                    ready.add(user);
                }
            }
        }
        if (!waiting.isEmpty()) {
            LogicalVolume first = volumes.get(waiting.keySet().iterator().next());
            throw new LvmFormatException(
                    first.segments().get(0).config().offset(),
                    "LVs lie on each other in a circle: " + String.join(", ", waiting.keySet()));
        }
    }

    private static void add(
            String user,
            String used,
            Map<String, List<String>> users,
            Map<String, Integer> waiting) {
        users.computeIfAbsent(used, name -> new ArrayList<>()).add(user);
        waiting.merge(user, 1, Integer::sum);
    }
}
