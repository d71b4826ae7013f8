package org.devio.metadata;

import java.util.List;
import java.util.Set;
import org.devio.format.LvmFormatException;

/**
 * The words that lvm2 knows in {@code status}. An unknown one may change what the rest means, so it
 * is refused; unknown words in {@code flags} are harmless by definition.
 */
enum StatusWords {
    /** PARTIAL is no longer written but stands in old backup files. */
    VOLUME_GROUP(
            "EXPORTED", "RESIZEABLE", "PVMOVE", "READ", "WRITE", "CLUSTERED", "SHARED", "PARTIAL"),
    PHYSICAL_VOLUME("ALLOCATABLE", "EXPORTED", "MISSING"),
    LOGICAL_VOLUME(
            "READ",
            "WRITE",
            "FIXED_MINOR",
            "VISIBLE",
            "PVMOVE",
            "LOCKED",
            "NOTSYNCED",
            "REBUILD",
            "WRITEMOSTLY");

    private final Set<String> known;

    StatusWords(String... known) {
        this.known = Set.of(known);
    }

    List<String> read(Fields fields) throws LvmFormatException {
        if (!fields.has("status")) {
            throw fields.missing("status");
        }
        List<String> words = fields.texts("status");
        for (String word : words) {
            if (!known.contains(word)) {
                throw fields.failure("unknown status flag " + word);
            }
        }
        return words;
    }
}
