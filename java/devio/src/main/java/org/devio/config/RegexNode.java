package org.devio.config;

import java.util.List;

/** A part of a regular expression. */
sealed interface RegexNode {
    /**
     * One character out of some ranges, or one out of all others that do not end a line.
     *
     * @param ranges the first and the last character of each, in any order
     */
    record Characters(String ranges, boolean isNegated) implements RegexNode {
        boolean has(char c) {
            return isNegated ? !isInRanges(c) && c != '\n' && c != '\r' : isInRanges(c);
        }

        private boolean isInRanges(char c) {
            for (int i = 0; i < ranges.length(); i += 2) {
                if (c >= ranges.charAt(i) && c <= ranges.charAt(i + 1)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** One part after the other; none matches without a character. */
    record Row(List<RegexNode> parts) implements RegexNode {}

    /** One of several; at least one. */
    record Choice(List<RegexNode> ways) implements RegexNode {}

    /** A part that may be left out, or come again, or both. */
    record Repeat(RegexNode part, boolean isOptional, boolean isEndless) implements RegexNode {}
}
