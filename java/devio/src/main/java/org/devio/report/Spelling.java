package org.devio.report;

import java.util.Comparator;
import java.util.List;

/** Finds the words that somebody may have meant. */
final class Spelling {
    private static final int MOST = 5;
    private static final int MAX_EDITS = 2;

    private Spelling() {}

    /** The words that are a slip or two away from this one or contain it, the likeliest first. */
    static List<String> near(String word, List<String> words) {
        return words.stream()
                .distinct()
                .filter(other -> other.contains(word) || edits(word, other) <= MAX_EDITS)
                .sorted(Comparator.comparingInt(other -> edits(word, other)))
                .limit(MOST)
                .toList();
    }

    /** Letters to insert, drop or change to make one word of the other (Levenshtein). */
    private static int edits(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(above[j - 1] + change, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
