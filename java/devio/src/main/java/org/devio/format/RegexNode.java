package org.devio.format;

import java.util.BitSet;
import java.util.List;

/** A part of a regular expression. */
sealed interface RegexNode {
    /** One character out of a set, or one out of all others that do not end a line. */
    record Characters(BitSet set, boolean isNegated) implements RegexNode {
        boolean has(char c) {
            return isNegated ? !set.get(c) && c != '\n' && c != '\r' : set.get(c);
        }
    }

    /** One part after the other; none matches without a character. */
    record Row(List<RegexNode> parts) implements RegexNode {}

    /** One of several; at least one. */
    record Choice(List<RegexNode> ways) implements RegexNode {}

    /** A part that may be left out, or come again, or both. */
    record Repeat(RegexNode part, boolean isOptional, boolean isEndless) implements RegexNode {}
}
